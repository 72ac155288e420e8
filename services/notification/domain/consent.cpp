#include "consent.h"

#include <algorithm>

namespace matbud::notification {
namespace {

v1::ConsentPurpose purpose_of(v1::NotificationKind kind) {
  return kind == v1::NOTIFICATION_KIND_BUDGET_EXCEEDED ? v1::CONSENT_PURPOSE_SPENDING : v1::CONSENT_PURPOSE_DELIVERIES;
}

/// Whether who asked for this may be waiting for the order.
bool waits_for_it(v1::NotificationKind asked) {
  return asked == v1::NOTIFICATION_KIND_ORDER_PLACED || asked == v1::NOTIFICATION_KIND_DRIVER_ASSIGNED;
}

/// Whether who asked for the one kind wants to know of the other as well: that not all goods have come, that one of
/// those that have changed must be taken out, or that what was to come does not. Who was told by mistake is told so.
bool covers(v1::NotificationKind asked, v1::NotificationKind kind) {
  switch (kind) {
    case v1::NOTIFICATION_KIND_PARTLY_DELIVERED: return asked == v1::NOTIFICATION_KIND_DELIVERED;
    case v1::NOTIFICATION_KIND_GOODS_TO_TAKE_OUT: return asked == v1::NOTIFICATION_KIND_GOODS_CHANGED;
    case v1::NOTIFICATION_KIND_ORDER_CANCELLED: return waits_for_it(asked);
    case v1::NOTIFICATION_KIND_ORDER_WITHHELD:
      return waits_for_it(asked) || asked == v1::NOTIFICATION_KIND_REFUSED_BY_GROCER;
    case v1::NOTIFICATION_KIND_TOLD_BY_MISTAKE: return is_said_at_the_door(asked);
    default: return false;
  }
}

bool asked_for(const v1::Contact& contact, v1::NotificationKind kind) {
  const auto& kinds = contact.kinds();
  return std::any_of(kinds.begin(), kinds.end(),
                     [&](int one) { return one == kind || covers(static_cast<v1::NotificationKind>(one), kind); });
}

}  // namespace

bool is_alert(v1::NotificationKind kind) {
  switch (kind) {
    case v1::NOTIFICATION_KIND_NOT_DELIVERED:
    case v1::NOTIFICATION_KIND_NOBODY_ANSWERED:
    case v1::NOTIFICATION_KIND_TOLD_BY_MISTAKE:  // who was disturbed by the mistake a moment ago may be disturbed again
    case v1::NOTIFICATION_KIND_GOODS_TO_TAKE_OUT: return true;
    default: return false;
  }
}

bool is_said_at_the_door(v1::NotificationKind kind) {
  switch (kind) {
    case v1::NOTIFICATION_KIND_DELIVERED:
    case v1::NOTIFICATION_KIND_PARTLY_DELIVERED:
    case v1::NOTIFICATION_KIND_NOT_DELIVERED:
    case v1::NOTIFICATION_KIND_NOBODY_ANSWERED: return true;
    default: return false;
  }
}

bool is_worth_a_letter(v1::NotificationKind kind) {
  switch (kind) {
    case v1::NOTIFICATION_KIND_REFUSED_BY_GROCER:
    case v1::NOTIFICATION_KIND_ORDER_WITHHELD:
    case v1::NOTIFICATION_KIND_STANDING_ORDER_MISSED:
    case v1::NOTIFICATION_KIND_BUDGET_EXCEEDED:
    case v1::NOTIFICATION_KIND_CONTACT_UNREACHABLE: return true;
    default: return false;
  }
}

Consent consent_to(const v1::Contact& contact, v1::NotificationKind kind, Timestamp at) {
  if (!asked_for(contact, kind)) return Consent::never_given;
  const auto& purposes = contact.purposes();
  if (!purposes.empty() && std::find(purposes.begin(), purposes.end(), purpose_of(kind)) == purposes.end())
    return Consent::outside_purpose;
  const auto ends_at_ms = contact.consent_ends_at_ms();
  return ends_at_ms != 0 && to_ms(at) > ends_at_ms ? Consent::ended : Consent::given;
}

std::string_view reason_of(Consent consent) {
  switch (consent) {
    case Consent::given: return {};
    case Consent::never_given: return "no_consent";
    case Consent::ended: return "consent_ended";
    case Consent::outside_purpose: return "outside_purpose";
  }
  return {};
}

}  // namespace matbud::notification
