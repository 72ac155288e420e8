// How fast is the API while a thousand pages listen? api_bench [streams] [orders] [queries]
#include <sys/epoll.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <thread>

#include "matbud/web/testing/tcp_client.h"
#include "served_town.h"

namespace {

using Clock = std::chrono::steady_clock;
using matbud::web::testing::TcpClient;
using nlohmann::json;

const std::string worker = "matbud-role: care_worker\r\nmatbud-user: w-1\r\nmatbud-unit: ";

double percentile(std::vector<double>& sorted, double part) {
  if (sorted.empty()) return 0;
  return sorted[static_cast<std::size_t>(part * static_cast<double>(sorted.size() - 1))];
}

/// Asks `count` times on `connections` connections at once, and tells how long each answer took.
template <class Ask>
void measure(const std::string& what, int connections, int count, const Ask& ask) {
  std::vector<std::vector<double>> taken(static_cast<std::size_t>(connections));
  std::atomic<int> next{0};
  std::atomic<int> failed{0};
  const auto begin = Clock::now();
  std::vector<std::thread> threads;
  for (int c = 0; c < connections; ++c) {
    threads.emplace_back([&, c] {
      auto client = ask.connect();
      for (int i = next++; i < count; i = next++) {
        const auto asked = Clock::now();
        if (!ask.once(client, i)) ++failed;
        taken[static_cast<std::size_t>(c)].push_back(
            std::chrono::duration<double, std::milli>(Clock::now() - asked).count());
      }
    });
  }
  for (auto& thread : threads) thread.join();
  const auto seconds = std::chrono::duration<double>(Clock::now() - begin).count();
  std::vector<double> all;
  for (const auto& some : taken) all.insert(all.end(), some.begin(), some.end());
  std::sort(all.begin(), all.end());
  std::cout << what << ": " << static_cast<int>(count / seconds) << " a second on " << connections
            << " connections; p50 " << percentile(all, 0.5) << " ms, p99 " << percentile(all, 0.99) << " ms, worst "
            << (all.empty() ? 0 : all.back()) << " ms; " << failed << " failed\n";
}

double resident_mib() {
  std::ifstream status{"/proc/self/statm"};
  std::size_t total = 0;
  std::size_t resident = 0;
  status >> total >> resident;
  return static_cast<double>(resident) * static_cast<double>(sysconf(_SC_PAGESIZE)) / (1024 * 1024);
}

struct Placing {
  std::uint16_t port;
  std::string headers;
  json body;
  std::string prefix;
  [[nodiscard]] TcpClient connect() const { return TcpClient{port}; }
  bool once(TcpClient& client, int number) const {
    auto order = body;
    order["order_id"] = prefix + std::to_string(number);
    client.say(matbud::web::testing::request(
        "POST", "/api/ordering/v1/orders", order.dump(),
        headers + "Content-Type: application/json\r\nIdempotency-Key: " + prefix + std::to_string(number) + "\r\n"));
    return client.hear().status == 201;
  }
};

struct Asking {
  std::uint16_t port;
  std::string headers;
  std::string path;
  [[nodiscard]] TcpClient connect() const { return TcpClient{port}; }
  bool once(TcpClient& client, int) const {
    return client.say(matbud::web::testing::get(path, headers)).hear().status == 200;
  }
};

/// The first window in which something can be ordered.
json basket_of(matbud::apis::ServedTown& town, const std::string& headers) {
  TcpClient client{town.port()};
  const auto& area = town.world().areas.front().area_id();
  for (;;) {
    const auto answer =
        client.say(matbud::web::testing::get("/api/ordering/v1/areas/" + area + "/windows?days=30", headers)).hear();
    const auto body = json::parse(answer.body, nullptr, false);
    if (answer.status != 200 || body.is_discarded()) continue;
    for (const auto& window : body.at("windows")) {
      if (window.at("same_day") == true || window.at("can_order") == false) continue;
      return {{"area_id", area},
              {"citizen_id", town.world().citizens.front().id.value()},
              {"window_id", window.at("window_id")},
              {"delivery_day", window.at("delivery_day")},
              {"lines", {{{"gtin", town.goods().front()}, {"quantity", 1}}}}};
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  const int streams = argc > 1 ? std::atoi(argv[1]) : 1'000;
  const int orders = argc > 2 ? std::atoi(argv[2]) : 2'000;
  const int queries = argc > 3 ? std::atoi(argv[3]) : 5'000;
  const auto home = std::filesystem::temp_directory_path() / ("matbud_api_bench." + std::to_string(::getpid()));
  matbud::apis::ServedTown town{home, {}, 12, 100'000};
  const auto headers = worker + town.world().citizens.front().service_unit + "\r\n";
  const auto body = basket_of(town, headers);
  const Placing placing{town.port(), headers, body, "warm-"};
  measure("warm-up", 1, 20, placing);
  const auto before_mib = resident_mib();
  std::cout << "hardware threads " << std::thread::hardware_concurrency() << "; resident " << before_mib << " MiB\n";
  measure("place to outcome, nobody listens", 1, orders / 4, Placing{town.port(), headers, body, "one-"});
  measure("place to outcome, nobody listens", 16, orders, Placing{town.port(), headers, body, "many-"});

  // A reader that takes whatever comes, for all streams.
  std::vector<TcpClient> listening;
  for (int i = 0; i < streams; ++i) {
    listening.emplace_back(town.port());
    listening.back().say(matbud::web::testing::get("/api/ordering/v1/events", headers));
    (void)listening.back().hears("retry: ");
  }
  std::atomic<bool> stop{false};
  std::atomic<std::uint64_t> heard_bytes{0};
  const int poll = ::epoll_create1(0);
  for (const auto& one : listening) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = one.descriptor();
    ::epoll_ctl(poll, EPOLL_CTL_ADD, one.descriptor(), &event);
  }
  std::thread reader{[&] {
    std::array<epoll_event, 256> events{};
    std::array<char, 65'536> bytes{};
    while (!stop) {
      const int count = ::epoll_wait(poll, events.data(), static_cast<int>(events.size()), 50);
      for (int i = 0; i < count; ++i) {
        const auto got = ::read(events[static_cast<std::size_t>(i)].data.fd, bytes.data(), bytes.size());
        if (got > 0) heard_bytes += static_cast<std::uint64_t>(got);
      }
    }
  }};
  std::cout << streams << " streams; resident " << resident_mib() << " MiB, of which this program's own ends\n";
  measure("areas, " + std::to_string(streams) + " listen", 4, queries,
          Asking{town.port(), headers, "/api/ordering/v1/areas"});
  measure("one order, " + std::to_string(streams) + " listen", 4, queries,
          Asking{town.port(), headers, "/api/ordering/v1/orders/one-1"});
  measure("place to outcome, " + std::to_string(streams) + " listen", 1, orders / 8,
          Placing{town.port(), headers, body, "heard-"});
  std::cout << "resident " << resident_mib() << " MiB; " << heard_bytes / 1024 << " KiB heard\n";
  stop = true;
  reader.join();
  ::close(poll);
  return 0;
}
