// The citizen an order is for, and who may order for them.
#pragma once

#include <string_view>
#include <tl/expected.hpp>

#include "asked.h"
#include "ordering_state.pb.h"
#include "pricing.h"
#include "refusal.h"

namespace matbud::ordering {

/// The citizen, when they may order in the area where it is asked.
[[nodiscard]] tl::expected<stored::CitizenState, Refusal> find_buyer(const Asked& asked, const std::string& citizen_id);

/// The citizen themselves (`orderer_id` empty), whom they have named up to this day, or a worker of the unit that
/// serves them. Where neither is known of a citizen, everybody whom the edge lets in.
[[nodiscard]] Objection check_orderer(const v1::Area& area, Timestamp now, const stored::CitizenState& citizen,
                                      std::string_view orderer_id, std::string_view orderer_unit);

/// Fills in what the citizen may have and wants: age, usual wish, and groups they must not get, for which their diet
/// is opened.
[[nodiscard]] Objection know_citizen(const Asked& asked, const stored::CitizenState& citizen, Shopping& shopping);

/// The month in which an order counts against a budget: months since January 1970, by the day of delivery.
[[nodiscard]] std::int32_t month_of(time::Day day);

/// What the citizen comes to in that month with an order of `order_ore`, of which `counted_ore` are counted already.
[[nodiscard]] v1::Spending reckon(const Asked& asked, const stored::CitizenState& citizen, std::string_view citizen_id,
                                  std::int32_t month, std::int64_t order_ore, std::int64_t counted_ore);

}  // namespace matbud::ordering
