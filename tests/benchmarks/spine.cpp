// The spine, embedded: orders a second through all four services, the latency of one order alone, rebuild and verify,
// and how soon a start is ready. spine [--orders N] [--runs N] [--read-models] [--only throughput|latency]
#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <thread>

#include "machine.h"
#include "matbud/host/installation.h"
#include "matbud/log/append.h"
#include "matbud/log/follower.h"
#include "matbud/log/topics.h"
#include "matbud/operations/verify.h"
#include "matbud/pipeline/services.h"
#include "town.h"

namespace matbud::benchmarks {
namespace {

using std::chrono::steady_clock;

double seconds_since(steady_clock::time_point start) {
  return std::chrono::duration<double>(steady_clock::now() - start).count();
}

template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error{result.error().message};
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

/// Waits until something in the log satisfies a question; each look is caused by the log's activity.
void wait_for(log::Log& log, const std::function<bool()>& done) {
  for (;;) {
    const auto seen = log.activity();
    if (done()) return;
    log.wait_for_activity(seen, std::chrono::milliseconds{1000});
  }
}

std::uint64_t records_in(log::Log& log, std::string_view topic, std::uint32_t partitions) {
  std::uint64_t records = 0;
  for (std::uint32_t p = 0; p < partitions; ++p) {
    records += static_cast<std::uint64_t>(must(log.watermarks({std::string{topic}, Partition{p}})).end.value());
  }
  return records;
}

class Bench {
 public:
  Bench(const std::filesystem::path& directory, const TownSize& size, bool read_models)
      : size_{size}, read_models_{read_models} {
    host::Settings settings;
    settings.directory = directory;
    settings.partitions = size.partitions;
    settings.grocers = {GrocerId{"dagros"}};
    installation_ = must(host::Installation::open(settings, clock_, random_, true));
    town_ = std::make_unique<Town>(size, installation_->keys(), clock_.now());
  }

  log::Log& log() { return installation_->log(); }
  host::Installation& installation() { return *installation_; }

  void open_pipeline() {
    auto wiring = installation_->wiring();
    pipeline::add_all_services(wiring);
    if (!read_models_) wiring.read_models.clear();
    wiring.on_alarm = [](const Error& alarm) { std::cerr << "ALARM " << alarm.message << "\n"; };
    pipeline_ = must(host::Pipeline::open(log(), clock_, std::move(wiring)));
    pipeline_->start();
  }
  void close_pipeline() { pipeline_.reset(); }
  host::Pipeline& pipeline() { return *pipeline_; }

  void settle() {
    wait_for(log(), [&] { return pipeline_->ready() && pipeline_->idle(); });
  }

  void tell_reference_data() {
    std::map<std::pair<std::string, std::uint32_t>, std::vector<std::string>> batches;
    for (const auto& command : town_->reference_data()) {
      batches[{command.topic, log::partition_of(command, size_.partitions).value()}].push_back(
          log::encode_command(command, clock_.now(), "/matbud/benchmark"));
    }
    for (auto& [place, records] : batches) {
      auto writer = must(log().open_writer({place.first, Partition{place.second}}));
      must(log::append_and_wait(log(), *writer, std::move(records), std::chrono::seconds{30}));
    }
    settle();
  }

  /// Appends orders [first, first + count), a batch to each partition in turn, without waiting for answers but for at
  /// most 16 batches a partition in flight.
  void append_orders(std::uint64_t first, std::uint64_t count) {
    constexpr std::size_t orders_a_batch = 64;
    std::vector<std::unique_ptr<log::Writer>> writers;
    for (std::uint32_t p = 0; p < size_.partitions; ++p) {
      writers.push_back(must(log().open_writer({std::string{log::ordering_commands}, Partition{p}})));
    }
    std::vector<std::vector<std::string>> batches(size_.partitions);
    const auto send = [&](std::uint32_t p) {
      if (batches[p].empty()) return;
      wait_for(log(), [&] {
        while (writers[p]->poll()) {
        }
        return writers[p]->in_flight() < 16;
      });
      writers[p]->append(std::move(batches[p]));
      batches[p].clear();
    };
    for (auto n = first; n < first + count; ++n) {
      const auto command = town_->order(n);
      const auto p = log::partition_of(command, size_.partitions).value();
      batches[p].push_back(log::encode_command(command, clock_.now(), "/matbud/benchmark"));
      if (batches[p].size() == orders_a_batch) send(p);
    }
    for (std::uint32_t p = 0; p < size_.partitions; ++p) send(p);
    for (auto& writer : writers) {
      wait_for(log(), [&] {
        while (writer->poll()) {
        }
        return writer->in_flight() == 0;
      });
    }
  }

  std::uint64_t notified() { return records_in(log(), log::notification_events, size_.partitions); }

  /// One order; returns milliseconds from handing it to the log to its notification being readable.
  double one_order(std::uint64_t n) {
    const auto command = town_->order(n);
    const auto partition = log::partition_of(command, size_.partitions);
    auto& writer = writers_[partition.value()];
    if (!writer) writer = must(log().open_writer({command.topic, partition}));
    const log::TopicPartition answers{std::string{log::notification_events}, partition};
    const auto before = must(log().watermarks(answers)).end;
    const auto start = steady_clock::now();
    writer->append({log::encode_command(command, clock_.now(), "/matbud/benchmark")});
    wait_for(log(), [&] { return must(log().watermarks(answers)).end > before; });
    const double ms = seconds_since(start) * 1e3;
    while (writer->poll()) {
    }
    return ms;
  }

 private:
  SystemClock clock_;
  privacy::SystemRandom random_;
  TownSize size_;
  bool read_models_;
  std::unique_ptr<host::Installation> installation_;
  std::unique_ptr<Town> town_;
  std::unique_ptr<host::Pipeline> pipeline_;
  std::map<std::uint32_t, std::unique_ptr<log::Writer>> writers_;
};

void measure_throughput(Bench& bench, std::uint64_t first, std::uint64_t orders, std::vector<double>& rates) {
  const auto notified_before = bench.notified();
  const auto cpu_before = cpu_seconds();
  const auto start = steady_clock::now();
  bench.append_orders(first, orders);
  wait_for(bench.log(), [&] { return bench.notified() >= notified_before + orders; });
  const double seconds = seconds_since(start);
  rates.push_back(static_cast<double>(orders) / seconds);
  std::cout << "  " << orders << " orders in " << seconds << " s: " << rates.back() << " orders/s, "
            << (cpu_seconds() - cpu_before) * 1e6 / static_cast<double>(orders) << " us CPU an order, peak resident "
            << peak_resident_mb() << " MB, commits " << bench.installation().log().figures().commits << "\n";
}

void measure_latency(Bench& bench, std::uint64_t first) {
  std::vector<double> latencies;
  for (std::uint64_t n = first; n < first + 500; ++n) latencies.push_back(bench.one_order(n));
  std::cout << "one order alone, placed to notified, every append synced: p50 " << percentile(latencies, 0.5)
            << " ms, p99 " << percentile(latencies, 0.99) << " ms (500 orders)\n";
}

void measure_verify(Bench& bench) {
  operations::VerifyPlan plan;
  for (int run = 0; run < 3; ++run) {
    const auto start = steady_clock::now();
    const auto report = must(operations::verify(bench.log(), plan));
    const double seconds = seconds_since(start);
    std::cout << "log verify, chains and causes: " << report.records << " records in " << seconds << " s, "
              << static_cast<double>(report.records) / seconds << " records/s, findings " << report.findings.size()
              << "\n";
  }
}

}  // namespace
}  // namespace matbud::benchmarks

int main(int argc, char** argv) {
  using namespace matbud;
  using namespace matbud::benchmarks;
  CLI::App app{"The spine, embedded"};
  std::uint64_t orders = 200'000;
  int runs = 3;
  bool read_models = false;
  std::string directory =
      (std::filesystem::temp_directory_path() / ("matbud-spine-" + std::to_string(::getpid()))).string();
  app.add_option("--orders", orders, "orders a run");
  app.add_option("--runs", runs, "throughput runs");
  app.add_option("--data", directory, "where the log lies; removed at the end");
  app.add_flag("--read-models", read_models, "fold the read models beside the services");
  CLI11_PARSE(app, argc, argv);
  try {
    print_machine(std::cout);
    std::cout << "settings: " << orders
              << " orders a run, 12 lines each, 12 partitions, 600 citizens, 2000 products, every append "
              << "synced, sealing and chaining on, read models " << (read_models ? "on" : "off") << "\n";
    {
      Bench bench{directory, TownSize{}, read_models};
      bench.open_pipeline();
      bench.tell_reference_data();
      measure_latency(bench, 0);
      std::vector<double> rates;
      for (int run = 0; run < runs; ++run)
        measure_throughput(bench, 1'000 + static_cast<std::uint64_t>(run) * orders, orders, rates);
      print_spread(std::cout, "throughput", rates, "orders/s");
      bench.settle();
      bench.close_pipeline();
      measure_verify(bench);
      const auto start = steady_clock::now();
      bench.open_pipeline();
      wait_for(bench.log(), [&] { return bench.pipeline().ready(); });
      std::cout << "start to ready with " << bench.notified() << " orders in the log: " << seconds_since(start)
                << " s\n";
    }
    std::filesystem::remove_all(directory);
  } catch (const std::exception& error) {
    std::cerr << "benchmark failed: " << error.what() << "\n";
    std::filesystem::remove_all(directory);
    return 1;
  }
}
