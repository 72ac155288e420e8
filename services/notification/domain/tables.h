// What notification remembers. Numbers and keys live in stored state: add, never reuse.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "matbud/notification/v1/events.pb.h"
#include "matbud/state/tables.h"
#include "notification_state.pb.h"

namespace matbud::notification {

/// citizen id -> ContactsPut as it was last accepted. No row = nobody is told.
inline constexpr state::TableId contacts{1};
/// `<order id>/<kind number>` -> nothing: this was told or suppressed, once and for ever.
inline constexpr state::TableId told{2};
/// notification id -> Retry, while an attempt has failed and the end is open.
inline constexpr state::Table<kept::Retry> retries{state::TableId{3}};
/// command id -> nothing: PutContacts commands that have been answered.
inline constexpr state::TableId answered_commands{4};

[[nodiscard]] inline std::string told_key(std::string_view order_id, v1::NotificationKind kind) {
  std::string key;
  key.reserve(order_id.size() + 3);
  return key.append(order_id).append("/").append(std::to_string(static_cast<int>(kind)));
}

/// The citizen's contacts, parsed onto the arena for this caller alone; null when there are none.
[[nodiscard]] v1::ContactsPut* contacts_of(const state::TableReader& state, std::string_view citizen_id,
                                           google::protobuf::Arena& arena);

}  // namespace matbud::notification
