// What lines cost, and what an answer makes of them.
#pragma once

#include <google/protobuf/repeated_ptr_field.h>

#include "grocer_bridge_state.pb.h"
#include "matbud/base/money.h"
#include "matbud/bridge/v1/events.pb.h"

namespace matbud::grocer_bridge {

/// The largest quantity and price that a line of an answer may hold; sums of them cannot overflow.
inline constexpr std::uint32_t quantity_max = 1'000'000;
inline constexpr std::int64_t price_ore_max = 100'000'000;

using Lines = google::protobuf::RepeatedPtrField<state::Line>;

/// Price times quantity with deposits; goods sold by weight are rounded to the nearest øre, a half upwards.
[[nodiscard]] Ore cost_of(const state::Line& line);
[[nodiscard]] Ore cost_of(const Lines& lines);
/// The line of this product, or null.
[[nodiscard]] const state::Line* line_of(const Lines& lines, std::uint64_t gtin);

/// The product that was ordered where this line now stands.
[[nodiscard]] std::uint64_t stands_for(const state::Line& line);
/// The line of this product as it was ordered, whatever has become of it; null when it was not ordered. A view into the
/// order.
[[nodiscard]] const state::Line* ordered_line(const state::Order& order, std::uint64_t gtin);

/// Changes the order's lines as the grocer has confirmed them: what is short goes, what is changed or substituted
/// changes, and what had gone may come back. Remembers how the lines were ordered.
void apply(state::Order& order, const google::protobuf::RepeatedPtrField<bridge::v1::ConfirmedLine>& confirmed);

}  // namespace matbud::grocer_bridge
