#include "matbud/audit/benefits.h"

#include <algorithm>
#include <chrono>

#include "benefit_tables.h"
#include "matbud/audit/v1/events.pb.h"
#include "matbud/bridge/v1/events.pb.h"
#include "matbud/dispatch/v1/events.pb.h"
#include "matbud/notification/v1/events.pb.h"
#include "matbud/ordering/v1/events.pb.h"

namespace matbud::audit {
namespace {

using benefits::Figures;
using benefits::OrderFacts;

std::int32_t month_of(std::int32_t day) {
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day}}};
  constexpr std::int32_t months_a_year = 12;
  return (static_cast<std::int32_t>(date.year()) - 1970) * months_a_year +
         static_cast<std::int32_t>(static_cast<unsigned>(date.month())) - 1;
}

void set_content(OrderFacts& facts, const orders::v1::ReleasedOrder& order) {
  facts.set_month(month_of(order.window().delivery_day()));
  facts.set_window_opens_at_ms(order.window().opens_at_ms());
  facts.set_window_closes_at_ms(order.window().closes_at_ms());
  facts.set_ordered_ore(order.total_ore());
  facts.set_lines(order.lines_size());
  std::int64_t wished = 0;
  std::int64_t alternatives = 0;
  for (const auto& line : order.lines()) {
    wished += line.wish() != orders::v1::SUBSTITUTION_WISH_UNSPECIFIED ? 1 : 0;
    alternatives += line.alternative_gtin() != 0 ? 1 : 0;
  }
  facts.set_lines_with_wish(wished);
  facts.set_lines_with_alternative(alternatives);
}

void set_feedback(OrderFacts& facts, const ordering::v1::FeedbackGiven& feedback) {
  constexpr std::uint32_t stars_of_a_complaint_max = 2;
  facts.set_feedback(facts.feedback() + 1);
  if (feedback.stars() == 0) return;
  facts.set_feedback_with_stars(facts.feedback_with_stars() + 1);
  facts.set_stars(facts.stars() + feedback.stars());
  if (feedback.stars() <= stars_of_a_complaint_max) facts.set_complaints(facts.complaints() + 1);
}

void set_outcomes(OrderFacts& facts, const bridge::v1::OrderConfirmed& confirmed) {
  std::int64_t changed = 0;
  std::int64_t substituted = 0;
  std::int64_t none = 0;
  for (const auto& line : confirmed.lines()) {
    changed += line.outcome() == bridge::v1::LINE_OUTCOME_CHANGED ? 1 : 0;
    substituted += line.outcome() == bridge::v1::LINE_OUTCOME_SUBSTITUTED ? 1 : 0;
    none += line.outcome() == bridge::v1::LINE_OUTCOME_SHORT ? 1 : 0;
  }
  facts.set_lines_changed(changed);
  facts.set_lines_substituted(substituted);
  facts.set_lines_short(none);
}

void set_packed(OrderFacts& facts, const bridge::v1::OrderPacked& packed) {
  std::int64_t outstanding = 0;
  for (const auto& line : packed.lines()) outstanding += line.outstanding_quantity() > 0 ? 1 : 0;
  facts.set_lines_short_packed(outstanding);
  facts.set_packed_ore(packed.total_ore());
}

}  // namespace

std::string_view municipality_of(std::string_view area_id) { return area_id.substr(0, area_id.find('-')); }

Figures figures_of(const OrderFacts& facts) {
  Figures figures;
  if (!facts.placed()) return figures;
  const bool delivered = facts.delivered_at_ms() != 0;
  // What was called back too late has come all the same.
  const bool cancelled = facts.cancelled() && !delivered && !facts.returned();
  const bool packs = !cancelled && !facts.refused_by_grocer();
  figures.set_orders(1);
  figures.set_cancelled(cancelled ? 1 : 0);
  figures.set_refused_by_grocer(facts.refused_by_grocer() ? 1 : 0);
  figures.set_delivered(delivered ? 1 : 0);
  figures.set_on_time(delivered && facts.delivered_at_ms() >= facts.window_opens_at_ms() &&
                              facts.delivered_at_ms() <= facts.window_closes_at_ms()
                          ? 1
                          : 0);
  figures.set_not_received(facts.not_received() ? 1 : 0);
  figures.set_returned(facts.returned() ? 1 : 0);
  figures.set_by_citizen(facts.by_citizen() ? 1 : 0);
  figures.set_from_standing_orders(facts.from_standing_order() ? 1 : 0);
  if (packs) {
    figures.set_lines(facts.lines());
    figures.set_lines_with_wish(facts.lines_with_wish());
    figures.set_lines_with_alternative(facts.lines_with_alternative());
    figures.set_lines_changed(facts.lines_changed());
    figures.set_lines_substituted(facts.lines_substituted());
    figures.set_lines_short(facts.lines_short() + facts.lines_short_packed());
  }
  figures.set_grocer_late(facts.grocer_late() ? 1 : 0);
  figures.set_goods_ore(delivered ? facts.packed_ore() : 0);
  figures.set_road_metres(facts.road_metres());
  figures.set_feedback(facts.feedback());
  figures.set_feedback_with_stars(facts.feedback_with_stars());
  figures.set_stars(facts.stars());
  figures.set_complaints(facts.complaints());
  figures.set_notices(facts.notices());
  return figures;
}

void add(Figures& to, const Figures& part, int sign) {
  const auto& all = *to.GetReflection();
  const auto* fields = Figures::descriptor();
  for (int i = 0; i < fields->field_count(); ++i) {
    const auto* field = fields->field(i);
    all.SetInt64(&to, field, all.GetInt64(to, field) + sign * all.GetInt64(part, field));
  }
}

void BenefitFold::about(const std::string& order_id, const std::function<void(OrderFacts&)>& edit) {
  if (order_id.empty()) return;
  const auto before = benefit_tables::orders.find(tables_, order_id).value_or(OrderFacts{});
  auto after = before;
  edit(after);
  if (before.placed()) count(before, -1);
  if (after.placed()) count(after, 1);
  benefit_tables::orders.put(tables_, order_id, after);
}

void BenefitFold::count(const OrderFacts& facts, int sign) {
  const auto cell = benefit_tables::cell_key({std::string{municipality_of(area_id_)}, facts.month(), facts.unit()});
  auto figures = benefit_tables::cells.find(tables_, cell).value_or(Figures{});
  add(figures, figures_of(facts), sign);
  const auto person = benefit_tables::person_key(cell, facts.citizen_id());
  const auto had = benefit_tables::number_at(tables_, person);
  benefit_tables::put_number(tables_, person, had + sign);
  if (had == 0) figures.set_citizens(figures.citizens() + 1);
  if (had + sign == 0) figures.set_citizens(figures.citizens() - 1);
  if (figures.orders() == 0) {
    benefit_tables::cells.erase(tables_, cell);
  } else {
    benefit_tables::cells.put(tables_, cell, figures);
  }
}

void BenefitFold::fold(const ordering::v1::OrderingEvent& event) {
  using ordering::v1::OrderingEvent;
  switch (event.event_case()) {
    case OrderingEvent::kCitizenRegistered: {
      const auto& citizen = event.citizen_registered().citizen();
      return tables_.put(benefit_tables::units, citizen.citizen_id(), citizen.service_unit());
    }
    case OrderingEvent::kOrderPlaced: {
      const auto& placed = event.order_placed();
      // The unit of this moment: a citizen who moves leaves the past as it was.
      const auto found = tables_.find(benefit_tables::units, placed.order().citizen_id());
      const std::string unit{found.value_or("")};
      return about(placed.order().order_id(), [&](OrderFacts& facts) {
        facts.set_placed(true);
        facts.set_citizen_id(placed.order().citizen_id());
        facts.set_unit(unit);
        facts.set_from_standing_order(placed.has_occurrence());
        facts.set_by_citizen(placed.ordered_by().empty() && !placed.has_occurrence());
        set_content(facts, placed.order());
      });
    }
    case OrderingEvent::kOrderAmended:
      return about(event.order_amended().order().order_id(),
                   [&](OrderFacts& facts) { set_content(facts, event.order_amended().order()); });
    case OrderingEvent::kOrderCancelled:
      return about(event.order_cancelled().order_id(), [](OrderFacts& facts) { facts.set_cancelled(true); });
    case OrderingEvent::kOrdersReleased:
      for (const auto& withheld : event.orders_released().withheld())
        about(withheld.order_id(), [](OrderFacts& facts) { facts.set_cancelled(true); });
      return;
    case OrderingEvent::kFeedbackGiven:
      return about(event.feedback_given().order_id(),
                   [&](OrderFacts& facts) { set_feedback(facts, event.feedback_given()); });
    default: return;
  }
}

void BenefitFold::fold(const bridge::v1::BridgeEvent& event) {
  using bridge::v1::BridgeEvent;
  switch (event.event_case()) {
    case BridgeEvent::kOrderConfirmed:
      return about(event.order_confirmed().order_id(),
                   [&](OrderFacts& facts) { set_outcomes(facts, event.order_confirmed()); });
    case BridgeEvent::kSubstitutesReturned:
      return about(event.substitutes_returned().order_id(), [&](OrderFacts& facts) {
        const auto& returned = event.substitutes_returned().lines();
        const auto substitutes = std::count_if(returned.begin(), returned.end(),
                                               [](const auto& line) { return line.gtin() != line.ordered_gtin(); });
        facts.set_lines_substituted(facts.lines_substituted() - substitutes);
        facts.set_lines_short(facts.lines_short() + returned.size());
        if (event.substitutes_returned().after_packing())
          facts.set_packed_ore(event.substitutes_returned().total_ore());
      });
    case BridgeEvent::kOrderPacked:
      return about(event.order_packed().order_id(),
                   [&](OrderFacts& facts) { set_packed(facts, event.order_packed()); });
    case BridgeEvent::kGrocerRefused:
      return about(event.grocer_refused().order_id(), [](OrderFacts& facts) { facts.set_refused_by_grocer(true); });
    case BridgeEvent::kGrocerLate:
      return about(event.grocer_late().order_id(), [](OrderFacts& facts) { facts.set_grocer_late(true); });
    default: return;
  }
}

void BenefitFold::fold(const dispatch::v1::DispatchEvent& event) {
  using dispatch::v1::DispatchEvent;
  switch (event.event_case()) {
    case DispatchEvent::kRunsPlanned:
      for (const auto& run : event.runs_planned().runs()) {
        benefits::PlannedRun planned;
        planned.set_distance_metres(run.distance_metres());
        benefit_tables::runs.put(tables_, run.run_id(), planned);
      }
      return;
    case DispatchEvent::kRunStarted: {
      const auto& started = event.run_started();
      const auto run = benefit_tables::runs.find(tables_, started.run_id()).value_or(benefits::PlannedRun{});
      const std::int64_t stops = started.stops_size();
      // Shared alike; what cannot be is the first stops', so that the parts are the whole.
      for (std::int64_t i = 0; i < stops; ++i) {
        const auto metres = run.distance_metres() / stops + (i < run.distance_metres() % stops ? 1 : 0);
        about(started.stops(static_cast<int>(i)).order_id(),
              [&](OrderFacts& facts) { facts.set_road_metres(facts.road_metres() + metres); });
      }
      return;
    }
    case DispatchEvent::kDeliveryDone:
      return about(event.delivery_done().order_id(),
                   [&](OrderFacts& facts) { facts.set_delivered_at_ms(event.delivery_done().delivered_at_ms()); });
    case DispatchEvent::kDeliveryFailed:
      return about(event.delivery_failed().order_id(), [](OrderFacts& facts) { facts.set_not_received(true); });
    case DispatchEvent::kDeliveryUndone:
      return about(event.delivery_undone().order_id(), [&](OrderFacts& facts) {
        facts.set_delivered_at_ms(0);
        if (!event.delivery_undone().was_delivered()) facts.set_not_received(false);
      });
    case DispatchEvent::kGoodsReturned:
      return about(event.goods_returned().order_id(), [](OrderFacts& facts) { facts.set_returned(true); });
    default: return;
  }
}

void BenefitFold::fold(const notification::v1::NotificationEvent& event) {
  if (!event.has_notification_sent()) return;
  about(event.notification_sent().order_id(), [](OrderFacts& facts) { facts.set_notices(facts.notices() + 1); });
}

void BenefitFold::fold(const v1::AuditEvent& event) {
  if (!event.has_benefit_assumptions_put()) return;
  const auto& put = event.benefit_assumptions_put();
  benefit_tables::assumptions.put(
      tables_, benefit_tables::month_key(put.assumptions().municipality(), put.assumptions().from_month()), put);
}

void each_benefit_cell(const state::TableReader& tables, std::string_view municipality,
                       const std::function<void(const BenefitCell&, const Figures&)>& visit) {
  const auto prefix = municipality.empty() ? std::string{} : std::string{municipality} + "/";
  benefit_tables::cells.scan(tables, prefix, "", [&](std::string_view key, const Figures& figures) {
    visit(benefit_tables::cell_from(key), figures);
    return true;
  });
}

}  // namespace matbud::audit
