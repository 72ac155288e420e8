// A thousand pages listen: how fast is the API beside them, how soon does each page hear, and what do they cost in
// memory? The town is served by a process of its own, whose memory and processor time are therefore its alone.
// README.md says how to read it.
#include <sys/epoll.h>
#include <sys/resource.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <array>
#include <atomic>
#include <chrono>
#include <iostream>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>

#include "machine.h"
#include "matbud/web/testing/tcp_client.h"
#include "town_process.h"

namespace matbud::benchmarks {
namespace {

using std::chrono::steady_clock;
using web::testing::TcpClient;

constexpr std::chrono::seconds patience{10};

struct Plan {
  int streams = 1'000;
  int runs = 3;
  int seconds = 20;  ///< of each run
  int reads_a_second = 200;
  int connections = 8;  ///< that the reads share
  double orders_a_second = 2;
};

double milliseconds(steady_clock::duration duration) {
  return std::chrono::duration<double, std::milli>(duration).count();
}

/// When each order was sent, and how long after that each stream has heard of it.
class Heard {
 public:
  void sent(const std::string& order, steady_clock::time_point at) {
    const std::lock_guard lock{mutex_};
    sent_[order] = at;
  }
  void heard(const std::string& order, steady_clock::time_point at) {
    const std::lock_guard lock{mutex_};
    const auto when = sent_.find(order);
    if (when == sent_.end()) return;
    latencies_.push_back(milliseconds(at - when->second));
  }
  [[nodiscard]] std::size_t count() const {
    const std::lock_guard lock{mutex_};
    return latencies_.size();
  }
  [[nodiscard]] std::vector<double> take() {
    const std::lock_guard lock{mutex_};
    return std::exchange(latencies_, {});
  }

 private:
  mutable std::mutex mutex_;
  std::map<std::string, steady_clock::time_point> sent_;
  std::vector<double> latencies_;
};

/// Pages that listen to ordering's events, read by one thread.
class Listeners {
 public:
  Listeners(const TownProcess& server, int count, Heard& heard) : heard_{heard}, poll_{::epoll_create1(EPOLL_CLOEXEC)} {
    for (int n = 0; n < count; ++n) {
      auto& one = clients_.emplace_back(server.port);
      one.say(web::testing::get("/api/ordering/v1/events", server.worker()));
      if (!one.hears("retry: ")) throw std::runtime_error{"a stream did not begin"};
      epoll_event event{};
      event.events = EPOLLIN;
      event.data.u32 = static_cast<std::uint32_t>(n);
      ::epoll_ctl(poll_, EPOLL_CTL_ADD, one.descriptor(), &event);
    }
    unread_.resize(clients_.size());
    thread_ = std::thread{[this] { read(); }};
  }
  ~Listeners() {
    stop_ = true;
    thread_.join();
    ::close(poll_);
  }
  Listeners(const Listeners&) = delete;
  Listeners& operator=(const Listeners&) = delete;

  [[nodiscard]] int ended() const { return ended_; }

 private:
  void read() {
    std::array<epoll_event, 256> events{};
    std::array<char, 65'536> bytes{};
    while (!stop_) {
      const int count = ::epoll_wait(poll_, events.data(), static_cast<int>(events.size()), 50);
      for (int i = 0; i < count; ++i) {
        const auto which = events[static_cast<std::size_t>(i)].data.u32;
        const int descriptor = clients_[which].descriptor();
        const auto got = ::read(descriptor, bytes.data(), bytes.size());
        if (got > 0) {
          told(which, {bytes.data(), static_cast<std::size_t>(got)}, steady_clock::now());
        } else {
          ++ended_;
          ::epoll_ctl(poll_, EPOLL_CTL_DEL, descriptor, nullptr);
        }
      }
    }
  }
  void told(std::size_t which, std::string_view text, steady_clock::time_point at) {
    auto& unread = unread_[which];
    unread.append(text);
    for (std::size_t end = 0; (end = unread.find("\n\n")) != std::string::npos; unread.erase(0, end + 2)) {
      const auto event = std::string_view{unread}.substr(0, end);
      if (event.find("event: order_placed\n") == std::string_view::npos) continue;
      constexpr std::string_view before = R"("order_ids":[")";
      const auto begin = event.find(before) + before.size();
      heard_.heard(std::string{event.substr(begin, event.find('"', begin) - begin)}, at);
    }
  }

  Heard& heard_;
  int poll_;
  std::vector<TcpClient> clients_;
  std::vector<std::string> unread_;
  std::atomic<bool> stop_{false};
  std::atomic<int> ended_{0};
  std::thread thread_;
};

/// What somebody at the kitchen table asks for.
std::vector<std::string> reads_of(const TownProcess& server, const std::string& order) {
  return {"/api/ordering/v1/citizens/" + server.citizen,
          "/api/ordering/v1/areas/" + server.area + "/windows?days=7",
          "/api/ordering/v1/products?area=" + server.area + "&q=havre",
          "/api/ordering/v1/orders/" + order,
          "/api/ordering/v1/citizens/" + server.citizen + "/orders?limit=20",
          "/api/ordering/v1/areas"};
}

/// Work for a while, at a steady pace, whatever the answers take. An answer's time counts from when its
/// question was due, so that a slow one is not hidden by those that wait behind it.
class Load {
 public:
  Load(const TownProcess& server, const Plan& plan, Heard& heard, std::string prefix)
      : server_{server}, plan_{plan}, heard_{heard}, prefix_{std::move(prefix)}, order_(placeable()) {}

  void run() {
    std::vector<std::vector<double>> taken(static_cast<std::size_t>(plan_.connections));
    const auto begin = steady_clock::now() + std::chrono::milliseconds{50};
    std::vector<std::jthread> threads;
    for (int c = 0; c < plan_.connections; ++c)
      threads.emplace_back([&, c] { read(begin, c, taken[static_cast<std::size_t>(c)]); });
    place(begin);
    for (auto& thread : threads) thread.join();
    for (const auto& some : taken) reads.insert(reads.end(), some.begin(), some.end());
  }

  std::vector<double> reads;
  std::vector<double> orders;
  std::atomic<int> failed{0};

 private:
  [[nodiscard]] nlohmann::json placeable() const {
    TcpClient client{server_.port};
    const auto question =
        web::testing::get("/api/ordering/v1/areas/" + server_.area + "/windows?days=30", server_.worker());
    for (const auto until = steady_clock::now() + patience; steady_clock::now() < until;) {
      const auto answer = nlohmann::json::parse(client.say(question).hear().body);
      if (!answer.contains("windows")) continue;  // the town reads its log first
      for (const auto& window : answer.at("windows")) {
        if (window.at("same_day") == true || window.at("can_order") == false) continue;
        return {{"area_id", server_.area},
                {"citizen_id", server_.citizen},
                {"window_id", window.at("window_id")},
                {"delivery_day", window.at("delivery_day")},
                {"lines", {{{"gtin", server_.good}, {"quantity", 1}}}}};
      }
    }
    throw std::runtime_error{"no window can be ordered in"};
  }

  void read(steady_clock::time_point begin, int connection, std::vector<double>& taken) {
    TcpClient client{server_.port};
    const auto paths = reads_of(server_, "warm-up-0");
    const std::chrono::duration<double> apart{1.0 / plan_.reads_a_second};
    for (int n = connection; n < plan_.seconds * plan_.reads_a_second; n += plan_.connections) {
      const auto due = begin + std::chrono::duration_cast<steady_clock::duration>(n * apart);
      std::this_thread::sleep_until(due);
      client.say(web::testing::get(paths[static_cast<std::size_t>(n) % paths.size()], server_.worker()));
      if (client.hear().status != 200) ++failed;
      taken.push_back(milliseconds(steady_clock::now() - due));
    }
  }

  void place(steady_clock::time_point begin) {
    TcpClient client{server_.port};
    const std::chrono::duration<double> apart{1.0 / plan_.orders_a_second};
    for (int n = 0; n < static_cast<int>(plan_.seconds * plan_.orders_a_second); ++n) {
      const auto due = begin + std::chrono::duration_cast<steady_clock::duration>(n * apart);
      std::this_thread::sleep_until(due);
      const auto id = prefix_ + "-" + std::to_string(n);
      auto body = order_;
      body["order_id"] = id;
      heard_.sent(id, steady_clock::now());
      client.say(web::testing::request(
          "POST", "/api/ordering/v1/orders", body.dump(),
          server_.worker() + "Content-Type: application/json\r\nIdempotency-Key: " + id + "\r\n"));
      if (client.hear().status != 201) ++failed;
      orders.push_back(milliseconds(steady_clock::now() - due));
    }
  }

  const TownProcess& server_;
  const Plan& plan_;
  Heard& heard_;
  std::string prefix_;
  nlohmann::json order_;
};

struct Figures {
  std::vector<double> p50;
  std::vector<double> p99;
  void add(const std::vector<double>& ms) {
    p50.push_back(percentile(ms, 0.5));
    p99.push_back(percentile(ms, 0.99));
  }
  void print(const std::string& what) const {
    print_spread(std::cout, what + ", p50", p50, "ms");
    print_spread(std::cout, what + ", p99", p99, "ms");
  }
};

/// Runs of work while so many listen. Returns the most memory that the server had.
double measure(const TownProcess& server, const Plan& plan, Heard& heard, int streams) {
  const std::string who = streams == 0 ? "nobody listens" : std::to_string(streams) + " listen";
  std::cout << who << "\n";
  Figures all;
  Figures reads;
  Figures orders;
  Figures events;
  std::vector<double> cpu;
  double resident_max = 0;
  for (int run = 0; run < plan.runs; ++run) {
    const auto cpu_before = server.cpu_seconds();
    Load load{server, plan, heard, "o-" + std::to_string(streams) + "-" + std::to_string(run)};
    load.run();
    const auto wanted = load.orders.size() * static_cast<std::size_t>(streams);
    for (const auto until = steady_clock::now() + patience; heard.count() < wanted && steady_clock::now() < until;)
      std::this_thread::sleep_for(std::chrono::milliseconds{5});
    const auto heard_after = heard.take();
    cpu.push_back(100 * (server.cpu_seconds() - cpu_before) / plan.seconds);
    resident_max = std::max(resident_max, server.resident_mb());
    auto every = load.reads;
    every.insert(every.end(), load.orders.begin(), load.orders.end());
    all.add(every);
    reads.add(load.reads);
    orders.add(load.orders);
    if (streams > 0) events.add(heard_after);
    std::cout << "  run " << run + 1 << ": " << load.reads.size() << " reads, worst " << percentile(load.reads, 1)
              << " ms; " << load.orders.size() << " orders, worst " << percentile(load.orders, 1) << " ms; "
              << heard_after.size() << " of " << wanted << " events heard, the last after "
              << percentile(heard_after, 1) << " ms; " << load.failed << " failed; server at " << cpu.back()
              << " % of a processor, " << server.resident_mb() << " MB\n";
  }
  all.print("  every request");
  reads.print("  reads");
  orders.print("  orders, placed to outcome");
  if (streams > 0) events.print("  order sent to its event on each stream");
  print_spread(std::cout, "  server's processor time", cpu, "% of one");
  return resident_max;
}

void run(const Plan& plan) {
  const TownProcess server;
  print_machine(std::cout);
  std::cout << "settings: " << plan.streams << " streams, " << plan.reads_a_second << " reads a second on "
            << plan.connections << " connections, " << plan.orders_a_second << " orders a second, " << plan.runs
            << " runs of " << plan.seconds << " s; embedded log, " << town_partitions
            << " partitions; the server is process " << server.pid() << "\n";
  Heard heard;
  auto warm_up = plan;
  warm_up.seconds = 5;
  Load{server, warm_up, heard, "warm-up"}.run();
  const auto without = measure(server, plan, heard, 0);
  std::cout << "resident: " << without << " MB without a stream\n";
  const Listeners listeners{server, plan.streams, heard};
  const auto opened = server.resident_mb();
  const auto with = measure(server, plan, heard, plan.streams);
  std::cout << "resident: " << without << " MB without, " << opened << " MB when " << plan.streams
            << " have come, at most " << with << " MB while they listen: " << with - without << " MB more; "
            << listeners.ended() << " streams have ended\n";
}

void let_many_open() {
  rlimit files{};
  ::getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &files);
}

}  // namespace
}  // namespace matbud::benchmarks

int main(int argc, char** argv) {
  using namespace matbud::benchmarks;
  CLI::App app{"A thousand pages listen while others ask and order", "bench_streams"};
  Plan plan;
  app.add_option("--streams", plan.streams)->capture_default_str()->check(CLI::Range(1, 1'900));
  app.add_option("--runs", plan.runs)->capture_default_str()->check(CLI::Range(1, 100));
  app.add_option("--seconds", plan.seconds, "of each run")->capture_default_str()->check(CLI::Range(1, 3'600));
  app.add_option("--reads", plan.reads_a_second, "a second")->capture_default_str()->check(CLI::Range(1, 100'000));
  app.add_option("--connections", plan.connections)->capture_default_str()->check(CLI::Range(1, 100));
  app.add_option("--orders", plan.orders_a_second, "a second")->capture_default_str()->check(CLI::Range(0.1, 1'000.0));
  CLI11_PARSE(app, argc, argv);
  let_many_open();
  try {
    run(plan);
  } catch (const std::exception& error) {
    std::cerr << "benchmark failed: " << error.what() << "\n";
    return 1;
  }
}
