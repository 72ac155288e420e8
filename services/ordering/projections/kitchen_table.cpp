#include "matbud/ordering/kitchen_table.h"

#include <array>
#include <unordered_set>

#include "matbud/log/topics.h"
#include "table_rows.h"

namespace matbud::ordering {
namespace {

using projection::Seen;
using table::TableOrder;
using v1::OrderingEvent;

void change_places(state::TableWriter& state, const orders::v1::DeliveryWindow& window, int by) {
  const auto key = rows::slot_key(window.area_id(), window.window_id(), window.delivery_day());
  auto slot = rows::slots.find(state, key).value_or(table::TableSlot{});
  if (by < 0 && slot.used() == 0) return;
  slot.set_used(slot.used() + static_cast<std::uint32_t>(by));
  rows::slots.put(state, key, slot);
}

void fold_placed(state::TableWriter& state, const v1::OrderPlaced& event, Timestamp at) {
  TableOrder row;
  *row.mutable_order() = event.order();
  row.set_ordered_by(event.ordered_by());
  row.set_visit_id(event.visit_id());
  if (event.has_note_to_driver()) *row.mutable_note_to_driver() = event.note_to_driver();
  if (event.has_note_to_home_care()) *row.mutable_note_to_home_care() = event.note_to_home_care();
  row.set_released_at_ms(event.released_at_ms());
  row.set_standing_order_id(event.occurrence().standing_order_id());
  row.set_placed_at_ms(to_ms(at));
  const auto& order = event.order();
  rows::orders.put(state, order.order_id(), row);
  state.put(rows::orders_by_citizen,
            rows::order_key(order.citizen_id(), order.window().delivery_day(), order.order_id()), "");
  change_places(state, order.window(), 1);
}

void call_off(state::TableWriter& state, const std::string& order_id) {
  auto row = rows::orders.find(state, order_id);
  if (!row || row->called_off()) return;
  row->set_called_off(true);
  change_places(state, row->order().window(), -1);
  rows::orders.put(state, order_id, *row);
}

/// An order that was called off and came all the same takes its place again. One that nobody received has cost nothing,
/// but the place that was kept for it.
void close(state::TableWriter& state, const v1::OrderClosed& event) {
  if (event.ending() == v1::ORDER_ENDING_REFUSED_BY_GROCER) return call_off(state, event.order_id());
  auto row = rows::orders.find(state, event.order_id());
  if (!row) return;
  if (row->called_off()) change_places(state, row->order().window(), 1);
  row->set_called_off(event.ending() == v1::ORDER_ENDING_RETURNED);
  rows::orders.put(state, event.order_id(), *row);
}

void fold_released(state::TableWriter& state, const v1::OrdersReleased& event) {
  for (const auto& withheld : event.withheld()) call_off(state, withheld.order_id());
  for (const auto& shortened : event.shortened()) {
    auto row = rows::orders.find(state, shortened.order_id());
    if (!row) continue;
    for (const auto& line : shortened.lines()) row->add_left_out_gtins(line.gtin());
    for (const auto& released : event.orders()) {
      if (released.order_id() == shortened.order_id()) row->mutable_order()->set_total_ore(released.total_ore());
    }
    rows::orders.put(state, shortened.order_id(), *row);
  }
}

/// What was ordered and shall not come after all. Substitutes are the grocer's lines, not the order's.
void fold_refused_goods(state::TableWriter& state, const v1::GoodsRefused& refused) {
  auto row = refused.lines().empty() ? std::nullopt : rows::orders.find(state, refused.order_id());
  if (!row) return;
  for (const auto& line : refused.lines()) {
    if (line.gtin() == line.ordered_gtin()) row->add_left_out_gtins(line.gtin());
  }
  rows::orders.put(state, refused.order_id(), *row);
}

void fold_citizen(state::TableWriter& state, const v1::Citizen& citizen) {
  if (const auto before = rows::citizens.find(state, citizen.citizen_id()))
    state.erase(rows::citizens_by_unit, rows::pair_key(before->service_unit(), citizen.citizen_id()));
  rows::citizens.put(state, citizen.citizen_id(), citizen);
  state.put(rows::citizens_by_unit, rows::pair_key(citizen.service_unit(), citizen.citizen_id()), "");
}

void fold_products(state::TableWriter& state, const v1::ProductsPut& event, const Seen& seen) {
  for (const auto& product : event.products())
    rows::products.put(state, rows::product_key(event.grocer_id(), product.gtin()), product);
  state.put(rows::catalogue_marks, event.grocer_id(), state::sortable(seen.offset.value()));
}

void fold_standing(state::TableWriter& state, const v1::StandingOrderPut& event) {
  const auto& order = event.standing_order();
  auto row = rows::standing.find(state, order.standing_order_id()).value_or(table::TableStanding{});
  *row.mutable_order() = order;
  row.set_next_delivery_day(event.next_delivery_day());
  row.set_next_due_at_ms(event.next_due_at_ms());
  rows::standing.put(state, order.standing_order_id(), row);
  state.put(rows::standing_by_citizen, rows::pair_key(order.citizen_id(), order.standing_order_id()), "");
}

void fold_occurrence(state::TableWriter& state, const v1::Occurrence& occurrence, v1::RefusalReason missed) {
  auto row = rows::standing.find(state, occurrence.standing_order_id());
  if (!row) return;
  row->set_next_delivery_day(occurrence.next_delivery_day());
  row->set_next_due_at_ms(occurrence.next_due_at_ms());
  if (missed != v1::REFUSAL_REASON_UNSPECIFIED) {
    row->set_missed_day(occurrence.delivery_day());
    row->set_missed_reason(missed);
  }
  rows::standing.put(state, occurrence.standing_order_id(), *row);
}

void fold_event(state::TableWriter& state, const OrderingEvent& event, const Seen& seen) {
  switch (event.event_case()) {
    case OrderingEvent::kOrderPlaced:
      fold_placed(state, event.order_placed(), seen.record.time);
      if (event.order_placed().has_occurrence())
        fold_occurrence(state, event.order_placed().occurrence(), v1::REFUSAL_REASON_UNSPECIFIED);
      return;
    case OrderingEvent::kOrderAmended: {
      const auto& order = event.order_amended().order();
      auto row = rows::orders.find(state, order.order_id());
      if (!row) return;
      *row->mutable_order() = order;
      return rows::orders.put(state, order.order_id(), *row);
    }
    case OrderingEvent::kOrderCancelled: return call_off(state, event.order_cancelled().order_id());
    case OrderingEvent::kOrdersReleased: return fold_released(state, event.orders_released());
    case OrderingEvent::kGoodsRefused: return fold_refused_goods(state, event.goods_refused());
    case OrderingEvent::kOrderClosed: return close(state, event.order_closed());
    case OrderingEvent::kAreaDefined:
      return rows::areas.put(state, event.area_defined().area().area_id(), event.area_defined().area());
    case OrderingEvent::kCitizenRegistered: return fold_citizen(state, event.citizen_registered().citizen());
    case OrderingEvent::kProductsPut: return fold_products(state, event.products_put(), seen);
    case OrderingEvent::kStandingOrderPut: return fold_standing(state, event.standing_order_put());
    case OrderingEvent::kStandingOrderMissed:
      return fold_occurrence(state, event.standing_order_missed().occurrence(), event.standing_order_missed().reason());
    case OrderingEvent::kFeedbackGiven:
      return rows::feedback.put(state,
                                rows::pair_key(event.feedback_given().order_id(), event.feedback_given().feedback_id()),
                                event.feedback_given());
    default: return;
  }
}

/// The events that change a row, by ce_type: all others are passed over without looking inside.
bool is_told(const Seen& seen) {
  static const std::unordered_set<std::string_view> told{
      v1::OrderPlaced::descriptor()->full_name(),       v1::OrderAmended::descriptor()->full_name(),
      v1::OrdersReleased::descriptor()->full_name(),    v1::OrderCancelled::descriptor()->full_name(),
      v1::OrderClosed::descriptor()->full_name(),       v1::AreaDefined::descriptor()->full_name(),
      v1::CitizenRegistered::descriptor()->full_name(), v1::StandingOrderPut::descriptor()->full_name(),
      v1::FeedbackGiven::descriptor()->full_name(),     v1::StandingOrderMissed::descriptor()->full_name(),
      v1::GoodsRefused::descriptor()->full_name()};
  if (seen.record.type == v1::ProductsPut::descriptor()->full_name()) return seen.partition == catalogue_partition;
  return told.contains(seen.record.type);
}

class KitchenTable final : public projection::ReadModel {
 public:
  [[nodiscard]] std::string name() const override { return "kitchen_table"; }
  [[nodiscard]] std::uint32_t version() const override { return 3; }
  [[nodiscard]] std::vector<std::string> topics() const override { return {std::string{log::ordering_events}}; }

  void fold(state::TableWriter& state, const Seen& seen) const override {
    if (!is_told(seen)) return;
    std::array<char, 4096> block;  // most events fit, and the arena then takes nothing from the heap
    google::protobuf::ArenaOptions options;
    options.initial_block = block.data();
    options.initial_block_size = block.size();
    google::protobuf::Arena arena{options};
    auto* const event = google::protobuf::Arena::CreateMessage<OrderingEvent>(&arena);
    const auto value = seen.record.value;
    // What does not decode is left out: ordering would never have written it.
    if (event->ParseFromArray(value.data(), static_cast<int>(value.size()))) fold_event(state, *event, seen);
  }
};

}  // namespace

std::shared_ptr<const projection::ReadModel> kitchen_table() { return std::make_shared<KitchenTable>(); }

}  // namespace matbud::ordering
