// An order travels through all services of one process on a real broker.
#include <unistd.h>

#include <filesystem>

#include "kafka_story.h"
#include "matbud/host/pipeline.h"
#include "matbud/log/append.h"
#include "matbud/log/topics.h"
#include "matbud/operations/verify.h"
#include "matbud/pipeline/services.h"
#include "matbud/privacy/key_ring.h"
#include "matbud/store/rocks_store.h"
#include "town.h"

namespace matbud::broker_faults {
namespace {

using namespace log;

const benchmarks::TownSize size{
    .partitions = 3, .citizens = 9, .products = 20, .lines_an_order = 3, .drivers_an_area = 2};
const std::vector<GrocerId> grocers{GrocerId{"dagros"}};

/// The services of a town, their state in a folder and their log on the broker.
class TownOnKafka {
 public:
  explicit TownOnKafka(Log& log) : log_{log} {
    std::string pattern = (std::filesystem::temp_directory_path() / "matbud-kafka-town-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error{"no temporary directory"};
    directory_ = pattern;
    must(log_.create_topics(installation_topics(grocers, size.partitions)));
    master_key_.emplace(must(privacy::MasterKey::load_or_create(directory_ / "master.key", random_)));
    keys_.emplace(must(privacy::KeyRing::load(log_, *master_key_, random_, privacy::Access::all())));
    town_.emplace(size, *keys_, clock_.now());
  }
  ~TownOnKafka() {
    stop();
    std::filesystem::remove_all(directory_);
  }
  TownOnKafka(const TownOnKafka&) = delete;
  TownOnKafka& operator=(const TownOnKafka&) = delete;

  void start() {
    store_ = must(store::RocksStore::open(directory_ / "state", {}));
    host::Wiring wiring;
    wiring.grocers = grocers;
    wiring.partitions = size.partitions;
    wiring.open_space = [this](const std::string& name, Partition partition) {
      return must(store_->open_space(name, partition));
    };
    wiring.new_incarnation = [number = 0]() mutable { return "story-" + std::to_string(++number); };
    pipeline::add_all_services(wiring);
    pipeline_ = must(host::Pipeline::open(log_, clock_, std::move(wiring)));
    pipeline_->start();
  }
  void stop() {
    pipeline_.reset();
    store_.reset();
  }
  void lose_state() { std::filesystem::remove_all(directory_ / "state"); }

  [[nodiscard]] bool is_settled() { return pipeline_->ready() && pipeline_->idle(); }
  [[nodiscard]] std::vector<Error> alarms() { return pipeline_->alarms(); }

  void tell_reference_data() {
    for (const auto& command : town_->reference_data()) tell(command);
  }
  void place_order(std::uint64_t number) { tell(town_->order(number)); }

  /// How many notifications have been asked for.
  [[nodiscard]] std::int64_t notified() {
    std::int64_t records = 0;
    for (std::uint32_t p = 0; p < size.partitions; ++p)
      records += must(log_.watermarks({std::string{notification_events}, Partition{p}})).end.value();
    return records;
  }

  /// Follows every chain and compares every projection with a fresh fold. Only while it is stopped.
  [[nodiscard]] operations::VerifyReport verify() {
    store_ = must(store::RocksStore::open(directory_ / "state", {}));
    operations::VerifyPlan plan;
    plan.processors = pipeline::all_processors(grocers);
    plan.read_models = pipeline::all_read_models(grocers);
    plan.open_space = [this](const std::string& name, Partition partition) {
      return must(store_->open_space(name, partition));
    };
    auto report = must(operations::verify(log_, plan));
    store_.reset();
    return report;
  }

 private:
  template <class T>
  static T must(Result<T> result) {
    if (!result) throw std::runtime_error{result.error().message};
    if constexpr (!std::is_void_v<T>) return std::move(*result);
  }
  void tell(const Command& command) {
    const auto writer = must(log_.open_writer({command.topic, partition_of(command, size.partitions)}));
    must(append_and_wait(log_, *writer, {encode_command(command, clock_.now(), "/matbud/story")}, patience));
  }

  Log& log_;
  SystemClock clock_;
  privacy::SystemRandom random_;
  std::filesystem::path directory_;
  std::optional<privacy::MasterKey> master_key_;
  std::optional<privacy::KeyRing> keys_;
  std::optional<benchmarks::Town> town_;
  std::unique_ptr<store::RocksStore> store_;
  std::unique_ptr<host::Pipeline> pipeline_;
};

class PipelineOnKafka : public KafkaStory {};

TEST_F(PipelineOnKafka, TakesAnOrderToItsNotificationAndRebuildsWhatItLost) {
  const auto log = open_log();
  TownOnKafka town{*log};
  town.start();
  town.tell_reference_data();
  ASSERT_TRUE(wait_until(*log, [&] { return town.is_settled(); }));
  const auto before = town.notified();
  town.place_order(1);
  EXPECT_TRUE(wait_until(*log, [&] { return town.notified() > before; })) << "nobody was told of the order";
  ASSERT_TRUE(wait_until(*log, [&] { return town.is_settled(); }));
  EXPECT_TRUE(town.alarms().empty()) << town.alarms().front().message;
  town.stop();
  const auto first = town.verify();
  EXPECT_TRUE(first.findings.empty()) << first.findings.front().what;

  town.lose_state();
  town.start();
  ASSERT_TRUE(wait_until(*log, [&] { return town.is_settled(); }));
  const auto rebuilt = town.notified();
  town.place_order(1);  // again: decided once
  town.place_order(2);
  EXPECT_TRUE(wait_until(*log, [&] { return town.notified() > rebuilt; }));
  ASSERT_TRUE(wait_until(*log, [&] { return town.is_settled(); }));
  EXPECT_EQ(town.notified() - rebuilt, rebuilt - before) << "as much as of the first, and nothing twice";
  EXPECT_TRUE(town.alarms().empty()) << town.alarms().front().message;
  town.stop();
  const auto second = town.verify();
  EXPECT_TRUE(second.findings.empty()) << second.findings.front().what;
  EXPECT_GT(second.records, first.records);
}

}  // namespace
}  // namespace matbud::broker_faults
