#include "matbud/notification/words.h"

namespace matbud::notification {

std::string_view word_of(v1::NotificationKind kind) {
  switch (kind) {
    case v1::NOTIFICATION_KIND_ORDER_PLACED: return "order_placed";
    case v1::NOTIFICATION_KIND_DRIVER_ASSIGNED: return "driver_assigned";
    case v1::NOTIFICATION_KIND_DELIVERED: return "delivered";
    case v1::NOTIFICATION_KIND_NOT_DELIVERED: return "not_delivered";
    case v1::NOTIFICATION_KIND_REFUSED_BY_GROCER: return "refused_by_grocer";
    case v1::NOTIFICATION_KIND_STANDING_ORDER_MISSED: return "standing_order_missed";
    case v1::NOTIFICATION_KIND_BUDGET_EXCEEDED: return "budget_exceeded";
    case v1::NOTIFICATION_KIND_GOODS_CHANGED: return "goods_changed";
    case v1::NOTIFICATION_KIND_NOBODY_ANSWERED: return "nobody_answered";
    case v1::NOTIFICATION_KIND_CONTACT_UNREACHABLE: return "contact_unreachable";
    case v1::NOTIFICATION_KIND_PARTLY_DELIVERED: return "partly_delivered";
    case v1::NOTIFICATION_KIND_GROCER_LATE: return "grocer_late";
    case v1::NOTIFICATION_KIND_DELIVERY_LATE: return "delivery_late";
    case v1::NOTIFICATION_KIND_TOLD_BY_MISTAKE: return "told_by_mistake";
    case v1::NOTIFICATION_KIND_GOODS_TO_TAKE_OUT: return "goods_to_take_out";
    case v1::NOTIFICATION_KIND_ORDER_CANCELLED: return "order_cancelled";
    case v1::NOTIFICATION_KIND_ORDER_WITHHELD: return "order_withheld";
    default: return {};
  }
}

std::string_view word_of(v1::Channel channel) {
  switch (channel) {
    case v1::CHANNEL_EMAIL: return "email";
    case v1::CHANNEL_SMS: return "sms";
    case v1::CHANNEL_LETTER: return "letter";
    default: return {};
  }
}

v1::Channel channel_of(const v1::Contact& contact, std::uint32_t point) {
  return point == 0 ? contact.channel() : contact.other_points(static_cast<int>(point) - 1).channel();
}

const privacy::v1::Sealed& address_of(const v1::Contact& contact, std::uint32_t point) {
  return point == 0 ? contact.address() : contact.other_points(static_cast<int>(point) - 1).address();
}

std::string_view address_field_of(std::uint32_t point) {
  return point == 0 ? "matbud.notification.v1.Contact.address" : "matbud.notification.v1.ContactPoint.address";
}

std::string notification_id_of(std::string_view order_id, v1::NotificationKind kind, std::string_view contact_id,
                               std::uint32_t telling) {
  const auto word = word_of(kind);
  std::string id;
  id.reserve(order_id.size() + word.size() + contact_id.size() + 4);
  id.append(order_id).append("/").append(word);
  if (telling > 1) id.append("~").append(std::to_string(telling));
  return id.append("/").append(contact_id);
}

std::string effect_id_of(std::string_view notification_id, std::uint32_t attempt) {
  std::string id{notification_id};
  if (attempt > 1) id.append("#").append(std::to_string(attempt));
  return id;
}

}  // namespace matbud::notification
