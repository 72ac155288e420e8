#include "substitutes.h"

#include <algorithm>

#include "objection.h"
#include "tables.h"

namespace matbud::grocer_bridge {
namespace {

/// `goods`: a RefusedSubstitute or a ReturnedSubstitute.
template <class Goods>
auto find_line(Lines& lines, const Goods& goods) {
  return std::find_if(lines.begin(), lines.end(), [&](const state::Line& line) {
    return line.gtin() == goods.gtin() && stands_for(line) == goods.ordered_gtin();
  });
}

bool may_go_back(const state::Order& order) {
  return order.phase() == state::PHASE_SENT || order.phase() == state::PHASE_ACCEPTED ||
         order.phase() == state::PHASE_PACKED;
}

}  // namespace

bool is_wished(const state::Line& ordered, std::uint64_t substitute_gtin) {
  if (ordered.alternative_gtin() != 0 && ordered.alternative_gtin() == substitute_gtin) return true;
  return ordered.wish() == orders::v1::SUBSTITUTION_WISH_SIMILAR;
}

std::optional<processor::Decision> decide_goods_refused(
    const matbud::state::TableReader& tables, const std::string& order_id,
    const google::protobuf::RepeatedPtrField<ordering::v1::RefusedSubstitute>& refused,
    google::protobuf::Arena& arena) {
  auto order = table::orders.find(tables, order_id);
  if (!order || !may_go_back(*order)) return std::nullopt;
  const bool packed = order->phase() == state::PHASE_PACKED;
  auto* event = google::protobuf::Arena::CreateMessage<bridge::v1::BridgeEvent>(&arena);
  auto& returned = *event->mutable_substitutes_returned();
  auto& lines = *order->mutable_lines();
  for (const auto& goods : refused) {
    const bool is_there = packed ? holds(order->packed_gtins(), goods.gtin()) : find_line(lines, goods) != lines.end();
    if (!is_there) continue;
    auto& back = *returned.add_lines();
    back.set_ordered_gtin(goods.ordered_gtin());
    back.set_gtin(goods.gtin());
  }
  if (returned.lines().empty()) return std::nullopt;
  returned.set_order_id(order_id);
  returned.set_citizen_id(order->citizen_id());
  returned.set_grocer_id(order->grocer_id());
  *returned.mutable_window() = order->window();
  returned.set_after_packing(packed);
  const auto total = Ore{order->total_ore()} - cost_of(lines);
  take_out(*order, returned.lines());
  returned.set_total_ore((total + cost_of(lines)).value());
  return processor::Decision{event, order_subject(order_id)};
}

void take_out(state::Order& order, const google::protobuf::RepeatedPtrField<bridge::v1::ReturnedSubstitute>& returned) {
  auto& lines = *order.mutable_lines();
  for (const auto& back : returned) {
    const auto line = find_line(lines, back);
    if (line == lines.end()) continue;
    // The grocer may speak of the line again: it was ordered, whatever has become of it.
    if (line_of(order.ordered(), back.ordered_gtin()) == nullptr) *order.add_ordered() = *line;
    lines.erase(line);
  }
}

}  // namespace matbud::grocer_bridge
