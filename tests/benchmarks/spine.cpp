// The spine, embedded: orders a second through all four services, the latency of one order alone, rebuild and verify,
// how soon a start is ready, and what sealing and chaining cost. README.md says how to read it.
#include <fcntl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <set>

#include "machine.h"
#include "matbud/operations/verify.h"
#include "matbud/pipeline/services.h"
#include "rebuild.h"
#include "sampler.h"
#include "spine_run.h"

namespace matbud::benchmarks {
namespace {

using std::chrono::steady_clock;

constexpr std::uint64_t lone_orders = 500;
constexpr std::uint64_t warm_up_orders = 2'000;

double seconds_since(steady_clock::time_point start) {
  return std::chrono::duration<double>(steady_clock::now() - start).count();
}

struct Plan {
  std::filesystem::path directory;
  std::uint64_t orders = 200'000;
  int runs = 3;
  SpineOptions options;
  std::set<std::string> only;

  [[nodiscard]] bool wants(const std::string& what) const { return only.empty() || only.contains(what); }
};

/// Numbers of orders that were not used before.
class Numbers {
 public:
  std::uint64_t take(std::uint64_t count) { return std::exchange(next_, next_ + count); }

 private:
  std::uint64_t next_ = 0;
};

void print_latency(const std::string& what, const std::vector<double>& ms) {
  std::cout << what << ": p50 " << percentile(ms, 0.5) << " ms, p99 " << percentile(ms, 0.99) << " ms, max "
            << percentile(ms, 1) << " ms (" << ms.size() << " orders)\n";
}

/// What one synced write costs on this disk: the floor under every append. A file of its own, beside the log.
void measure_disk(const std::filesystem::path& directory) {
  const auto path = (directory / "synced-writes").string();
  const int file = ::open(path.c_str(), O_CREAT | O_WRONLY | O_APPEND, 0600);
  if (file < 0) throw std::runtime_error{"cannot write " + path};
  const std::string bytes(2048, 'x');
  std::vector<double> ms;
  for (int n = 0; n < 200; ++n) {
    const auto start = steady_clock::now();
    if (::write(file, bytes.data(), bytes.size()) < 0 || ::fdatasync(file) != 0) break;
    ms.push_back(seconds_since(start) * 1e3);
  }
  ::close(file);
  std::filesystem::remove(path);
  std::cout << "one synced write of this disk: p50 " << percentile(ms, 0.5) << " ms, p99 " << percentile(ms, 0.99)
            << " ms\n";
}

void measure_latency(SpineRun& spine, Numbers& numbers, bool effects) {
  std::vector<double> latencies;
  const auto commits_before = spine.log().figures().commits;
  const auto first = numbers.take(lone_orders);
  for (auto n = first; n < first + lone_orders; ++n) {
    // Asked for; with a channel also marked as started and reported as sent.
    latencies.push_back(spine.one_order(n, effects ? 3 : 1));
    spine.settle();
  }
  print_latency(effects ? "one order alone, placed to sent by the channel, every append synced"
                        : "one order alone, placed to notified, every append synced",
                latencies);
  std::cout << "  " << static_cast<double>(spine.log().figures().commits - commits_before) / lone_orders
            << " commits an order\n";
}

void measure_throughput(SpineRun& spine, Numbers& numbers, const Plan& plan) {
  const auto run = [&](std::uint64_t orders) {
    const auto before = spine.notified();
    spine.append_orders(numbers.take(orders), orders);
    spine.wait_until_notified(before + orders * (plan.options.effects ? 3 : 1));
  };
  run(warm_up_orders);
  std::vector<double> rates;
  std::vector<double> costs;
  std::vector<double> protection;
  for (int n = 0; n < plan.runs; ++n) {
    const auto commits_before = spine.log().figures().commits;
    const auto cpu_before = cpu_seconds();
    Sampler sampler;
    const auto start = steady_clock::now();
    run(plan.orders);
    const double seconds = seconds_since(start);
    const auto shares = sampler.stop();
    const auto orders = static_cast<double>(plan.orders);
    rates.push_back(orders / seconds);
    costs.push_back((cpu_seconds() - cpu_before) * 1e6 / orders);
    protection.push_back(100 * share_of(shares, {"libcrypto", "libsodium"}));
    std::cout << "  run " << n + 1 << ": " << plan.orders << " orders in " << seconds << " s: " << rates.back()
              << " orders/s, " << costs.back() << " us CPU an order, resident " << resident_mb() << " MB (peak "
              << peak_resident_mb() << "), " << spine.log().figures().commits - commits_before << " commits\n";
    if (n + 1 == plan.runs) print(std::cout, shares);
  }
  print_spread(std::cout, "throughput", rates, "orders/s");
  print_spread(std::cout, "processor time an order", costs, "us");
  print_spread(std::cout, "sealing and chaining (libcrypto, libsodium) of processor time", protection, "%");
}

void measure_verify(SpineRun& spine, const Plan& plan, bool with_projections) {
  operations::VerifyPlan wanted;
  auto& installation = spine.installation();
  if (with_projections) {
    wanted.processors = pipeline::all_processors(installation.grocers());
    wanted.read_models = pipeline::all_read_models(installation.grocers());
    wanted.open_space = installation.wiring().open_space;
  }
  std::vector<double> rates;
  std::uint64_t records = 0;
  for (int run = 0; run < plan.runs; ++run) {
    const auto start = steady_clock::now();
    const auto report = must(operations::verify(installation.log(), wanted));
    rates.push_back(static_cast<double>(report.records) / seconds_since(start));
    records = report.records;
    for (const auto& finding : report.findings) throw std::runtime_error{"verify found: " + finding.what};
  }
  const std::string what =
      with_projections ? "log verify, chains, causes and every projection" : "log verify --quick, chains and causes";
  print_spread(std::cout, what + ", " + std::to_string(records) + " records", rates, "records/s");
}

void measure_rebuild(SpineRun& spine, const Plan& plan) {
  Rebuilt sum{"all", 0, 0, 0};
  for (const auto& one : rebuild_everything(spine.installation(), plan.directory / "rebuild", 2)) {
    if (one.events == 0) continue;
    const auto events = static_cast<double>(one.events);
    std::cout << "  rebuild of " << one.name << ": " << one.events << " events in " << one.seconds << " s, "
              << events / one.seconds << " events/s, " << one.cpu_seconds * 1e6 / events << " us CPU an event\n";
    sum.events += one.events;
    sum.seconds += one.seconds;
  }
  std::cout << "rebuild of every projection: " << sum.events << " events in " << sum.seconds << " s, "
            << static_cast<double>(sum.events) / sum.seconds << " events/s\n";
}

void measure_start(SpineRun& spine, const Plan& plan) {
  std::vector<double> starts;
  std::uint64_t orders = 0;
  for (int run = 0; run < plan.runs; ++run) {
    spine.close();
    const auto start = steady_clock::now();
    spine.open();
    spine.open_pipeline();
    spine.wait_until_ready();
    starts.push_back(seconds_since(start));
    orders = spine.notified();
  }
  print_spread(std::cout, "start to ready, " + std::to_string(orders) + " orders in the log", starts, "s");
  spine.close();
  spine.delete_state();
  const auto start = steady_clock::now();
  spine.open();
  spine.open_pipeline();
  spine.wait_until_ready();
  std::cout << "start to ready without any state, " << orders << " orders in the log: " << seconds_since(start)
            << " s\n";
  spine.close_pipeline();
}

void measure(const Plan& plan) {
  Numbers numbers;
  SpineRun spine{plan.directory, plan.options};
  spine.open();
  spine.open_pipeline();
  spine.tell_reference_data();
  if (plan.wants("latency")) measure_disk(plan.directory);
  if (plan.wants("latency")) measure_latency(spine, numbers, plan.options.effects);
  if (plan.wants("throughput")) measure_throughput(spine, numbers, plan);
  spine.settle();
  spine.close_pipeline();
  if (plan.wants("verify")) {
    measure_verify(spine, plan, false);
    if (plan.options.read_models) measure_verify(spine, plan, true);
  }
  if (plan.wants("rebuild")) measure_rebuild(spine, plan);
  if (plan.wants("start")) measure_start(spine, plan);
}

}  // namespace
}  // namespace matbud::benchmarks

int main(int argc, char** argv) {
  using namespace matbud::benchmarks;
  CLI::App app{"The spine, embedded"};
  Plan plan;
  plan.directory = std::filesystem::temp_directory_path() / ("matbud-spine-" + std::to_string(::getpid()));
  app.add_option("--orders", plan.orders, "orders a run");
  app.add_option("--runs", plan.runs, "runs of what is measured several times");
  app.add_option("--data", plan.directory, "where the installation lies; removed at the end");
  app.add_flag("--read-models", plan.options.read_models, "fold the read models beside the services");
  app.add_flag("--random-ids", plan.options.town.random_ids, "order ids in no order instead of ascending");
  app.add_flag("--effects", plan.options.effects, "a channel takes the notifications and reports them as sent");
  app.add_option("--only", plan.only, "latency,throughput,verify,rebuild,start; all when not given")->delimiter(',');
  CLI11_PARSE(app, argc, argv);
  int result = 0;
  try {
    print_machine(std::cout);
    const auto& town = plan.options.town;
    std::cout << "settings: " << plan.orders << " orders a run, " << town.lines_an_order << " lines each, "
              << town.partitions << " partitions, " << town.citizens << " citizens, " << town.products
              << " products, every append synced, sealing and chaining on, read models "
              << (plan.options.read_models ? "on" : "off") << ", channel " << (plan.options.effects ? "on" : "off")
              << "\n";
    measure(plan);
  } catch (const std::exception& error) {
    std::cerr << "benchmark failed: " << error.what() << "\n";
    result = 1;
  }
  std::filesystem::remove_all(plan.directory);
  return result;
}
