// What the events of an area come to, whichever service speaks first.
#include "matbud/audit/benefits.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <vector>

#include "matbud/audit/v1/events.pb.h"
#include "matbud/bridge/v1/events.pb.h"
#include "matbud/dispatch/v1/events.pb.h"
#include "matbud/notification/v1/events.pb.h"
#include "matbud/ordering/v1/events.pb.h"
#include "matbud/state/overlay.h"

namespace matbud::audit {
namespace {

constexpr std::int32_t a_tuesday = 20'781;  // 24 November 2026
constexpr std::int32_t november = 682;
constexpr std::int64_t opens = 1'000'000;
constexpr std::int64_t closes = 2'000'000;
constexpr std::uint64_t milk = 7'038'010'000'010;
constexpr std::uint64_t oat_milk = 7'038'010'000'027;

class Benefits : public testing::Test {
 public:
  // What the services say.

  Benefits& citizen(const std::string& id, const std::string& unit) {
    ordering::v1::OrderingEvent event;
    event.mutable_citizen_registered()->mutable_citizen()->set_citizen_id(id);
    event.mutable_citizen_registered()->mutable_citizen()->set_service_unit(unit);
    return hear(event);
  }
  Benefits& placed(const std::string& id, const std::string& citizen, std::int32_t day = a_tuesday) {
    ordering::v1::OrderingEvent event;
    auto& placed = *event.mutable_order_placed();
    placed.set_ordered_by("worker-1");
    *placed.mutable_order() = order(id, citizen, day);
    return hear(event);
  }
  Benefits& amended(const std::string& id, const std::string& citizen, std::int32_t day) {
    ordering::v1::OrderingEvent event;
    *event.mutable_order_amended()->mutable_order() = order(id, citizen, day);
    return hear(event);
  }
  Benefits& cancelled(const std::string& id) {
    ordering::v1::OrderingEvent event;
    event.mutable_order_cancelled()->set_order_id(id);
    return hear(event);
  }
  Benefits& feedback(const std::string& id, std::uint32_t stars) {
    ordering::v1::OrderingEvent event;
    event.mutable_feedback_given()->set_order_id(id);
    event.mutable_feedback_given()->set_stars(stars);
    return hear(event);
  }
  Benefits& confirmed(const std::string& id, std::vector<bridge::v1::LineOutcome> outcomes) {
    bridge::v1::BridgeEvent event;
    event.mutable_order_confirmed()->set_order_id(id);
    for (const auto outcome : outcomes) event.mutable_order_confirmed()->add_lines()->set_outcome(outcome);
    return hear(event);
  }
  Benefits& returned(const std::string& id, std::uint64_t ordered_gtin, std::uint64_t gtin) {
    bridge::v1::BridgeEvent event;
    event.mutable_substitutes_returned()->set_order_id(id);
    auto& line = *event.mutable_substitutes_returned()->add_lines();
    line.set_ordered_gtin(ordered_gtin);
    line.set_gtin(gtin);
    return hear(event);
  }
  Benefits& packed(const std::string& id, std::int64_t ore, std::uint32_t outstanding = 0) {
    bridge::v1::BridgeEvent event;
    event.mutable_order_packed()->set_order_id(id);
    event.mutable_order_packed()->set_total_ore(ore);
    event.mutable_order_packed()->add_lines()->set_outstanding_quantity(outstanding);
    return hear(event);
  }
  Benefits& run(const std::string& id, std::uint32_t metres, const std::vector<std::string>& orders) {
    dispatch::v1::DispatchEvent planned;
    planned.mutable_runs_planned()->add_runs()->set_run_id(id);
    planned.mutable_runs_planned()->mutable_runs(0)->set_distance_metres(metres);
    hear(planned);
    dispatch::v1::DispatchEvent started;
    started.mutable_run_started()->set_run_id(id);
    for (const auto& order : orders) started.mutable_run_started()->add_stops()->set_order_id(order);
    return hear(started);
  }
  Benefits& delivered(const std::string& id, std::int64_t at_ms) {
    dispatch::v1::DispatchEvent event;
    event.mutable_delivery_done()->set_order_id(id);
    event.mutable_delivery_done()->set_delivered_at_ms(at_ms);
    return hear(event);
  }
  Benefits& not_opened(const std::string& id) {
    dispatch::v1::DispatchEvent event;
    event.mutable_delivery_failed()->set_order_id(id);
    return hear(event);
  }
  Benefits& undone(const std::string& id, bool was_delivered) {
    dispatch::v1::DispatchEvent event;
    event.mutable_delivery_undone()->set_order_id(id);
    event.mutable_delivery_undone()->set_was_delivered(was_delivered);
    return hear(event);
  }

  /// What they come to in that cell.
  benefits::Figures in(const std::string& unit, std::int32_t month = november) {
    benefits::Figures found;
    each_benefit_cell(*tables_, "3024", [&](const BenefitCell& cell, const benefits::Figures& figures) {
      if (cell.unit == unit && cell.month == month) found = figures;
    });
    return found;
  }
  std::size_t cells() {
    std::size_t count = 0;
    each_benefit_cell(*tables_, "", [&](const auto&, const auto&) { ++count; });
    return count;
  }

  state::MemorySpace space_;
  std::unique_ptr<state::Overlay> tables_ = std::make_unique<state::Overlay>(space_);

 private:
  static orders::v1::ReleasedOrder order(const std::string& id, const std::string& citizen, std::int32_t day) {
    orders::v1::ReleasedOrder order;
    order.set_order_id(id);
    order.set_citizen_id(citizen);
    order.mutable_window()->set_delivery_day(day);
    order.mutable_window()->set_opens_at_ms(opens);
    order.mutable_window()->set_closes_at_ms(closes);
    order.add_lines()->set_wish(orders::v1::SUBSTITUTION_WISH_SIMILAR);
    order.add_lines()->set_alternative_gtin(7038010009464);
    order.add_lines();
    return order;
  }
  template <class Event>
  Benefits& hear(const Event& event) {
    BenefitFold{*tables_, "3024-sandvika"}.fold(event);
    return *this;
  }
};

TEST_F(Benefits, CountAnOrderWhereItsCitizenIsServedInTheMonthOfDelivery) {
  citizen("z-1", "vest").placed("o-1", "z-1");
  EXPECT_EQ(in("vest").orders(), 1);
  EXPECT_EQ(in("vest").citizens(), 1);
  EXPECT_EQ(in("vest").lines(), 3);
  EXPECT_EQ(in("vest").lines_with_wish(), 1);
  EXPECT_EQ(in("vest").lines_with_alternative(), 1);
  EXPECT_EQ(in("vest").delivered(), 0);
  EXPECT_EQ(in("vest").by_citizen(), 0);
  EXPECT_EQ(cells(), 1U);
}

TEST_F(Benefits, LeaveThePastAsItWasWhenACitizenMoves) {
  citizen("z-1", "vest").placed("o-1", "z-1").citizen("z-1", "aust").placed("o-2", "z-1");
  EXPECT_EQ(in("vest").orders(), 1);
  EXPECT_EQ(in("aust").orders(), 1);
}

TEST_F(Benefits, CountAPersonOnceHoweverOftenTheyOrder) {
  citizen("z-1", "vest").citizen("z-2", "vest");
  placed("o-1", "z-1").placed("o-2", "z-1").placed("o-3", "z-2");
  EXPECT_EQ(in("vest").citizens(), 2);
}

TEST_F(Benefits, FollowAnOrderToAnotherMonthAndLeaveNothingBehind) {
  citizen("z-1", "vest").placed("o-1", "z-1").amended("o-1", "z-1", a_tuesday + 14);
  EXPECT_EQ(in("vest").orders(), 0);
  EXPECT_EQ(in("vest", november + 1).orders(), 1);
  EXPECT_EQ(in("vest", november + 1).citizens(), 1);
  EXPECT_EQ(cells(), 1U);
}

TEST_F(Benefits, KnowWhatWasDeliveredInTime) {
  citizen("z-1", "vest");
  const std::pair<std::int64_t, std::int64_t> rows[] = {{opens - 1, 0}, {opens, 1}, {closes, 1}, {closes + 1, 0}};
  int number = 0;
  std::int64_t on_time = 0;
  for (const auto& [at, in_time] : rows) {
    const auto id = "o-" + std::to_string(++number);
    placed(id, "z-1").packed(id, 5'000).delivered(id, at);
    on_time += in_time;
    EXPECT_EQ(in("vest").delivered(), number) << at;
    EXPECT_EQ(in("vest").on_time(), on_time) << at;
  }
  EXPECT_EQ(in("vest").goods_ore(), 20'000);
}

TEST_F(Benefits, TakeBackWhatTheDriverTakesBack) {
  citizen("z-1", "vest").placed("o-1", "z-1").packed("o-1", 5'000).delivered("o-1", opens).undone("o-1", true);
  EXPECT_EQ(in("vest").delivered(), 0);
  EXPECT_EQ(in("vest").goods_ore(), 0);
  not_opened("o-1").undone("o-1", false);
  EXPECT_EQ(in("vest").not_received(), 0);
  not_opened("o-1").delivered("o-1", opens);
  EXPECT_EQ(in("vest").not_received(), 1) << "somebody stood there in vain, and came again";
  EXPECT_EQ(in("vest").delivered(), 1);
}

TEST_F(Benefits, CountWhatTheGrocerCouldNotGive) {
  using namespace bridge::v1;
  citizen("z-1", "vest").placed("o-1", "z-1");
  confirmed("o-1", {LINE_OUTCOME_SUBSTITUTED, LINE_OUTCOME_SUBSTITUTED, LINE_OUTCOME_SHORT});
  EXPECT_EQ(in("vest").lines_substituted(), 2);
  EXPECT_EQ(in("vest").lines_short(), 1);
  returned("o-1", milk, oat_milk).packed("o-1", 5'000, 1);
  EXPECT_EQ(in("vest").lines_substituted(), 1);
  EXPECT_EQ(in("vest").lines_short(), 3) << "one came to nothing, and of one less was packed";
}

TEST_F(Benefits, CountOrderedGoodsThatWentBackAsNoSubstitutes) {
  citizen("z-1", "vest").placed("o-1", "z-1").returned("o-1", milk, milk);
  EXPECT_EQ(in("vest").lines_substituted(), 0);
  EXPECT_EQ(in("vest").lines_short(), 1);
}

TEST_F(Benefits, CountNoLinesOfAnOrderThatNobodyPacks) {
  citizen("z-1", "vest").placed("o-1", "z-1").cancelled("o-1");
  EXPECT_EQ(in("vest").orders(), 1);
  EXPECT_EQ(in("vest").cancelled(), 1);
  EXPECT_EQ(in("vest").lines(), 0);
}

TEST_F(Benefits, CountWhatWasCalledBackTooLateAsItEnded) {
  citizen("z-1", "vest").placed("o-1", "z-1").cancelled("o-1").delivered("o-1", 1);
  EXPECT_EQ(in("vest").cancelled(), 0);
  EXPECT_EQ(in("vest").delivered(), 1);
  EXPECT_GT(in("vest").lines(), 0);
}

TEST_F(Benefits, ShareTheWayOfARunSoThatThePartsAreTheWhole) {
  citizen("z-1", "vest").citizen("z-2", "aust");
  placed("o-1", "z-1").placed("o-2", "z-1").placed("o-3", "z-2").run("r-1", 10'001, {"o-1", "o-2", "o-3"});
  EXPECT_EQ(in("vest").road_metres() + in("aust").road_metres(), 10'001);
  EXPECT_EQ(in("aust").road_metres(), 3'333);
}

TEST_F(Benefits, HearThePraiseAndTheComplaints) {
  citizen("z-1", "vest").placed("o-1", "z-1").feedback("o-1", 5).feedback("o-1", 2).feedback("o-1", 0);
  EXPECT_EQ(in("vest").feedback(), 3);
  EXPECT_EQ(in("vest").feedback_with_stars(), 2);
  EXPECT_EQ(in("vest").stars(), 7);
  EXPECT_EQ(in("vest").complaints(), 1);
}

TEST_F(Benefits, AreTheSameWhicheverServiceSpeaksFirst) {
  const auto ordering = [this] {
    citizen("z-1", "vest").placed("o-1", "z-1").amended("o-1", "z-1", a_tuesday + 1).feedback("o-1", 4);
  };
  const auto bridge = [this] { confirmed("o-1", {bridge::v1::LINE_OUTCOME_SHORT}).packed("o-1", 7'700); };
  const auto dispatch = [this] { run("r-1", 4'000, {"o-1"}).not_opened("o-1").delivered("o-1", closes); };
  std::vector<std::function<void()>> services{ordering, bridge, dispatch};
  std::vector<std::size_t> turn{0, 1, 2};
  std::vector<std::string> digests;
  do {
    space_.clear();
    tables_ = std::make_unique<state::Overlay>(space_);
    for (const auto which : turn) services[which]();
    tables_->close_group();
    tables_->fold_oldest({});
    digests.push_back(state::digest_of(space_, {}));
  } while (std::next_permutation(turn.begin(), turn.end()));
  EXPECT_EQ(std::count(digests.begin(), digests.end(), digests.front()), 6);
}

}  // namespace
}  // namespace matbud::audit
