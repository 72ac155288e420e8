// What kinds of news are, and whether somebody may be told one.
#pragma once

#include <string_view>

#include "matbud/base/time.h"
#include "matbud/notification/v1/commands.pb.h"

namespace matbud::notification {

/// Somebody has to act on it now: it passes quiet hours, waits for no digest, and is rather told twice than never.
[[nodiscard]] bool is_alert(v1::NotificationKind kind);

/// Whether a driver says it at the door, or it follows from what they say: it may be a mistake, and be taken back.
[[nodiscard]] bool is_said_at_the_door(v1::NotificationKind kind);

/// Whether it is still worth reading when the postman brings it, days later.
[[nodiscard]] bool is_worth_a_letter(v1::NotificationKind kind);

/// Whether a contact may be told. Consent to DELIVERED covers PARTLY_DELIVERED; to GOODS_CHANGED, GOODS_TO_TAKE_OUT; to
/// ORDER_PLACED or DRIVER_ASSIGNED, ORDER_CANCELLED and ORDER_WITHHELD; to REFUSED_BY_GROCER, ORDER_WITHHELD; to what
/// is said at the door, TOLD_BY_MISTAKE.
enum class Consent { given, never_given, ended, outside_purpose };
[[nodiscard]] Consent consent_to(const v1::Contact& contact, v1::NotificationKind kind, Timestamp at);
/// `no_consent`, `consent_ended`, `outside_purpose` as Suppression.reason has them; empty for a consent that is given.
[[nodiscard]] std::string_view reason_of(Consent consent);

}  // namespace matbud::notification
