// The packing table: what a grocer's people see of an order as it goes, and what they never see.
#include "matbud/grocer_bridge/packing_table.h"

#include <gtest/gtest.h>

#include "matbud/bridge/v1/events.pb.h"
#include "matbud/dispatch/v1/events.pb.h"
#include "matbud/log/topics.h"
#include "matbud/ordering/v1/events.pb.h"
#include "matbud/state/overlay.h"
#include "matbud/state/space.h"

namespace matbud::grocer_bridge {
namespace {

using bridge::v1::BridgeEvent;

constexpr std::uint64_t milk = 7038010000010;
constexpr std::uint64_t oat_milk = 7038010000027;
constexpr std::uint64_t apples = 2000000000015;
constexpr std::int32_t tuesday = 20'515;

class PackingTable : public testing::Test {
 protected:
  template <class TopLevel, class Inner>
  void happens(std::string_view topic, const TopLevel& event, const Inner& inner, Partition partition = Partition{3}) {
    log::Envelope record;
    const auto value = event.SerializeAsString();
    record.type = inner.descriptor()->full_name();
    record.value = value;
    record.key = "3024-sandvika";
    record.time = from_ms(++now_ms_);
    table_->fold(tables_, {topic, partition, Offset{now_ms_}, record.time, record, log::Hash{}});
  }
  void happens(const BridgeEvent& event) {
    const auto& reflection = *event.GetReflection();
    const auto* const which =
        reflection.GetOneofFieldDescriptor(event, event.GetDescriptor()->FindOneofByName("event"));
    log::Envelope record;
    const auto value = event.SerializeAsString();
    record.type = which->message_type()->full_name();
    record.value = value;
    record.key = "3024-sandvika";
    record.time = from_ms(++now_ms_);
    table_->fold(tables_, {log::bridge_events, Partition{3}, Offset{now_ms_}, record.time, record, log::Hash{}});
  }

  void an_order_is_sent(const std::string& id, std::int32_t day = tuesday, const std::string& grocer = "dagros") {
    BridgeEvent event;
    auto& sent = *event.mutable_orders_sent()->add_orders();
    sent.set_delivery_alias("K7F3QX");
    sent.set_answer_due_at_ms(5'000);
    auto& order = *sent.mutable_order();
    order.set_order_id(id);
    order.set_citizen_id("citizen-1");
    order.set_grocer_id(grocer);
    order.mutable_window()->set_area_id("3024-sandvika");
    order.mutable_window()->set_delivery_day(day);
    auto& first = *order.add_lines();
    first.set_gtin(milk);
    first.set_quantity(2);
    first.set_price_ore(2'000);
    first.set_wish(orders::v1::SUBSTITUTION_WISH_SIMILAR);
    first.mutable_warning_passed_reason()->set_box("sealed words");
    auto& second = *order.add_lines();
    second.set_gtin(apples);
    second.set_quantity(700);
    second.set_price_ore(3'000);
    second.set_sold_by_weight(true);
    order.set_total_ore(6'100);
    happens(event);
  }
  void the_grocer_answers(const std::string& id, bridge::v1::LineOutcome outcome, std::uint64_t gtin,
                          std::int64_t total_ore) {
    BridgeEvent event;
    auto& confirmed = *event.mutable_order_confirmed();
    confirmed.set_order_id(id);
    confirmed.set_total_ore(total_ore);
    auto& line = *confirmed.add_lines();
    line.set_ordered_gtin(milk);
    line.set_outcome(outcome);
    line.set_gtin(gtin);
    line.set_quantity(gtin == 0 ? 0 : 2);
    line.set_price_ore(gtin == 0 ? 0 : 2'500);
    happens(event);
  }
  void the_substitute_goes_back(const std::string& id, bool after_packing) {
    BridgeEvent event;
    auto& returned = *event.mutable_substitutes_returned();
    returned.set_order_id(id);
    returned.set_after_packing(after_packing);
    returned.set_total_ore(2'100);
    auto& line = *returned.add_lines();
    line.set_ordered_gtin(milk);
    line.set_gtin(oat_milk);
    happens(event);
  }
  void it_is_packed(const std::string& id) {
    BridgeEvent event;
    auto& packed = *event.mutable_order_packed();
    packed.set_order_id(id);
    packed.set_total_ore(7'136);
    auto& box = *packed.add_boxes();
    box.set_box_id("K7F3QX-1");
    auto& first = *packed.add_lines();
    first.set_gtin(oat_milk);
    first.set_quantity(2);
    auto& second = *packed.add_lines();
    second.set_gtin(apples);
    second.set_quantity(712);
    happens(event);
  }
  packing::PackingOrder order(const std::string& id) { return find_packing_order(tables_, id).value(); }

  std::shared_ptr<const projection::ReadModel> table_ = packing_table();
  state::MemorySpace space_;
  state::Overlay tables_{space_};
  std::int64_t now_ms_ = 1'000;
};

TEST_F(PackingTable, ShowsAnOrderFromTheFirstWordToThePackedBoxes) {
  an_order_is_sent("o1");
  EXPECT_EQ(order("o1").phase(), packing::PACKING_PHASE_SENT);
  EXPECT_EQ(order("o1").lines(0).outcome(), bridge::v1::LINE_OUTCOME_ACCEPTED);
  EXPECT_EQ(order("o1").lines(1).quantity(), 700U);

  the_grocer_answers("o1", bridge::v1::LINE_OUTCOME_SUBSTITUTED, oat_milk, 7'100);
  EXPECT_EQ(order("o1").phase(), packing::PACKING_PHASE_ACCEPTED);
  EXPECT_EQ(order("o1").lines(0).gtin(), oat_milk);
  EXPECT_EQ(order("o1").lines(0).ordered_gtin(), milk);
  EXPECT_EQ(order("o1").total_ore(), 7'100);
  const auto accepted_at_ms = order("o1").accepted_at_ms();

  the_grocer_answers("o1", bridge::v1::LINE_OUTCOME_ACCEPTED, milk, 6'100);
  EXPECT_EQ(order("o1").lines(0).gtin(), milk);
  EXPECT_EQ(order("o1").accepted_at_ms(), accepted_at_ms) << "it was accepted once";

  the_grocer_answers("o1", bridge::v1::LINE_OUTCOME_SUBSTITUTED, oat_milk, 7'100);
  it_is_packed("o1");
  EXPECT_EQ(order("o1").phase(), packing::PACKING_PHASE_PACKED);
  EXPECT_EQ(order("o1").boxes_size(), 1);
  EXPECT_EQ(order("o1").lines(0).packed().gtin(), oat_milk);
  EXPECT_EQ(order("o1").lines(1).packed().quantity(), 712U);
  EXPECT_EQ(order("o1").total_ore(), 7'136);
}

TEST_F(PackingTable, TakesARefusedSubstituteOffTheLineAndRemembersIt) {
  an_order_is_sent("o1");
  the_grocer_answers("o1", bridge::v1::LINE_OUTCOME_SUBSTITUTED, oat_milk, 7'100);
  the_substitute_goes_back("o1", false);
  const auto line = order("o1").lines(0);
  EXPECT_EQ(line.outcome(), bridge::v1::LINE_OUTCOME_SHORT);
  EXPECT_EQ(line.gtin(), 0U);
  ASSERT_EQ(line.returned_gtins_size(), 1);
  EXPECT_EQ(line.returned_gtins(0), oat_milk);
  EXPECT_EQ(order("o1").total_ore(), 2'100);
}

TEST_F(PackingTable, SaysWhatMustComeOutOfABoxThatIsClosed) {
  an_order_is_sent("o1");
  the_grocer_answers("o1", bridge::v1::LINE_OUTCOME_SUBSTITUTED, oat_milk, 7'100);
  it_is_packed("o1");
  the_substitute_goes_back("o1", true);
  ASSERT_EQ(order("o1").take_out_gtins_size(), 1);
  EXPECT_EQ(order("o1").take_out_gtins(0), oat_milk);
  EXPECT_EQ(order("o1").lines(0).gtin(), oat_milk) << "it lies there until somebody takes it out";
}

TEST_F(PackingTable, HoldsNothingAboutTheCitizen) {
  an_order_is_sent("o1");
  const auto bytes = order("o1").SerializeAsString();
  EXPECT_EQ(bytes.find("citizen"), std::string::npos);
  EXPECT_EQ(bytes.find("sealed words"), std::string::npos);
}

TEST_F(PackingTable, ListsAGrocersOrdersFromADayOn) {
  an_order_is_sent("o1", tuesday);
  an_order_is_sent("o2", tuesday + 1);
  an_order_is_sent("o3", tuesday - 1);
  an_order_is_sent("o4", tuesday, "fjordmat");
  std::vector<std::string> ids;
  for (const auto& one : packing_orders(tables_, "dagros", tuesday, 10)) ids.push_back(one.order_id());
  EXPECT_EQ(ids, (std::vector<std::string>{"o1", "o2"}));
  EXPECT_EQ(packing_orders(tables_, "dagros", tuesday, 1).size(), 1U);
}

TEST_F(PackingTable, KnowsGoodsOfEachGrocerPlacesAndTheStopOfADriver) {
  ordering::v1::OrderingEvent goods;
  auto& put = *goods.mutable_products_put();
  put.set_grocer_id("dagros");
  put.add_products()->set_gtin(milk);
  put.mutable_products(0)->set_name("Melk lett 1 L");
  happens(log::ordering_events, goods, put, catalogue_partition);
  ASSERT_TRUE(find_packing_product(tables_, "dagros", milk));
  EXPECT_EQ(find_packing_product(tables_, "dagros", milk)->name(), "Melk lett 1 L");
  EXPECT_FALSE(find_packing_product(tables_, "fjordmat", milk));
  const auto mark = packing_catalogue_mark(tables_, "dagros");
  happens(log::ordering_events, goods, put, catalogue_partition);
  EXPECT_NE(packing_catalogue_mark(tables_, "dagros"), mark);

  EXPECT_EQ(area_name(tables_, "3024-kolsas"), "3024-kolsas");
  ordering::v1::OrderingEvent place;
  auto& defined = *place.mutable_area_defined();
  defined.mutable_area()->set_area_id("3024-kolsas");
  defined.mutable_area()->set_name("Kolsås");
  happens(log::ordering_events, place, defined);
  EXPECT_EQ(area_name(tables_, "3024-kolsas"), "Kolsås");

  dispatch::v1::DispatchEvent runs;
  auto& run = *runs.mutable_runs_planned()->add_runs();
  run.set_run_id("r1");
  run.add_stops()->set_order_id("o2");
  run.add_stops()->set_order_id("o1");
  happens(log::dispatch_events, runs, runs.runs_planned());
  ASSERT_TRUE(find_packing_stop(tables_, "o1"));
  EXPECT_EQ(find_packing_stop(tables_, "o1")->number(), 2U);
}

}  // namespace
}  // namespace matbud::grocer_bridge
