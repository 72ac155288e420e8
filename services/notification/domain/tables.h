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
/// told_key -> that this was told or suppressed, once and for ever.
inline constexpr state::Table<kept::Told> told{state::TableId{2}};
/// notification id -> Retry, while an attempt has failed and the end is open.
inline constexpr state::Table<kept::Retry> retries{state::TableId{3}};
/// command id -> nothing: PutContacts commands that have been answered.
inline constexpr state::TableId answered_commands{4};
/// `<citizen id>/<contact id>/<point>` -> the sealed box of the address there that leads nowhere.
inline constexpr state::TableId dead_points{5};
/// area id -> its quiet hours and digests.
inline constexpr state::Table<v1::PutSettings> area_settings{state::TableId{6}};
/// `<citizen id>/<contact id>` -> what waits for this person, and when they last had a message.
inline constexpr state::Table<kept::Outbox> outboxes{state::TableId{7}};
/// order id -> the mistakes that drivers made at its door; no row = none.
inline constexpr state::Table<kept::Mistakes> mistakes{state::TableId{8}};

/// `<order id>/<kind number>`; `<order id>/<kind number>~2` once a mistake has been taken back, and so on.
[[nodiscard]] inline std::string told_key(std::string_view order_id, v1::NotificationKind kind, std::uint32_t telling) {
  std::string key;
  key.reserve(order_id.size() + 5);
  key.append(order_id).append("/").append(std::to_string(static_cast<int>(kind)));
  if (telling > 1) key.append("~").append(std::to_string(telling));
  return key;
}

[[nodiscard]] inline std::string person_key(std::string_view citizen_id, std::string_view contact_id) {
  return std::string{citizen_id}.append("/").append(contact_id);
}
[[nodiscard]] inline std::string point_key(std::string_view citizen_id, std::string_view contact_id,
                                           std::uint32_t point) {
  return person_key(citizen_id, contact_id).append("/").append(std::to_string(point));
}

/// The citizen's contacts, parsed onto the arena for this caller alone; null when there are none.
[[nodiscard]] v1::ContactsPut* contacts_of(const state::TableReader& state, std::string_view citizen_id,
                                           google::protobuf::Arena& arena);
/// The contact of that id among them; null when there is none, or `people` is null.
[[nodiscard]] v1::Contact* contact_in(v1::ContactsPut* people, std::string_view contact_id);

}  // namespace matbud::notification
