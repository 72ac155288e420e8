#include "packing.h"

#include <algorithm>
#include <string>

#include "sums.h"

namespace matbud::grocer_bridge {
namespace {

constexpr int boxes_max = 200;
constexpr std::uint32_t box_weight_grams_max = 100'000;

using bridge::v1::OrderPacked;
using bridge::v1::PackedLine;

/// How much of a product the lines speak of: as lying in the boxes, and as missing.
struct Spoken {
  std::uint64_t packed = 0;
  std::uint64_t missing = 0;
};
Spoken spoken_of(const OrderPacked& event, std::uint64_t gtin) {
  Spoken spoken;
  for (const auto& line : event.lines()) {
    if (line.gtin() != gtin) continue;
    spoken.packed += line.quantity();
    spoken.missing += line.outstanding_quantity();
  }
  return spoken;
}

/// How much of a product was confirmed: what was ordered may come in place of something else as well.
std::uint64_t confirmed_of(const state::Order& order, std::uint64_t gtin) {
  std::uint64_t quantity = 0;
  for (const auto& line : order.lines()) quantity += line.gtin() == gtin ? line.quantity() : 0;
  return quantity;
}

/// Fills in what the grocer may leave out, and says what cannot be.
Objection complete(const state::Order& order, const OrderPacked& event, PackedLine& line, int index) {
  if (line.gtin() == 0) return field("lines", index, "gtin") + "not said";
  if (line.outstanding_quantity() > quantity_max)
    return field("lines", index, "outstanding_quantity") + std::to_string(line.outstanding_quantity()) + " cannot be";
  if (line.outstanding_reason().size() > reason_bytes_max)
    return field("lines", index, "outstanding_reason") + "longer than 500 characters";
  const auto* const confirmed = line_of(order.lines(), line.gtin());
  // A box holds nothing that nobody could judge. What went back in place of one product may come as another line.
  if (confirmed == nullptr) {
    return field("lines", index, "gtin") + std::to_string(line.gtin()) +
           (was_returned(order, line.gtin()) || was_returned_as_ordered(order, line.gtin())
                ? " was sent back"
                : " was neither ordered nor confirmed");
  }
  if (line.price_ore() == 0) line.set_price_ore(confirmed->price_ore());
  line.set_sold_by_weight(confirmed->sold_by_weight());
  // A line may say that none of it came, and why.
  const bool none_came = line.quantity() == 0 && line.outstanding_quantity() > 0;
  if ((line.quantity() == 0 && !none_came) || line.quantity() > quantity_max)
    return field("lines", index, "quantity") + std::to_string(line.quantity()) + " cannot be";
  if (line.price_ore() <= 0 || line.price_ore() > price_ore_max)
    return field("lines", index, "price_ore") + std::to_string(line.price_ore()) + " cannot be";
  // Scales decide what goods by weight come to.
  const auto packed = spoken_of(event, line.gtin()).packed;
  const auto quantity = confirmed_of(order, line.gtin());
  if (!confirmed->sold_by_weight() && packed > quantity) {
    return field("lines", index, "quantity") + std::to_string(packed) + " is more than the " +
           std::to_string(quantity) + " that were confirmed";
  }
  return std::nullopt;
}

/// Who ordered must hear of it, whether the grocer's system counts it or not.
void say_what_is_missing(const state::Order& order, OrderPacked& event) {
  for (const auto& confirmed : order.lines()) {
    const auto [packed, missing] = spoken_of(event, confirmed.gtin());
    const auto quantity = confirmed_of(order, confirmed.gtin());
    const bool is_weighed = confirmed.sold_by_weight() && packed > 0;
    if (is_weighed || packed + missing >= quantity) continue;
    auto& line = *event.add_lines();
    line.set_gtin(confirmed.gtin());
    line.set_price_ore(confirmed.price_ore());
    line.set_sold_by_weight(confirmed.sold_by_weight());
    line.set_outstanding_quantity(static_cast<std::uint32_t>(quantity - packed - missing));
  }
}

Ore cost_of_packed(const state::Order& order, const OrderPacked& event) {
  Lines lines;
  for (const auto& line : event.lines()) {
    auto& priced = *lines.Add();
    priced.set_quantity(line.quantity());
    priced.set_price_ore(line.price_ore());
    priced.set_sold_by_weight(line.sold_by_weight());
    priced.set_deposit_ore(line_of(order.lines(), line.gtin())->deposit_ore());
  }
  return cost_of(lines);
}

Objection pack_lines(const state::Order& order, const grocer::v1::Packed& packed, OrderPacked& event) {
  for (int i = 0; i < packed.lines_size(); ++i) {
    auto& line = *event.add_lines();
    line = packed.lines(i);
    if (auto objection = complete(order, event, line, i)) return objection;
  }
  say_what_is_missing(order, event);
  event.set_total_ore(cost_of_packed(order, event).value());
  return std::nullopt;
}

void pack_as_confirmed(const state::Order& order, bridge::v1::OrderPacked& event) {
  for (const auto& confirmed : order.lines()) {
    auto& line = *event.add_lines();
    line.set_gtin(confirmed.gtin());
    line.set_quantity(confirmed.quantity());
    line.set_price_ore(confirmed.price_ore());
    line.set_sold_by_weight(confirmed.sold_by_weight());
  }
  event.set_total_ore(order.total_ore());
}

}  // namespace

Objection pack(const state::Order& order, const grocer::v1::Packed& packed, bridge::v1::OrderPacked& event) {
  if (packed.boxes_size() > boxes_max) return "boxes: more than " + std::to_string(boxes_max);
  for (int i = 0; i < packed.boxes_size(); ++i) {
    const auto& box = packed.boxes(i);
    if (box.weight_grams() > box_weight_grams_max)
      return field("boxes", i, "weight_grams") + std::to_string(box.weight_grams()) + " cannot be";
  }
  *event.mutable_boxes() = packed.boxes();
  if (order.has_hand_over()) *event.mutable_hand_over() = order.hand_over();
  event.set_left_cold_store_at_ms(packed.left_cold_store_at_ms());
  if (packed.lines_size() == 0) {
    pack_as_confirmed(order, event);
  } else if (auto objection = pack_lines(order, packed, event)) {
    return objection;
  }
  if (packed.boxes_size() == 0 && brings_something(event)) return "boxes: an order is packed in at least one";
  return std::nullopt;
}

bool brings_something(const bridge::v1::OrderPacked& packed) {
  return std::ranges::any_of(packed.lines(), [](const auto& line) { return line.quantity() > 0; });
}

}  // namespace matbud::grocer_bridge
