#include "substitutes.h"

#include <algorithm>

#include "tables.h"

namespace matbud::grocer_bridge {
namespace {

bool is_substitute(const state::Line& line, std::uint64_t gtin, std::uint64_t ordered_gtin) {
  return line.gtin() == gtin && line.ordered_gtin() == ordered_gtin;
}

}  // namespace

bool is_wished(const state::Line& ordered, std::uint64_t substitute_gtin) {
  if (ordered.alternative_gtin() != 0 && ordered.alternative_gtin() == substitute_gtin) return true;
  return ordered.wish() == orders::v1::SUBSTITUTION_WISH_SIMILAR;
}

std::optional<processor::Decision> decide_substitutes_refused(const matbud::state::TableReader& tables,
                                                              const ordering::v1::SubstitutesRefused& refused,
                                                              google::protobuf::Arena& arena) {
  const auto order = table::orders.find(tables, refused.order_id());
  if (!order || (order->phase() != state::PHASE_ACCEPTED && order->phase() != state::PHASE_PACKED)) return std::nullopt;
  const bool packed = order->phase() == state::PHASE_PACKED;
  auto* event = google::protobuf::Arena::CreateMessage<bridge::v1::BridgeEvent>(&arena);
  auto& returned = *event->mutable_substitutes_returned();
  for (const auto& line : refused.lines()) {
    // What stands packed is remembered by its sum alone; somebody has to look into the boxes.
    const bool stands = std::any_of(order->lines().begin(), order->lines().end(), [&](const state::Line& l) {
      return is_substitute(l, line.gtin(), line.ordered_gtin());
    });
    if (!stands && !packed) continue;
    auto& back = *returned.add_lines();
    back.set_ordered_gtin(line.ordered_gtin());
    back.set_gtin(line.gtin());
  }
  if (returned.lines().empty()) return std::nullopt;
  auto lines = order->lines();
  take_out(lines, returned.lines());
  returned.set_order_id(refused.order_id());
  returned.set_citizen_id(order->citizen_id());
  returned.set_grocer_id(order->grocer_id());
  returned.set_total_ore((Ore{order->total_ore()} - cost_of(order->lines()) + cost_of(lines)).value());
  *returned.mutable_window() = order->window();
  returned.set_after_packing(packed);
  return processor::Decision{event, order_subject(refused.order_id())};
}

void take_out(Lines& lines, const google::protobuf::RepeatedPtrField<bridge::v1::ReturnedSubstitute>& returned) {
  for (const auto& back : returned) {
    const auto line = std::find_if(lines.begin(), lines.end(),
                                   [&](const auto& l) { return is_substitute(l, back.gtin(), back.ordered_gtin()); });
    if (line != lines.end()) lines.erase(line);
  }
}

}  // namespace matbud::grocer_bridge
