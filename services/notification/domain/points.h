// Which of a person's addresses still lead somewhere.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "matbud/notification/v1/events.pb.h"
#include "matbud/state/tables.h"

namespace matbud::notification {

/// The contact's first point from number `from` on that is not dead; nothing when there is none.
[[nodiscard]] std::optional<std::uint32_t> live_point(const state::TableReader& state, std::string_view citizen_id,
                                                      const v1::Contact& contact, std::uint32_t from = 0);

/// Whether the point that this notification goes to is known to be dead.
[[nodiscard]] bool is_dead(const state::TableReader& state, const v1::Notification& notification);

/// Folds that it is. It holds for the sealed address as it stands: one that is sealed anew gets another chance.
void mark_dead(state::TableWriter& state, const v1::Notification& notification);

}  // namespace matbud::notification
