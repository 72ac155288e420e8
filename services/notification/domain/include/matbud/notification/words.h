// Names that are part of ids, subjects and stored keys: add, never rename.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "matbud/notification/v1/events.pb.h"

namespace matbud::notification {

/// `driver_assigned`; empty for a kind this version does not know.
[[nodiscard]] std::string_view word_of(v1::NotificationKind kind);

/// The effect kind of a channel: `email`, `sms`, `letter`; empty for a channel this version does not know.
[[nodiscard]] std::string_view word_of(v1::Channel channel);

/// The channel and the address of one of a contact's points, 0 being the first.
[[nodiscard]] v1::Channel channel_of(const v1::Contact& contact, std::uint32_t point);
[[nodiscard]] const privacy::v1::Sealed& address_of(const v1::Contact& contact, std::uint32_t point);
/// The full name of the field that this address is sealed as.
[[nodiscard]] std::string_view address_field_of(std::uint32_t point);

/// `<order id>/<kind>/<contact id>`: there is never a second one. A later `telling` of what a driver had said by
/// mistake before has an id of its own, `<order id>/<kind>~2/<contact id>`.
[[nodiscard]] std::string notification_id_of(std::string_view order_id, v1::NotificationKind kind,
                                             std::string_view contact_id, std::uint32_t telling = 1);

/// The effect of one attempt, from 1. The first has the notification's own id; each later one an id of its own, so
/// that a late report of an earlier attempt cannot pass for the later one's.
[[nodiscard]] std::string effect_id_of(std::string_view notification_id, std::uint32_t attempt);

}  // namespace matbud::notification
