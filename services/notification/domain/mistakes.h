// What a driver says at a door may be a mistake, and is taken back: whom it had reached by then, and what is told
// after.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "matbud/notification/v1/events.pb.h"
#include "matbud/state/tables.h"

namespace matbud::notification {

/// Which telling of this kind about the order is the next or the last, from 1: one more after each mistake for what a
/// driver says at the door, and for ever the first for all else.
[[nodiscard]] std::uint32_t telling_of(const state::TableReader& state, std::string_view order_id,
                                       v1::NotificationKind kind);
/// Whether this was told or suppressed, and has not been taken back since.
[[nodiscard]] bool was_told(const state::TableReader& state, std::string_view order_id, v1::NotificationKind kind);

/// The contacts whom one of these has reached by now, or may have: not those for whom it still waits.
[[nodiscard]] std::vector<std::string> reached_by(const state::TableReader& state, std::string_view order_id,
                                                  std::string_view citizen_id,
                                                  const std::vector<v1::NotificationKind>& kinds);
/// Whether a piece of this message has been taken back, or takes back what has become true since.
[[nodiscard]] bool is_no_longer_true(const state::TableReader& state, const v1::Notification& notification);

/// Folds that the piece was told to this contact; to nobody when there is none.
void mark_told(state::TableWriter& state, std::string_view order_id, v1::NotificationKind kind,
               const std::string& contact_id = {});
/// Folds that no piece of this message will reach its reader.
void mark_unreached(state::TableWriter& state, const v1::Notification& notification);
/// Folds that what waited for this contact is not told after all.
void mark_unreached(state::TableWriter& state, const v1::Suppression& suppression);
/// Folds that what was said last at the order's door was a mistake.
void mark_mistake(state::TableWriter& state, std::string_view order_id);

}  // namespace matbud::notification
