// fault_campaign: a broker, two instances of every service, orders that flow, faults from a seed, and the checker's
// word.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <csignal>
#include <iomanip>
#include <iostream>

#include "campaign.h"
#include "matbud/host/installation.h"
#include "matbud/log/append.h"
#include "service_process.h"
#include "test_broker.h"

namespace matbud::broker_faults {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::uint32_t partitions = 4;
constexpr const char* broker_port = "20092";  // on a machine of our own every port is free
const std::vector<GrocerId> grocers{GrocerId{"dagros"}};

const benchmarks::TownSize town_size{
    .partitions = partitions, .citizens = 96, .products = 50, .lines_an_order = 3, .drivers_an_area = 3};

struct Options {
  std::uint64_t seed = 1;
  FaultCounts counts{.kills = 6, .pauses = 2, .brokers = 1, .cuts = 1, .twins = 1, .full = 1, .clocks = 1};
  bool whole = false;
  double orders_a_second = 24;
  int minutes = 60;
  int session_ms = 2000;
  std::filesystem::path programs;
  std::filesystem::path directory;  ///< empty: a temporary one, kept only when something was found
};

template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error{result.error().message};
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

void parse(int argc, char** argv, Options& options) {
  CLI::App app{"Two instances of every service, orders that flow, and faults from a seed", "fault_campaign"};
  app.add_option("--seed", options.seed, "the same seed gives the same plan")->capture_default_str();
  app.add_flag("--whole", options.whole,
               "the whole form: 300 kills, 100 pauses, 50 brokers, 20 cuts, twins, disks, clocks");
  app.add_option("--kills", options.counts.kills);
  app.add_option("--pauses", options.counts.pauses);
  app.add_option("--brokers", options.counts.brokers);
  app.add_option("--cuts", options.counts.cuts);
  app.add_option("--twins", options.counts.twins);
  app.add_option("--full", options.counts.full);
  app.add_option("--clocks", options.counts.clocks);
  app.add_option("--orders-a-second", options.orders_a_second)->check(CLI::Range(4.0, 500.0))->capture_default_str();
  app.add_option("--minutes", options.minutes, "no fault begins later")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--session-ms", options.session_ms, "owners' session time-out")
      ->check(CLI::Range(1000, 60'000))
      ->capture_default_str();
  app.add_option("--directory", options.directory, "for history, messages and state; kept");
  options.programs = std::filesystem::read_symlink("/proc/self/exe").parent_path();
  app.add_option("--programs", options.programs, "where the services' programs lie (default: beside this one)");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    std::exit(app.exit(error));
  }
  if (options.whole)
    options.counts = {.kills = 300, .pauses = 100, .brokers = 50, .cuts = 20, .twins = 10, .full = 5, .clocks = 5};
}

std::filesystem::path find_faketime() {
  for (const char* place : {"/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1",
                            "/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1"}) {
    if (std::filesystem::exists(place)) return place;
  }
  return {};
}

std::string percentile(std::vector<milliseconds> times, double share) {
  if (times.empty()) return "-";
  std::sort(times.begin(), times.end());
  const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(times.size())));
  return std::to_string(times[std::max<std::size_t>(rank, 1) - 1].count());
}

void print(const CampaignResult& result, const Fleet& fleet, std::size_t orders, std::ostream& out) {
  out << "\nfault    times  processes  recovered after p50 / p99 / max ms\n";
  for (const auto& [kind, times] : result.made) {
    static const std::vector<milliseconds> none;
    const auto found = result.recovery.find(kind);
    const auto& recovery = found == result.recovery.end() ? none : found->second;
    out << std::left << std::setw(8) << kind << std::right << std::setw(6) << times << std::setw(11)
        << result.processes.at(kind) << "  " << percentile(recovery, 0.5) << " / " << percentile(recovery, 0.99)
        << " / " << percentile(recovery, 1) << "\n";
  }
  out << orders << " orders; " << fleet.unplanned_deaths() << " instances ended by themselves, " << fleet.restarts()
      << " were restarted because they had stopped deciding\n";
  if (result.left_out > 0) out << result.left_out << " faults of the plan were left out: the time was over\n";
  for (const auto& failure : result.failures) out << "FAILED " << failure << "\n";
}

/// The broker, reachable from behind links when there are any.
struct Broker {
  explicit Broker(bool private_machine)
      : process{options(private_machine)},
        bootstrap{private_machine ? std::string{private_address} + ":" + broker_port : process.bootstrap()} {}

  static std::vector<std::string> options(bool private_machine) {
    // A killed node that comes back is let in when the session of its former life is over: by default nine seconds.
    std::vector<std::string> words{"--quick", "--set", "broker.session.timeout.ms=2000", "--set",
                                   "broker.heartbeat.interval.ms=500"};
    if (!private_machine) return words;
    const std::string port = broker_port;
    const auto controllers = std::to_string(std::stoi(port) + 1);
    for (const auto& word :
         {std::string{"--port"}, port, std::string{"--set"},
          "listeners=CLIENTS://0.0.0.0:" + port + ",CONTROLLER://127.0.0.1:" + controllers, std::string{"--set"},
          "advertised.listeners=CLIENTS://" + std::string{private_address} + ":" + port})
      words.push_back(word);
    return words;
  }
  testing_broker::TestBroker process;
  std::string bootstrap;
};

/// The edge's side: topics, master key, what the services must know before the first order.
class Founder {
 public:
  explicit Founder(const FleetSettings& fleet) {
    host::Settings settings;
    settings.directory = fleet.directory / "founder";
    settings.master_key = fleet.directory / "master.key";
    auto& kafka = settings.kafka.emplace();
    kafka.brokers = fleet.bootstrap;
    kafka.append_timeout = std::chrono::seconds{5};
    kafka.request_timeout = std::chrono::seconds{5};
    settings.partitions = partitions;
    settings.grocers = grocers;
    installation_ = must(host::Installation::open(settings, clock_, random_, true));
    town_.emplace(town_size, installation_->keys(), clock_.now());
    for (const auto& command : town_->reference_data()) {
      const auto writer = must(log().open_writer({command.topic, partition_of(command, partitions)}));
      must(append_and_wait(log(), *writer, {encode_command(command, clock_.now(), "/matbud/faults")},
                           std::chrono::seconds{30}));
    }
  }
  [[nodiscard]] log::Log& log() { return installation_->log(); }
  [[nodiscard]] const benchmarks::Town& town() const { return *town_; }

 private:
  SystemClock clock_;
  privacy::SystemRandom random_;
  std::unique_ptr<host::Installation> installation_;
  std::optional<benchmarks::Town> town_;
};

int judge(const std::filesystem::path& programs, const std::string& bootstrap, const std::filesystem::path& history) {
  const auto started = steady_clock::now();
  const auto judged = run_to_end(programs / "fault_checker", {"--kafka", bootstrap, history});
  const auto took = std::chrono::duration_cast<std::chrono::seconds>(steady_clock::now() - started);
  std::cout << "\nthe checker (" << took.count() << " s): " << judged.out << std::flush;
  return judged.exit;
}

int run(Options options) {
  if (!testing_broker::have_jars()) {
    std::cout << "the broker's jars cannot be had\n";
    constexpr int skipped = 77;
    return skipped;
  }
  const auto why_not = enter_private_machine();
  if (!why_not.empty()) {
    std::cout << "no cuts and no full disks: " << why_not << "\n";
    options.counts.cuts = options.counts.full = 0;
  }
  const auto faketime = find_faketime();
  if (faketime.empty()) {
    std::cout << "no clock jumps: libfaketime is missing (Debian: faketime)\n";
    options.counts.clocks = 0;
  }
  const bool keep = !options.directory.empty();
  std::string pattern = (std::filesystem::temp_directory_path() / "matbud-campaign-XXXXXX").string();
  if (!keep) options.directory = ::mkdtemp(pattern.data());
  std::filesystem::create_directories(options.directory);
  std::cout << "seed " << options.seed << ", " << options.orders_a_second << " orders/s, session " << options.session_ms
            << " ms, in " << options.directory.string() << std::endl;

  Broker broker{why_not.empty()};
  FleetSettings settings{broker.bootstrap, options.directory, options.programs, milliseconds{options.session_ms},
                         why_not.empty()};
  const auto file = options.directory / "history.jsonl";
  HistoryWriter history{file};
  history.installation(partitions, grocers);
  history.note("seed " + std::to_string(options.seed));
  CampaignResult result;
  {
    Founder founder{settings};
    Fleet fleet{settings, history};
    fleet.start_all();
    OrderStream orders{founder.log(), founder.town(), partitions, options.orders_a_second, history};
    Arrivals arrivals{founder.log(), orders, partitions};
    Campaign campaign{{settings, partitions, options.programs / "fault_usurper", faketime,
                       steady_clock::now() + std::chrono::minutes{options.minutes}},
                      broker.process,
                      fleet,
                      orders,
                      arrivals,
                      founder.log(),
                      history,
                      std::cout};
    orders.start();
    campaign.wait_until_whole();
    result = campaign.carry_out(make_plan(options.seed, options.counts, Fleet::services().size(), settings.session));
    if (const auto missing = campaign.settle(); missing > 0)
      result.failures.push_back(std::to_string(missing) + " orders have no notification");
    fleet.end();
    print(result, fleet, orders.count(), std::cout);
  }
  const int judged = judge(options.programs, broker.bootstrap, file);
  const bool sound = judged == 0 && result.failures.empty();
  std::error_code ignored;
  if (sound && !keep) std::filesystem::remove_all(options.directory, ignored);
  if (!sound) std::cout << "seed " << options.seed << "; history and messages are in " << options.directory << "\n";
  return sound ? 0 : std::max(judged, 1);
}

}  // namespace
}  // namespace matbud::broker_faults

int main(int argc, char** argv) {
  matbud::broker_faults::Options options;
  matbud::broker_faults::parse(argc, argv, options);
  try {
    return matbud::broker_faults::run(std::move(options));
  } catch (const std::exception& error) {
    std::cerr << "fault_campaign: " << error.what() << "\n";
    return 1;
  }
}
