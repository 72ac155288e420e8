#include "matbud/audit/story.h"

#include <gtest/gtest.h>

#include "matbud/dispatch/v1/events.pb.h"
#include "matbud/grocer/v1/answers.pb.h"
#include "matbud/log/topics.h"
#include "matbud/ordering/v1/commands.pb.h"
#include "matbud/ordering/v1/events.pb.h"
#include "matbud/processor/decider.h"
#include "matbud/state/overlay.h"

namespace matbud::audit {
namespace {

/// The story of one partition, told record by record.
class AStory : public ::testing::Test {
 protected:
  StoryEntry hears(std::string_view topic, const google::protobuf::Message& message, const std::string& subject,
                   std::int64_t at_ms) {
    StoryEntry entry{std::string{topic}, Partition{3}, Offset{next_offset_++}, from_ms(at_ms),
                     std::string{processor::type_of(message)}};
    fold(entry, subject, message.SerializeAsString());
    return entry;
  }
  void fold(const StoryEntry& entry, const std::string& subject, const std::string& value) {
    log::Envelope record;
    record.type = entry.type;
    record.subject = subject;
    record.value = value;
    model_->fold(state_, {entry.topic, entry.partition, entry.offset, entry.appended_at, record, log::Hash{}});
  }
  [[nodiscard]] std::vector<StoryEntry> of(const std::string& subject) const { return story_of(state_, subject); }

  using Entries = std::vector<StoryEntry>;
  std::shared_ptr<const projection::ReadModel> model_ = story({GrocerId{"dagros"}});
  state::MemorySpace space_;
  state::Overlay state_{space_};
  std::int64_t next_offset_ = 40;
};

ordering::v1::OrderingEvent placed(const std::string& order_id) {
  ordering::v1::OrderingEvent event;
  event.mutable_order_placed()->mutable_order()->set_order_id(order_id);
  return event;
}

ordering::v1::OrderingEvent released(const std::vector<std::string>& order_ids) {
  ordering::v1::OrderingEvent event;
  for (const auto& id : order_ids) event.mutable_orders_released()->add_orders()->set_order_id(id);
  return event;
}

TEST_F(AStory, HasEveryRecordThatSpeaksOfTheOrderByTime) {
  dispatch::v1::DispatchEvent planned;
  planned.mutable_runs_planned()->add_runs()->add_stops()->set_order_id("o1");
  planned.mutable_runs_planned()->add_unplanned_order_ids("o2");
  const auto in_the_plan = hears(log::dispatch_events, planned, "window/a/morning/1", 3000);
  const auto placed_first = hears(log::ordering_events, placed("o1"), "order/o1", 1000);
  const auto placed_second = hears(log::ordering_events, placed("o2"), "order/o2", 1000);
  const auto at_cut_off = hears(log::ordering_events, released({"o1", "o2"}), "window/a/morning/1", 2000);

  EXPECT_EQ(of("order/o1"), (Entries{placed_first, at_cut_off, in_the_plan}));
  EXPECT_EQ(of("order/o2"), (Entries{placed_second, at_cut_off, in_the_plan}));
  EXPECT_EQ(of("window/a/morning/1"), (Entries{at_cut_off, in_the_plan}));
  EXPECT_TRUE(of("order/o").empty());
  EXPECT_TRUE(of("order/o11").empty());
}

TEST_F(AStory, FindsACommandByWhatItAsksWhateverItsSubject) {
  ordering::v1::OrderingCommand command;
  command.mutable_place_order()->set_order_id("o1");
  const auto entry = hears(log::ordering_commands, command, "", 1000);
  EXPECT_EQ(of("order/o1"), (Entries{entry}));
}

TEST_F(AStory, TrustsNoGrocersSubject) {
  grocer::v1::GrocerAnswer answer;
  answer.set_order_id("o1");
  answer.mutable_accepted();
  const auto entry = hears("grocer.dagros.answers.v1", answer, "order/o2", 1000);
  EXPECT_EQ(of("order/o1"), (Entries{entry}));
}

TEST_F(AStory, IsTheSameWhateverOrderTheTopicsComeIn) {
  const auto first = hears(log::ordering_events, placed("o1"), "order/o1", 1000);
  const auto second = hears(log::ordering_events, released({"o1"}), "window/w", 2000);
  const auto digest = [](const state::Overlay& overlay) {
    std::string all;
    overlay.scan(state::TableId{1}, "", "", [&](std::string_view key, std::string_view value) {
      all.append(key).append(value);
      return true;
    });
    return all;
  };
  state::MemorySpace other_space;
  state::Overlay other{other_space};
  const auto fold_other = [&](const StoryEntry& entry, const std::string& subject, const std::string& value) {
    log::Envelope record;
    record.type = entry.type;
    record.subject = subject;
    record.value = value;
    model_->fold(other, {entry.topic, entry.partition, entry.offset, entry.appended_at, record, log::Hash{}});
  };
  fold_other(second, "window/w", released({"o1"}).SerializeAsString());
  fold_other(first, "order/o1", placed("o1").SerializeAsString());
  fold_other(second, "window/w", released({"o1"}).SerializeAsString());
  EXPECT_EQ(digest(other), digest(state_));
}

TEST_F(AStory, LeavesOutWhatItCannotRead) {
  StoryEntry broken{std::string{log::ordering_events}, Partition{3}, Offset{1}, from_ms(1000),
                    "matbud.ordering.v1.OrdersReleased"};
  fold(broken, "window/w", "\xff\xff");
  EXPECT_EQ(of("window/w"), (Entries{broken}));
  fold(broken, std::string{"order/o1\0x", 10}, "");
  EXPECT_TRUE(of("order/o1").empty());
}

TEST_F(AStory, HearsEveryTopicButTheKeys) {
  const auto topics = model_->topics();
  EXPECT_EQ(topics.size(), 12U);  // commands and events of five services, orders and answers of one grocer
  EXPECT_EQ(std::count(topics.begin(), topics.end(), log::keys), 0);
}

}  // namespace
}  // namespace matbud::audit
