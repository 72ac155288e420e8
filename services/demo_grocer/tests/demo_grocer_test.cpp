// A grocer that reads its orders by the rule of the chain and answers each, whatever the log does.
#include "matbud/demo_grocer/demo_grocer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "matbud/grocer/v1/answers.pb.h"
#include "matbud/grocer/v1/orders.pb.h"
#include "matbud/log/chain.h"
#include "matbud/log/command.h"
#include "matbud/log/record.h"
#include "matbud/log/simulated.h"
#include "matbud/log/topics.h"

namespace matbud::demo_grocer {
namespace {

using grocer::v1::GrocerAnswer;
using grocer::v1::GrocerMessage;
using std::chrono::minutes;
using testing::ElementsAre;

const GrocerId dagros{"dagros"};
const log::TopicPartition orders_topic{log::grocer_orders(dagros), Partition{0}};
const log::TopicPartition answers_topic{log::grocer_answers(dagros), Partition{0}};

/// One answer as it lies in the log.
struct Given {
  std::string id;
  std::string type;
  std::string key;
  GrocerAnswer answer;
};

class ADemoGrocer : public testing::Test {
 protected:
  void open(log::SimulatedFaults faults = {}, std::uint64_t seed = 1) {
    relay.reset();
    log = std::make_unique<log::SimulatedLog>(clock, seed, log::SimulatedFaults{});
    const log::TopicSpec topics[] = {{orders_topic.topic, 1, false}, {answers_topic.topic, 1, false}};
    ASSERT_TRUE(log->create_topics(topics));
    relay = *log->open_writer(orders_topic);
    head = log::genesis(orders_topic);
    faults_ = faults;
  }
  static GrocerMessage order(const std::string& id, bool by_setting = false, int lines = 12) {
    GrocerMessage message;
    auto& order = *message.mutable_orders_to_pack()->add_orders();
    order.set_order_id(id);
    order.set_delivery_alias("7KQ-M2X");
    order.set_accepted_by_setting(by_setting);
    for (int i = 0; i < lines; ++i) {
      auto& line = *order.add_lines();
      line.set_gtin(7038010000000 + static_cast<std::uint64_t>(i));
      line.set_quantity(2);
    }
    return message;
  }
  /// Appends to the grocer's topic as the relay does; `void_record` breaks the chain.
  void tell(const GrocerMessage& message, bool void_record = false) {
    const auto value = message.SerializeAsString();
    log::Envelope record;
    record.prev = void_record ? log::Hash{} : head;
    record.key = "3024-sandvika";
    record.value = value;
    auto canonical = log::encode(record);
    if (!void_record) head = log::hash_of(canonical);
    relay->append({std::move(canonical)});
    deliver();
  }
  void deliver() {
    while (log->deliver()) {
    }
  }
  /// Steps until nothing moves any more; outages are tried again.
  void work(DemoGrocer& grocer) {
    log->set_faults(faults_);
    for (int quiet = 0; quiet < 20;) {
      const auto moved = grocer.step(clock.now());
      if (!moved) {
        ASSERT_EQ(moved.error().code, Error::Code::retryable) << moved.error().message;
      }
      quiet = (moved && !*moved && !log->deliver()) ? quiet + 1 : 0;
    }
  }
  std::vector<Given> answers() {
    std::vector<Given> given;
    for (const auto& lying : log->records(answers_topic)) {
      const auto record = *log::decode(*lying.canonical);
      Given answer{std::string{record.id}, std::string{record.type}, std::string{record.key}, {}};
      EXPECT_TRUE(answer.answer.ParseFromArray(record.value.data(), static_cast<int>(record.value.size())));
      given.push_back(std::move(answer));
    }
    return given;
  }
  std::vector<std::string> ids() {
    std::vector<std::string> found;
    for (const auto& answer : answers()) found.push_back(answer.id);
    return found;
  }

  log::SimulatedClock clock{from_ms(1'772'438'400'000)};
  std::unique_ptr<log::SimulatedLog> log;
  std::unique_ptr<log::Writer> relay;
  log::Hash head = log::genesis(orders_topic);
  log::SimulatedFaults faults_;
};

TEST_F(ADemoGrocer, AcceptsAndThenPacks) {
  open();
  tell(order("o1"));
  DemoGrocer grocer{*log, dagros, Partition{0}};
  work(grocer);
  ASSERT_THAT(ids(), ElementsAre("o1/accepted", "o1/packed"));
  const auto given = answers();
  EXPECT_EQ(given[0].type, "matbud.grocer.v1.Accepted");
  EXPECT_EQ(given[1].type, "matbud.grocer.v1.Packed");
  EXPECT_EQ(given[0].key, "3024-sandvika");
  EXPECT_EQ(given[0].answer.order_id(), "o1");
  EXPECT_GE(given[1].answer.packed().boxes_size(), 1);
  EXPECT_TRUE(grocer.idle());
}

TEST_F(ADemoGrocer, TakesItsTime) {
  open();
  tell(order("o1"));
  DemoGrocer grocer{*log, dagros, Partition{0}, {.accepts_after = minutes{10}, .packs_after = minutes{60}}};
  work(grocer);
  EXPECT_THAT(ids(), ElementsAre());
  EXPECT_EQ(grocer.next_due(), clock.now() + minutes{10});
  clock.advance(minutes{10});
  work(grocer);
  EXPECT_THAT(ids(), ElementsAre("o1/accepted"));
  EXPECT_FALSE(grocer.idle());
  EXPECT_EQ(grocer.next_due(), clock.now() + minutes{60});
  clock.advance(minutes{60});
  work(grocer);
  EXPECT_THAT(ids(), ElementsAre("o1/accepted", "o1/packed"));
  EXPECT_EQ(grocer.next_due(), std::nullopt);
}

TEST_F(ADemoGrocer, PacksAtOnceWhatIsAcceptedBySetting) {
  open();
  tell(order("o1", true));
  DemoGrocer grocer{*log, dagros, Partition{0}, {.lines_short_permille = 1000, .orders_refused_permille = 1000}};
  work(grocer);
  EXPECT_THAT(ids(), ElementsAre("o1/packed"));
}

TEST_F(ADemoGrocer, RefusesAsItIsTold) {
  open();
  tell(order("o1"));
  DemoGrocer refusing{*log, dagros, Partition{0}, {.orders_refused_permille = 1000}};
  work(refusing);
  EXPECT_THAT(ids(), ElementsAre("o1/refused"));
}

TEST_F(ADemoGrocer, RunsShortAsItIsTold) {
  open();
  tell(order("o1"));
  DemoGrocer out_of_some{*log, dagros, Partition{0}, {.lines_short_permille = 400}};
  work(out_of_some);
  const auto given = answers();
  ASSERT_EQ(given.size(), 2U);
  const auto& lines = given[0].answer.accepted().lines();
  EXPECT_GT(lines.size(), 0);
  EXPECT_LT(lines.size(), 12);
  for (const auto& line : lines) EXPECT_EQ(line.outcome(), bridge::v1::LINE_OUTCOME_SHORT);
}

TEST_F(ADemoGrocer, RefusesWhatItHasNothingOf) {
  open();
  tell(order("o1"));
  DemoGrocer out_of_everything{*log, dagros, Partition{0}, {.lines_short_permille = 1000}};
  work(out_of_everything);
  EXPECT_THAT(ids(), ElementsAre("o1/refused"));
}

TEST_F(ADemoGrocer, KeepsColdGoodsApartAndBoxesLiftable) {
  open();
  tell(order("o1", false, 60));
  DemoGrocer grocer{*log, dagros, Partition{0}, {.lines_short_permille = 0}};
  work(grocer);
  std::map<orders::v1::StorageClass, int> boxes;
  const auto given = answers();
  for (const auto& box : given.at(1).answer.packed().boxes()) {
    ++boxes[box.storage()];
    EXPECT_LE(box.weight_grams(), 12'000U);
    EXPECT_GT(box.weight_grams(), 0U);
  }
  EXPECT_EQ(boxes.size(), 3U) << "ambient, chilled, frozen";
}

TEST_F(ADemoGrocer, PassesVoidRecordsBy) {
  open();
  tell(order("never told"), true);
  tell(order("o1"));
  DemoGrocer grocer{*log, dagros, Partition{0}};
  work(grocer);
  EXPECT_THAT(ids(), ElementsAre("o1/accepted", "o1/packed"));
}

TEST_F(ADemoGrocer, StopsPackingWhatIsCalledBack) {
  open();
  tell(order("o1"));
  DemoGrocer grocer{*log, dagros, Partition{0}, {.packs_after = minutes{60}}};
  work(grocer);
  GrocerMessage back;
  back.mutable_order_withdrawn()->set_order_id("o1");
  tell(back);
  work(grocer);
  clock.advance(minutes{60});
  work(grocer);
  EXPECT_THAT(ids(), ElementsAre("o1/accepted"));
  EXPECT_EQ(grocer.counters().withdrawn, 1U);
  EXPECT_TRUE(grocer.idle());
}

TEST_F(ADemoGrocer, SaysTheSameAfterARestart) {
  open();
  for (int i = 0; i < 20; ++i) tell(order("o" + std::to_string(i)));
  const Behaviour behaviour{.seed = 7, .lines_short_permille = 200, .orders_refused_permille = 200};
  for (int life = 0; life < 2; ++life) {
    DemoGrocer grocer{*log, dagros, Partition{0}, behaviour};
    work(grocer);
  }
  std::map<std::string, std::string> said;
  std::size_t repeats = 0;
  for (const auto& answer : answers()) {
    const auto [first, is_new] = said.emplace(answer.id, answer.answer.SerializeAsString());
    if (is_new) continue;
    ++repeats;
    EXPECT_EQ(first->second, answer.answer.SerializeAsString()) << answer.id;
  }
  EXPECT_EQ(repeats, said.size()) << "the second life answers everything again";
}

TEST_F(ADemoGrocer, AnswersEachOrderAcceptedBeforePackedWhateverTheLogDoes) {
  std::uint64_t unknown_outcomes = 0;
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    SCOPED_TRACE(seed);
    open({.failed_append = 200,
          .lost_ack = 200,
          .torn_append = 200,
          .split_append = 200,
          .doubled = 100,
          .orphan_lands = 500,
          .slow_read = 200,
          .failed_read = 100,
          .failed_call = 100},
         seed);
    for (int i = 0; i < 10; ++i) tell(order("o" + std::to_string(i)));
    DemoGrocer grocer{*log, dagros, Partition{0}, {.seed = seed}};
    work(grocer);
    faults_ = {};
    work(grocer);
    EXPECT_TRUE(grocer.idle());
    unknown_outcomes += log->counters().unknown_outcomes;
    std::map<std::string, std::size_t> first;
    const auto given = ids();
    for (std::size_t i = 0; i < given.size(); ++i) first.emplace(given[i], i);
    for (int i = 0; i < 10; ++i) {
      const auto id = "o" + std::to_string(i);
      ASSERT_TRUE(first.contains(id + "/accepted") && first.contains(id + "/packed")) << id;
      EXPECT_LT(first[id + "/accepted"], first[id + "/packed"]) << id;
    }
  }
  EXPECT_GT(unknown_outcomes, 50U) << "the log behaved too well to show anything";
}

TEST_F(ADemoGrocer, LeavesOneAreaToPeopleForAWhileAndForGoodOnceTheyHaveAnswered) {
  open();
  Behaviour behaviour;
  behaviour.area_left_to_people = "3024-sandvika";
  behaviour.left_to_people_for = minutes{60};
  DemoGrocer grocer{*log, dagros, Partition{0}, behaviour};
  tell(order("o1"));
  tell(order("o2"));
  work(grocer);
  EXPECT_THAT(ids(), ElementsAre()) << "somebody may want to pack them";

  GrocerAnswer by_hand;
  by_hand.set_order_id("o1");
  by_hand.mutable_accepted();
  const log::Command command{
      answers_topic.topic,         "3024-sandvika", "dagros:k-1", "matbud.grocer.v1.Accepted", "order/o1",
      by_hand.SerializeAsString(), Partition{0}};
  const auto people = *log->open_writer(answers_topic);
  people->append({log::encode_command(command, clock.now(), "/matbud/api/packing")});
  deliver();
  clock.advance(minutes{61});
  work(grocer);
  EXPECT_THAT(ids(), ElementsAre("dagros:k-1", "o2/accepted", "o2/packed"));
}

}  // namespace
}  // namespace matbud::demo_grocer
