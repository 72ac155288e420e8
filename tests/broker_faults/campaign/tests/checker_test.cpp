// The checker is checked: a sound run passes, and each kind of damage is found by its name.
#include "checker.h"

#include <gmock/gmock.h>
#include <unistd.h>

#include <fstream>

#include "matbud/host/installation.h"
#include "matbud/log/append.h"
#include "matbud/log/follower.h"
#include "matbud/log/topics.h"
#include "matbud/pipeline/services.h"
#include "town.h"

namespace matbud::broker_faults {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::uint32_t partitions = 2;
constexpr std::uint64_t orders = 8;
constexpr std::chrono::seconds patience{10};

template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error{result.error().message};
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

/// A campaign without faults that is over: its log, its state, its history.
class Checking : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "matbud-checker-XXXXXX").string();
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    directory_ = pattern;
    history_.partitions = partitions;
    history_.grocers = {GrocerId{"dagros"}};
    for (const auto& service : pipeline::all_services(history_.grocers))
      history_.instances.push_back({service.name + "-1", service.name, directory_});
    live();
    home_ = must(host::open_embedded_home(directory_, clock_, {}, false));
  }
  void TearDown() override {
    home_.reset();
    std::filesystem::remove_all(directory_);
  }

  /// Everything that the services do with a few orders.
  void live() {
    privacy::SystemRandom random;
    host::Settings settings;
    settings.directory = directory_;
    settings.partitions = partitions;
    settings.grocers = history_.grocers;
    const auto installation = must(host::Installation::open(settings, clock_, random, true));
    const benchmarks::Town town{
        {.partitions = partitions, .citizens = 4, .products = 10, .lines_an_order = 2, .drivers_an_area = 1},
        installation->keys(),
        clock_.now()};
    auto wiring = installation->wiring();
    pipeline::add_all_services(wiring, installation->keys());
    const auto pipeline = must(host::Pipeline::open(installation->log(), clock_, std::move(wiring)));
    const auto settle = [&] {
      while (pipeline->step() || !pipeline->idle()) {
      }
    };
    for (const auto& command : town.reference_data()) (void)append(installation->log(), command);
    settle();
    for (std::uint64_t n = 0; n < orders; ++n) {
      const auto command = town.order(n);
      history_.orders.push_back(
          {benchmarks::Town::order_id(n), partition_of(command, partitions), append(installation->log(), command)});
    }
    settle();
    next_order_ = town.order(orders);
  }

  Offset append(log::Log& log, const log::Command& command) {
    const auto writer = must(log.open_writer({command.topic, partition_of(command, partitions)}));
    return must(append_and_wait(log, *writer, {encode_command(command, clock_.now(), "/matbud/faults")}, patience));
  }
  [[nodiscard]] log::Log& log() { return home_->log(); }

  /// Appends the last event of a partition of notification once more, in the chain, under this id or its own.
  void say_again(const std::optional<std::string>& id) {
    const auto& place = a_place_;
    log::Follower follower{log(), place, true, log::chain_start(place)};
    std::string last;
    while (const auto followed = must(follower.next())) last = followed->entry.canonical;
    auto record = *log::decode(last);
    record.prev = follower.position().head;
    if (id) record.id = *id;
    const auto writer = must(log().open_writer(place));
    must(append_and_wait(log(), *writer, {log::encode(record)}, patience));
  }
  [[nodiscard]] std::vector<std::string> findings() { return must(check(log(), history_)).findings; }

  const log::TopicPartition a_place_{std::string{log::notification_events}, Partition{0}};
  SystemClock clock_;
  std::filesystem::path directory_;
  History history_;
  log::Command next_order_;
  std::unique_ptr<host::Home> home_;
};

TEST_F(Checking, PassesWhatIsSound) {
  const auto verdict = must(check(log(), history_));
  EXPECT_THAT(verdict.findings, IsEmpty());
  EXPECT_EQ(verdict.orders, orders);
  EXPECT_EQ(verdict.refused, 0U);
  EXPECT_EQ(verdict.notifications, orders);
  EXPECT_EQ(verdict.voided, 0U);
  EXPECT_EQ(verdict.projections, partitions * 7)
      << "four services that have decided something, the relay, two read models";
}

TEST_F(Checking, FindsAnOrderThatTheLogHasLost) {
  history_.orders.push_back({"order-lost", Partition{0}, Offset{3}});
  EXPECT_THAT(findings(), Contains(HasSubstr("lost command: order-lost")));
}

TEST_F(Checking, FindsAnOrderThatLiesElsewhereThanItWasAcknowledged) {
  history_.orders.back().offset = history_.orders.back().offset.next();
  EXPECT_THAT(findings(), Contains(HasSubstr("lost command: " + history_.orders.back().order_id)));
}

TEST_F(Checking, FindsAnOrderThatNobodyHasDecided) {
  history_.orders.push_back(
      {benchmarks::Town::order_id(orders), partition_of(next_order_, partitions), append(log(), next_order_)});
  EXPECT_THAT(findings(), Contains(HasSubstr("undecided: " + benchmarks::Town::order_id(orders))));
}

TEST_F(Checking, FindsASecondNotification) {
  say_again("another-id");
  EXPECT_THAT(findings(), Contains(HasSubstr("second notification: order-")));
}

TEST_F(Checking, FindsAnEventIdTwice) {
  say_again(std::nullopt);
  EXPECT_THAT(findings(), Contains(HasSubstr("event id twice: notification.events.v1/0")));
}

TEST_F(Checking, FindsAProjectionThatIsNotItsFold) {
  {
    const auto store = must(store::RocksStore::open(directory_ / "state"));
    const auto space = must(store->open_space("dispatch", Partition{1}));
    space->write({{std::string{"\x7F"} + "nobody", "wrote this"}});
  }
  EXPECT_THAT(findings(), Contains(HasSubstr("the stored state of dispatch is not the fold of its log")));
}

TEST_F(Checking, ReadsWhatTheCampaignHasWritten) {
  const auto file = directory_ / "history.jsonl";
  {
    HistoryWriter writer{file};
    writer.installation(partitions, history_.grocers);
    writer.note("a word for people");
    for (const auto& instance : history_.instances) writer.instance(instance);
    for (const auto& order : history_.orders) writer.order(order);
    writer.fault({"kill", {"ordering-1"}, from_ms(1000), std::chrono::milliseconds{2500}});
    writer.fault({"broker", {}, from_ms(2000), std::nullopt});
  }
  const auto read = must(read_history(file));
  EXPECT_EQ(read.orders.size(), orders);
  EXPECT_EQ(read.faults.front().recovery, std::chrono::milliseconds{2500});
  EXPECT_EQ(read.faults.back().recovery, std::nullopt);
  EXPECT_THAT(must(check(log(), read)).findings, IsEmpty());
}

TEST_F(Checking, SaysWhichLineOfAHistoryIsWrong) {
  const auto file = directory_ / "history.jsonl";
  std::ofstream{file} << R"({"what":"note","note":"","at_ms":1})"
                      << "\n"
                      << R"({"what":"order","order":"7"})"
                      << "\n";
  const auto read = read_history(file);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, Error::Code::corrupt);
  EXPECT_THAT(read.error().message, HasSubstr("history.jsonl:2: "));
  EXPECT_EQ(read_history(directory_ / "none").error().code, Error::Code::not_found);
}

}  // namespace
}  // namespace matbud::broker_faults
