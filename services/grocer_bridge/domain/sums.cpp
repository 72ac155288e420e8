#include "sums.h"

#include <algorithm>

namespace matbud::grocer_bridge {

Ore cost_of(const state::Line& line) {
  if (line.sold_by_weight()) return Ore{(line.price_ore() * line.quantity() + 500) / 1000};
  return Ore{line.price_ore() + line.deposit_ore()} * line.quantity();
}

Ore cost_of(const Lines& lines) {
  Ore sum;
  for (const auto& line : lines) sum = sum + cost_of(line);
  return sum;
}

const state::Line* line_of(const Lines& lines, std::uint64_t gtin) {
  const auto found = std::find_if(lines.begin(), lines.end(), [&](const auto& line) { return line.gtin() == gtin; });
  return found == lines.end() ? nullptr : &*found;
}

std::uint64_t stands_for(const state::Line& line) {
  return line.ordered_gtin() == 0 ? line.gtin() : line.ordered_gtin();
}

const state::Line* ordered_line(const state::Order& order, std::uint64_t gtin) {
  if (const auto* const changed = line_of(order.ordered(), gtin)) return changed;
  const auto found = std::ranges::find_if(order.lines(), [&](const auto& line) { return stands_for(line) == gtin; });
  return found == order.lines().end() ? nullptr : &*found;
}

void apply(state::Order& order, const google::protobuf::RepeatedPtrField<bridge::v1::ConfirmedLine>& confirmed) {
  auto& lines = *order.mutable_lines();
  for (const auto& answer : confirmed) {
    const auto* const known = ordered_line(order, answer.ordered_gtin());
    if (known == nullptr) continue;
    const auto as_ordered = *known;
    if (line_of(order.ordered(), answer.ordered_gtin()) == nullptr) *order.add_ordered() = as_ordered;
    const auto standing =
        std::ranges::find_if(lines, [&](const auto& line) { return stands_for(line) == answer.ordered_gtin(); });
    if (answer.outcome() == bridge::v1::LINE_OUTCOME_SHORT) {
      if (standing != lines.end()) lines.erase(standing);
      continue;
    }
    auto& line = standing == lines.end() ? *lines.Add() : *standing;
    line = as_ordered;
    // A substitute's deposit is not told; it stands on the packing slip's own line.
    if (answer.gtin() != as_ordered.gtin()) {
      line.clear_deposit_ore();
      line.set_ordered_gtin(as_ordered.gtin());
    }
    line.set_gtin(answer.gtin());
    line.set_quantity(answer.quantity());
    line.set_price_ore(answer.price_ore());
    line.set_sold_by_weight(answer.sold_by_weight());
  }
}

}  // namespace matbud::grocer_bridge
