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

void apply(Lines& lines, const google::protobuf::RepeatedPtrField<bridge::v1::ConfirmedLine>& confirmed) {
  for (const auto& answer : confirmed) {
    const auto line =
        std::find_if(lines.begin(), lines.end(), [&](const auto& l) { return l.gtin() == answer.ordered_gtin(); });
    if (line == lines.end()) continue;
    if (answer.outcome() == bridge::v1::LINE_OUTCOME_SHORT) {
      lines.erase(line);
      continue;
    }
    // A substitute's deposit is not told; it stands on the packing slip's own line.
    if (answer.gtin() != line->gtin()) {
      line->clear_deposit_ore();
      line->set_ordered_gtin(line->gtin());
    }
    line->set_gtin(answer.gtin());
    line->set_quantity(answer.quantity());
    line->set_price_ore(answer.price_ore());
    line->set_sold_by_weight(answer.sold_by_weight());
  }
}

}  // namespace matbud::grocer_bridge
