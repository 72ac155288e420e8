#include "matbud/grocer_bridge/packing_table.h"

#include <algorithm>
#include <functional>

#include "matbud/bridge/v1/events.pb.h"
#include "matbud/dispatch/v1/events.pb.h"
#include "matbud/log/topics.h"
#include "matbud/ordering/v1/events.pb.h"
#include "packing_rows.h"

namespace matbud::grocer_bridge {
namespace {

using bridge::v1::BridgeEvent;
using packing::PackingLine;
using packing::PackingOrder;
using projection::Seen;
using state::TableWriter;

PackingLine line_of(const orders::v1::OrderLine& ordered) {
  PackingLine line;
  line.set_ordered_gtin(ordered.gtin());
  line.set_ordered_quantity(ordered.quantity());
  line.set_ordered_price_ore(ordered.price_ore());
  line.set_sold_by_weight(ordered.sold_by_weight());
  line.set_deposit_ore(ordered.deposit_ore());
  line.set_wish(ordered.wish());
  line.set_alternative_gtin(ordered.alternative_gtin());
  line.set_outcome(bridge::v1::LINE_OUTCOME_ACCEPTED);
  line.set_gtin(ordered.gtin());
  line.set_quantity(ordered.quantity());
  line.set_price_ore(ordered.price_ore());
  line.set_comes_by_weight(ordered.sold_by_weight());
  return line;
}

PackingLine* line_for(PackingOrder& row, std::uint64_t ordered_gtin) {
  const auto found =
      std::ranges::find_if(*row.mutable_lines(), [&](const auto& line) { return line.ordered_gtin() == ordered_gtin; });
  return found == row.mutable_lines()->end() ? nullptr : &*found;
}

/// Nothing comes of it.
void take_away(PackingLine& line) {
  line.set_outcome(bridge::v1::LINE_OUTCOME_SHORT);
  line.clear_gtin();
  line.clear_quantity();
  line.clear_price_ore();
}

void send_back(PackingOrder& row, const bridge::v1::ReturnedSubstitute& returned) {
  auto* const line = line_for(row, returned.ordered_gtin());
  if (line == nullptr) return;
  line->add_returned_gtins(returned.gtin());
  if (line->gtin() == returned.gtin()) take_away(*line);
}

/// One event of the bridge and the rows it changes.
class Table {
 public:
  Table(TableWriter& state, const Seen& seen) : state_{state}, now_ms_{to_ms(seen.record.time)} {}

  void fold(const BridgeEvent& event) {
    switch (event.event_case()) {
      case BridgeEvent::kOrdersSent:
        for (const auto& sent : event.orders_sent().orders()) arrived(sent, packing::PACKING_PHASE_SENT);
        return;
      case BridgeEvent::kOrderConfirmed: return confirmed(event.order_confirmed());
      case BridgeEvent::kOrderPacked: return packed(event.order_packed());
      case BridgeEvent::kGrocerRefused:
        return change(event.grocer_refused().order_id(), [&](PackingOrder& row) {
          row.set_phase(packing::PACKING_PHASE_REFUSED);
          row.set_refused_reason(event.grocer_refused().reason());
        });
      case BridgeEvent::kOrderWithdrawn:
        return change(event.order_withdrawn().order_id(),
                      [](PackingOrder& row) { row.set_phase(packing::PACKING_PHASE_WITHDRAWN); });
      case BridgeEvent::kSubstitutesReturned: return returned(event.substitutes_returned());
      case BridgeEvent::kGrocerLate:
        return change(event.grocer_late().order_id(), [&](PackingOrder& row) { row.set_late_at_ms(now_ms_); });
      default: return;
    }
  }

 private:
  void change(const std::string& order_id, const std::function<void(PackingOrder&)>& edit) {
    auto row = rows::orders.find(state_, order_id);
    if (!row) return;
    edit(*row);
    rows::orders.put(state_, order_id, *row);
  }

  void arrived(const bridge::v1::SentOrder& sent, packing::PackingPhase phase) {
    const auto& order = sent.order();
    PackingOrder row;
    row.set_order_id(order.order_id());
    row.set_grocer_id(order.grocer_id());
    row.set_delivery_alias(sent.delivery_alias());
    *row.mutable_window() = order.window();
    for (const auto& ordered : order.lines()) *row.add_lines() = line_of(ordered);
    row.set_total_ore(order.total_ore());
    row.set_phase(order.grocer_accepts_by_setting() ? packing::PACKING_PHASE_ACCEPTED : phase);
    row.set_accepted_by_setting(order.grocer_accepts_by_setting());
    row.set_answer_due_at_ms(sent.answer_due_at_ms());
    row.set_sent_at_ms(now_ms_);
    if (row.phase() == packing::PACKING_PHASE_ACCEPTED) row.set_accepted_at_ms(now_ms_);
    row.set_age_limit_years(order.hand_over().age_limit_years());
    row.set_version(order.version());
    rows::orders.put(state_, order.order_id(), row);
    state_.put(rows::orders_by_day, rows::day_key(order.grocer_id(), order.window().delivery_day(), order.order_id()),
               "");
  }

  void confirmed(const bridge::v1::OrderConfirmed& event) {
    if (event.by_setting()) return arrived(event.sent(), packing::PACKING_PHASE_ACCEPTED);
    change(event.order_id(), [&](PackingOrder& row) {
      if (row.phase() == packing::PACKING_PHASE_SENT) row.set_accepted_at_ms(now_ms_);
      row.set_phase(packing::PACKING_PHASE_ACCEPTED);
      row.set_total_ore(event.total_ore());
      for (const auto& said : event.lines()) {
        auto* const line = line_for(row, said.ordered_gtin());
        if (line == nullptr) continue;
        line->set_outcome(said.outcome());
        line->set_gtin(said.gtin());
        line->set_quantity(said.quantity());
        line->set_price_ore(said.price_ore());
        line->set_comes_by_weight(said.sold_by_weight());
        line->set_reason(said.reason());
      }
      for (const auto& back : event.returned()) send_back(row, back);
    });
  }

  void packed(const bridge::v1::OrderPacked& event) {
    change(event.order_id(), [&](PackingOrder& row) {
      if (row.phase() == packing::PACKING_PHASE_SENT) row.set_accepted_at_ms(now_ms_);
      row.set_phase(packing::PACKING_PHASE_PACKED);
      row.set_packed_at_ms(now_ms_);
      row.set_total_ore(event.total_ore());
      *row.mutable_boxes() = event.boxes();
      row.set_left_cold_store_at_ms(event.left_cold_store_at_ms());
      for (const auto& in_box : event.lines()) {
        const auto line = std::ranges::find_if(
            *row.mutable_lines(), [&](const auto& one) { return one.gtin() == in_box.gtin() && !one.has_packed(); });
        if (line != row.mutable_lines()->end()) *line->mutable_packed() = in_box;
      }
    });
  }

  void returned(const bridge::v1::SubstitutesReturned& event) {
    change(event.order_id(), [&](PackingOrder& row) {
      row.set_total_ore(event.total_ore());
      for (const auto& back : event.lines()) {
        if (event.after_packing()) {
          row.add_take_out_gtins(back.gtin());
        } else {
          send_back(row, back);
        }
      }
    });
  }

  TableWriter& state_;
  std::int64_t now_ms_;
};

void fold_goods(TableWriter& state, const ordering::v1::ProductsPut& event, const Seen& seen) {
  for (const auto& product : event.products())
    rows::products.put(state, rows::under(event.grocer_id(), static_cast<std::int64_t>(product.gtin())), product);
  state.put(rows::catalogue_marks, event.grocer_id(), state::sortable(seen.offset.value()));
}

void fold_stops(TableWriter& state, const std::string& run_id, const auto& stops) {
  std::uint32_t number = 0;
  for (const auto& stop : stops) {
    packing::PackingStop row;
    row.set_run_id(run_id);
    row.set_number(++number);
    rows::stops.put(state, stop.order_id(), row);
  }
}

template <class TopLevel>
void decoded(const Seen& seen, const std::function<void(const TopLevel&)>& fold) {
  google::protobuf::Arena arena;
  auto* const event = google::protobuf::Arena::CreateMessage<TopLevel>(&arena);
  const auto value = seen.record.value;
  // What does not decode is left out: the processor of its topic would never have written it.
  if (event->ParseFromArray(value.data(), static_cast<int>(value.size()))) fold(*event);
}

class PackingTable final : public projection::ReadModel {
 public:
  [[nodiscard]] std::string name() const override { return "packing_table"; }
  [[nodiscard]] std::uint32_t version() const override { return 1; }
  [[nodiscard]] std::vector<std::string> topics() const override {
    return {std::string{log::bridge_events}, std::string{log::ordering_events}, std::string{log::dispatch_events}};
  }

  void fold(TableWriter& state, const Seen& seen) const override {
    const auto is = [&](const auto& descriptor) { return seen.record.type == descriptor->full_name(); };
    if (seen.topic == log::bridge_events) {
      decoded<BridgeEvent>(seen, [&](const BridgeEvent& event) { Table{state, seen}.fold(event); });
    } else if (seen.topic == log::ordering_events) {
      const bool goods = is(ordering::v1::ProductsPut::descriptor()) && seen.partition == catalogue_partition;
      if (!goods && !is(ordering::v1::AreaDefined::descriptor())) return;
      decoded<ordering::v1::OrderingEvent>(seen, [&](const ordering::v1::OrderingEvent& event) {
        if (event.has_products_put()) fold_goods(state, event.products_put(), seen);
        if (event.has_area_defined())
          state.put(rows::area_names, event.area_defined().area().area_id(), event.area_defined().area().name());
      });
    } else if (is(dispatch::v1::RunsPlanned::descriptor()) || is(dispatch::v1::RunStarted::descriptor())) {
      decoded<dispatch::v1::DispatchEvent>(seen, [&](const dispatch::v1::DispatchEvent& event) {
        for (const auto& run : event.runs_planned().runs()) fold_stops(state, run.run_id(), run.stops());
        if (event.has_run_started()) fold_stops(state, event.run_started().run_id(), event.run_started().stops());
      });
    }
  }
};

}  // namespace

std::shared_ptr<const projection::ReadModel> packing_table() { return std::make_shared<PackingTable>(); }

}  // namespace matbud::grocer_bridge
