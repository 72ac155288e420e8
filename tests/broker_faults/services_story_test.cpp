// The services as independent programs on a real broker, and an operator at the command line: orders travel from
// process to process, and when the owner of an order's partition is killed, another takes over.
#include <unistd.h>

#include <filesystem>
#include <iostream>

#include "kafka_story.h"
#include "matbud/host/installation.h"
#include "matbud/log/append.h"
#include "matbud/log/follower.h"
#include "matbud/log/topics.h"
#include "matbud/notification/v1/events.pb.h"
#include "matbud/ordering/v1/commands.pb.h"
#include "service_process.h"
#include "town.h"

namespace matbud::broker_faults {
namespace {

using namespace log;
using std::chrono::steady_clock;
using testing::HasSubstr;

const benchmarks::TownSize size{
    .partitions = 4, .citizens = 16, .products = 20, .lines_an_order = 3, .drivers_an_area = 2};

template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error{result.error().message};
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

class Services : public KafkaStory {
 protected:
  void SetUp() override {
    KafkaStory::SetUp();
    if (IsSkipped()) return;
    std::string pattern = (std::filesystem::temp_directory_path() / "matbud-services-XXXXXX").string();
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    directory_ = pattern;
    found_installation();
  }
  void TearDown() override {
    instances_.clear();
    town_.reset();
    installation_.reset();
    log_.reset();
    if (!directory_.empty()) std::filesystem::remove_all(directory_);
    KafkaStory::TearDown();
  }

  /// Makes topics and master key, and tells the services what they must know before the first order.
  void found_installation() {
    host::Settings settings;
    settings.directory = directory_ / "founder";
    settings.master_key = directory_ / "master.key";
    settings.kafka.emplace().brokers = broker().bootstrap();
    settings.partitions = size.partitions;
    settings.grocers = {GrocerId{"dagros"}};
    installation_ = must(host::Installation::open(settings, clock_, random_, true));
    town_.emplace(size, installation_->keys(), clock_.now());
    for (const auto& command : town_->reference_data()) {
      auto& log = installation_->log();
      const auto writer = must(log.open_writer({command.topic, partition_of(command, size.partitions)}));
      must(append_and_wait(log, *writer, {encode_command(command, clock_.now(), "/matbud/story")}, patience));
    }
    log_ = open_log();
  }

  [[nodiscard]] std::vector<std::string> where(const std::string& name) const {
    return {"--kafka",      broker().bootstrap(),
            "--data",       (directory_ / name).string(),
            "--master-key", (directory_ / "master.key").string()};
  }
  /// Starts an instance; `name` is its directory's.
  ServiceProcess& start(const std::string& service, const std::string& name) {
    auto arguments = where(name);
    arguments.insert(arguments.end(), {"--kafka-session-ms", std::to_string(session.count()), "--standby"});
    const auto program = std::string{MATBUD_PROGRAMS} + "/matbud-" + service;
    return instances_.try_emplace(name, program, arguments).first->second;
  }
  /// One instance of every other service.
  void start_the_others() {
    for (const char* service : {"grocer-bridge", "dispatch", "notification", "audit"}) start(service, service);
  }
  [[nodiscard]] bool wait(const std::function<bool()>& it_is_so) { return wait_until(*log_, it_is_so); }
  [[nodiscard]] bool all_ready() {
    return std::all_of(instances_.begin(), instances_.end(), [](const auto& one) { return one.second.is_ready(); });
  }

  Ran matbud(std::vector<std::string> arguments, const std::string& input = {}) {
    const auto at = where("operator");
    arguments.insert(arguments.begin(), at.begin(), at.end());
    return run_to_end(std::string{MATBUD_PROGRAMS} + "/matbud", arguments, input);
  }
  /// Whether `matbud status` knows every partition of every processor as running, without lag.
  bool everybody_has_told() {
    const auto asked = matbud({"--json", "status"});
    std::istringstream lines{asked.out};
    std::set<std::string> processors;
    for (std::string line; std::getline(lines, line);) {
      const auto row = nlohmann::json::parse(line);
      if (row.at("phase") != "running" || row.at("lag_records") != 0 || row.at("rebuilds").is_null()) return false;
      processors.insert(row.at("processor"));
    }
    return asked.exit == 0 && processors.contains("ordering") && processors.contains("audit");
  }
  /// Order `number` of the town, placed by an operator as JSON.
  Ran place(std::uint64_t number) {
    const auto command = town_->order(number);
    ordering::v1::OrderingCommand placed;
    placed.ParseFromString(command.value);
    const auto& order = placed.place_order();
    const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{order.delivery_day()}}};
    std::array<char, 16> day{};
    std::snprintf(day.data(), day.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    auto lines = nlohmann::json::array();
    for (const auto& line : order.lines())
      lines.push_back({{"gtin", std::to_string(line.gtin())}, {"quantity", line.quantity()}});
    const nlohmann::json json{{"command", "place_order"},         {"area_id", command.key},
                              {"command_id", command.id},         {"order_id", order.order_id()},
                              {"citizen_id", order.citizen_id()}, {"window_id", order.window_id()},
                              {"delivery_day", day.data()},       {"lines", lines}};
    return matbud({"order", "place", "-"}, json.dump());
  }
  [[nodiscard]] unsigned partition_of_order(std::uint64_t number) const {
    return partition_of(town_->order(number).key, size.partitions).value();
  }

  /// How often somebody is to be told of each order, by the accepted events of notification.
  std::map<std::string, int> notified() {
    std::map<std::string, int> times;
    for (std::uint32_t p = 0; p < size.partitions; ++p) {
      const TopicPartition place{std::string{notification_events}, Partition{p}};
      Follower follower{*log_, place, true, chain_start(place)};
      for (;;) {
        const auto followed = must(follower.next());
        if (!followed) break;
        notification::v1::NotificationEvent event;
        event.ParseFromArray(followed->record.value.data(), static_cast<int>(followed->record.value.size()));
        for (const auto& one : event.notifications_requested().notifications()) ++times[one.order_id()];
      }
    }
    return times;
  }
  [[nodiscard]] bool all_notified_once(std::uint64_t orders) {
    const auto times = notified();
    return times.size() == orders &&
           std::all_of(times.begin(), times.end(), [](const auto& one) { return one.second == 1; });
  }

  static constexpr std::chrono::milliseconds session{3000};
  SystemClock clock_;
  privacy::SystemRandom random_;
  std::filesystem::path directory_;
  std::unique_ptr<host::Installation> installation_;
  std::unique_ptr<KafkaLog> log_;
  std::optional<benchmarks::Town> town_;
  std::map<std::string, ServiceProcess> instances_;
};

TEST_F(Services, TakeOrdersFromProcessToProcessAndTakeOverFromTheDead) {
  auto& first = start("ordering", "ordering-1");
  auto& second = start("ordering", "ordering-2");
  start_the_others();
  ASSERT_TRUE(wait([&] {
    return all_ready() && first.owned("ordering").size() == 2 && second.owned("ordering").size() == 2;
  })) << "the two instances share the partitions";
  const auto firsts = first.owned("ordering");
  for (const auto partition : second.owned("ordering")) EXPECT_FALSE(firsts.contains(partition)) << partition;

  constexpr std::uint64_t before = 8;
  for (std::uint64_t n = 0; n < before; ++n) {
    const auto placed = place(n);
    EXPECT_EQ(placed.exit, 0) << placed.out;
    EXPECT_THAT(placed.out, HasSubstr("placed: order " + benchmarks::Town::order_id(n)));
  }
  ASSERT_TRUE(wait([&] { return all_notified_once(before); })) << "from ordering to notification, each once";
  EXPECT_TRUE(wait([&] { return everybody_has_told(); })) << matbud({"status"}).out;

  std::uint64_t orphan = before;
  while (!firsts.contains(partition_of_order(orphan))) ++orphan;
  const auto died = steady_clock::now();
  first.kill();
  const auto placed = place(orphan);
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(steady_clock::now() - died);
  EXPECT_EQ(placed.exit, 0) << placed.out;
  RecordProperty("take_over_ms", static_cast<int>(took.count()));
  std::cout << "an order for the dead owner's area was answered " << took.count()
            << " ms after the kill, with a session of " << session.count() << " ms\n";
  EXPECT_TRUE(wait([&] { return all_notified_once(before + 1); }));
  EXPECT_EQ(second.owned("ordering").size(), size.partitions);
  EXPECT_TRUE(second.is_ready());

  EXPECT_EQ(place(0).exit, 0) << "a repeated command is answered by the one who took over";
  const auto shown = matbud({"order", "show", benchmarks::Town::order_id(orphan)});
  EXPECT_EQ(shown.exit, 0) << shown.out;
  const auto verified = matbud({"log", "verify"});
  EXPECT_EQ(verified.exit, 0) << verified.out;
  EXPECT_THAT(verified.out, HasSubstr("nothing found"));
  EXPECT_EQ(second.stop(), 0);
}

TEST_F(Services, HearOfAnErasureThatAnotherProcessHasMade) {
  auto& dispatch = start("dispatch", "dispatch");
  auto settings = host::Settings{};
  settings.directory = directory_ / "clerk";
  settings.master_key = directory_ / "master.key";
  settings.kafka.emplace().brokers = broker().bootstrap();
  auto wiring_owner = must(host::Installation::open(settings, clock_, random_, false));
  auto pipeline = must(host::Pipeline::open(wiring_owner->log(), clock_, wiring_owner->wiring()));
  pipeline->start();
  const CitizenId citizen{"citizen-100003"};
  ASSERT_EQ(wiring_owner->keys().state_of(citizen), privacy::KeyRing::KeyState::present);
  must(installation_->keys().destroy(citizen, clock_.now()));
  EXPECT_TRUE(wait([&] { return wiring_owner->keys().state_of(citizen) == privacy::KeyRing::KeyState::destroyed; }));
  pipeline.reset();
  EXPECT_EQ(dispatch.stop(), 0);
}

TEST_F(Services, SayWhatTheyMiss) {
  ASSERT_TRUE(log_->delete_topics({std::string{notification_events}}));
  auto arguments = where("ordering");
  EXPECT_EQ(run_to_end(std::string{MATBUD_PROGRAMS} + "/matbud-notification", arguments).exit, 3) << "a topic";
  arguments.back() = (directory_ / "no.key").string();
  EXPECT_EQ(run_to_end(std::string{MATBUD_PROGRAMS} + "/matbud-ordering", arguments).exit, 3) << "the master key";
  EXPECT_FALSE(std::filesystem::exists(directory_ / "no.key")) << "none but the first may make one";
}

}  // namespace
}  // namespace matbud::broker_faults
