#include <algorithm>

#include "refusals.h"
#include "tellers.h"

namespace matbud::audit {
namespace {

using namespace notification::v1;

std::size_t size_of(const auto& repeated) { return static_cast<std::size_t>(repeated.size()); }

std::string_view news(NotificationKind kind) {
  switch (kind) {
    case NOTIFICATION_KIND_ORDER_PLACED: return "that the order stands";
    case NOTIFICATION_KIND_DRIVER_ASSIGNED: return "that a driver has it";
    case NOTIFICATION_KIND_DELIVERED: return "that it was delivered";
    case NOTIFICATION_KIND_NOT_DELIVERED: return "that it could not be delivered";
    case NOTIFICATION_KIND_REFUSED_BY_GROCER: return "that the grocer will not deliver it";
    case NOTIFICATION_KIND_STANDING_ORDER_MISSED: return "that a standing order brings nothing this time";
    case NOTIFICATION_KIND_BUDGET_EXCEEDED: return "that the month comes to more than was agreed";
    case NOTIFICATION_KIND_NOBODY_ANSWERED: return "to call, since nobody has answered for it";
    case NOTIFICATION_KIND_GOODS_CHANGED: return "that some goods are changed or missing";
    case NOTIFICATION_KIND_CONTACT_UNREACHABLE: return "that an address of somebody who is told leads nowhere";
    case NOTIFICATION_KIND_PARTLY_DELIVERED: return "that it was delivered without some of its goods";
    case NOTIFICATION_KIND_GROCER_LATE: return "that the grocer is late with it";
    case NOTIFICATION_KIND_DELIVERY_LATE: return "that it has not come in its window";
    case NOTIFICATION_KIND_TOLD_BY_MISTAKE: return "that the last word about the delivery was a mistake";
    case NOTIFICATION_KIND_GOODS_TO_TAKE_OUT: return "that something has to be taken out of the boxes";
    case NOTIFICATION_KIND_ORDER_CANCELLED: return "that the order is cancelled";
    case NOTIFICATION_KIND_ORDER_WITHHELD: return "that the order went to no grocer";
    default: return "something that this version does not know";
  }
}

std::string_view means(Channel channel) {
  switch (channel) {
    case CHANNEL_EMAIL: return "by e-mail";
    case CHANNEL_SMS: return "by text message";
    case CHANNEL_LETTER: return "by letter";
    default: return "somehow";
  }
}

/// The channel of the point that the message goes to; other_points[point - 1] after the first.
std::string_view means(const Notification& one) {
  const auto point = static_cast<int>(one.point());
  if (point == 0 || point > one.contact().other_points_size()) return means(one.contact().channel());
  return means(one.contact().other_points(point - 1).channel());
}

std::string_view why_it_waits(WaitReason reason) {
  switch (reason) {
    case WAIT_REASON_QUIET_HOURS: return "after their quiet hours";
    case WAIT_REASON_DIGEST: return "with what else comes soon after their last message";
    case WAIT_REASON_PRINT_RUN: return "with the next letters that are printed";
    default: return "later";
  }
}

std::string person(const Contact& contact) {
  const auto who = contact.relation() == "citizen"     ? std::string{"the citizen"}
                   : contact.relation() == "home_care" ? std::string{"home care"}
                                                       : std::string{"the next of kin"};
  return who + " (contact " + contact.contact_id() + ")";
}

std::string untold(const Suppression& one) {
  const auto who = one.contact_id().empty() ? std::string{"nobody"} : "contact " + one.contact_id();
  return who + (one.contact_id().empty() ? " is told " : " is not told ") + std::string{news(one.kind())} + ": " +
         std::string{words_for_silence(one.reason())};
}

/// What concerns the order whose story is told, one part after the other.
class Joined {
 public:
  explicit Joined(const Scene& scene) : scene_{scene} {}
  void add(const std::string& order_id, const std::string& part) {
    if (!is_told(scene_, order_id)) return;
    if (!line_.empty()) line_ += "; ";
    line_ += part;
  }
  [[nodiscard]] const std::string& line() const { return line_; }

 private:
  const Scene& scene_;
  std::string line_;
};

std::string tell_requested(const NotificationsRequested& requested, const Scene& scene) {
  Joined joined{scene};
  for (const auto& one : requested.notifications()) {
    const auto when = one.wait_until_ms() == 0 ? std::string{}
                                               : ", " + std::string{why_it_waits(one.wait_reason())} + ", at " +
                                                     moment(scene, one.wait_until_ms());
    const auto whom = person(one.contact()) + " shall be told " + std::string{means(one)} + " ";
    joined.add(one.order_id(), whom + std::string{news(one.kind())} + when);
    for (const auto& more : one.more())
      joined.add(more.order_id(), whom + std::string{news(more.kind())} + ", in one message with other news");
  }
  for (const auto& one : requested.suppressed()) joined.add(one.order_id(), untold(one));
  if (!joined.line().empty()) return joined.line();
  return count(size_of(requested.notifications()), "notification") + " shall be sent, " +
         std::to_string(requested.suppressed_size()) + " not";
}

std::string tell_suppressed(const NotificationsSuppressed& suppressed, const Scene& scene) {
  Joined joined{scene};
  for (const auto& one : suppressed.suppressed()) joined.add(one.order_id(), untold(one));
  if (!joined.line().empty()) return joined.line();
  return count(size_of(suppressed.suppressed()), "notification") + " shall not be sent";
}

std::string tell_released(const NotificationsReleased& released, const Scene& scene) {
  const auto who = "contact " + released.contact_id();
  if (released.wait_until_ms() != 0)
    return "what waits for " + who + " waits on until " + moment(scene, released.wait_until_ms());
  Joined joined{scene};
  const auto& message = released.message();
  const auto told = who + " is told now, " + std::string{means(message)} + ", ";
  if (released.has_message()) joined.add(message.order_id(), told + std::string{news(message.kind())});
  for (const auto& more : message.more()) joined.add(more.order_id(), told + std::string{news(more.kind())});
  for (const auto& one : released.suppressed()) joined.add(one.order_id(), untold(one));
  if (!joined.line().empty()) return joined.line();
  return count(size_of(message.more()) + (released.has_message() ? 1 : 0), "piece") + " of news that waited for " +
         who + " goes out";
}

/// What is told anew after a mistake has the number of the telling behind its word.
std::string_view news_by_word(std::string_view word) {
  word = word.substr(0, word.find('~'));
  if (word == "order_placed") return news(NOTIFICATION_KIND_ORDER_PLACED);
  if (word == "driver_assigned") return news(NOTIFICATION_KIND_DRIVER_ASSIGNED);
  if (word == "delivered") return news(NOTIFICATION_KIND_DELIVERED);
  if (word == "not_delivered") return news(NOTIFICATION_KIND_NOT_DELIVERED);
  if (word == "refused_by_grocer") return news(NOTIFICATION_KIND_REFUSED_BY_GROCER);
  if (word == "standing_order_missed") return news(NOTIFICATION_KIND_STANDING_ORDER_MISSED);
  if (word == "budget_exceeded") return news(NOTIFICATION_KIND_BUDGET_EXCEEDED);
  if (word == "nobody_answered") return news(NOTIFICATION_KIND_NOBODY_ANSWERED);
  if (word == "goods_changed") return news(NOTIFICATION_KIND_GOODS_CHANGED);
  if (word == "partly_delivered") return news(NOTIFICATION_KIND_PARTLY_DELIVERED);
  if (word == "grocer_late") return news(NOTIFICATION_KIND_GROCER_LATE);
  if (word == "delivery_late") return news(NOTIFICATION_KIND_DELIVERY_LATE);
  if (word == "told_by_mistake") return news(NOTIFICATION_KIND_TOLD_BY_MISTAKE);
  if (word == "goods_to_take_out") return news(NOTIFICATION_KIND_GOODS_TO_TAKE_OUT);
  if (word == "order_cancelled") return news(NOTIFICATION_KIND_ORDER_CANCELLED);
  if (word == "order_withheld") return news(NOTIFICATION_KIND_ORDER_WITHHELD);
  if (word == "contact_unreachable") return news(NOTIFICATION_KIND_CONTACT_UNREACHABLE);
  return news(NOTIFICATION_KIND_UNSPECIFIED);
}

/// `the message to contact daughter that it was delivered`, from `<order>/<kind>/<contact>`; an order id has no slash.
/// An effect's id has the number of the attempt behind it.
std::string message(std::string_view notification_id) {
  notification_id = notification_id.substr(0, notification_id.find('#'));
  const auto first = notification_id.find('/');
  const auto second = notification_id.find('/', first == notification_id.npos ? first : first + 1);
  if (second == notification_id.npos) return "the message " + std::string{notification_id};
  return "the message to contact " + std::string{notification_id.substr(second + 1)} + " " +
         std::string{news_by_word(notification_id.substr(first + 1, second - first - 1))};
}

std::string attempt(std::uint32_t number) {
  return number > 1 ? " at attempt " + std::to_string(number) : std::string{};
}

std::string tell_failed(const NotificationFailed& failed, const Scene& scene) {
  const auto why = failed.detail().empty() ? std::string{} : " (" + failed.detail() + ")";
  if (failed.outcome() == OUTCOME_UNKNOWN && failed.retry_at_ms() != 0)
    return "nobody knows whether " + message(failed.notification_id()) + " was sent" + why +
           "; as an alert it is sent again at " + moment(scene, failed.retry_at_ms());
  if (failed.outcome() == OUTCOME_UNKNOWN)
    return "nobody knows whether " + message(failed.notification_id()) + " was sent" + why +
           "; it is not tried again, so that it cannot come twice";
  auto line = message(failed.notification_id()) + " could not be sent" + attempt(failed.attempts()) + why;
  if (failed.outcome() == OUTCOME_POINT_DEAD) line += "; that address leads nowhere and is not used again";
  if (failed.has_next()) line += "; it goes to their next address, " + std::string{means(failed.next())};
  if (failed.retry_at_ms() != 0) {
    line += "; it is tried again at " + moment(scene, failed.retry_at_ms());
  } else if (!failed.has_next()) {
    line += "; it is not tried again";
  }
  if (failed.has_told()) line += "; " + tell_requested(failed.told(), scene);
  return line;
}

std::string_view reported(Outcome outcome) {
  switch (outcome) {
    case OUTCOME_SENT: return "has been sent";
    case OUTCOME_FAILED: return "cannot be sent";
    case OUTCOME_TRY_LATER: return "cannot be sent just now";
    case OUTCOME_POINT_DEAD: return "cannot be sent, since the address leads nowhere";
    default: return "may or may not have been sent";
  }
}

}  // namespace

std::string tell(const NotificationCommand& command, const Scene& scene) {
  switch (command.command_case()) {
    case NotificationCommand::kPutContacts:
      return "asked to put " + count(size_of(command.put_contacts().contacts()), "contact") + " of citizen " +
             command.put_contacts().citizen_id();
    case NotificationCommand::kReportOutcome:
      return "the sender reports: " + message(command.report_outcome().notification_id()) + " " +
             std::string{reported(command.report_outcome().outcome())};
    case NotificationCommand::kPutSettings:
      return "asked for quiet hours and digests of area " + command.put_settings().area_id();
    case NotificationCommand::kRuntime:
      if (!command.runtime().has_start_effect()) return tell(command.runtime(), scene);
      return message(command.runtime().start_effect().effect_id()) + " is about to be sent";
    case NotificationCommand::COMMAND_NOT_SET: break;
  }
  return std::string{unknown_words};
}

std::string tell(const NotificationEvent& event, const Scene& scene) {
  switch (event.event_case()) {
    case NotificationEvent::kNotificationsRequested: return tell_requested(event.notifications_requested(), scene);
    case NotificationEvent::kNotificationsSuppressed: return tell_suppressed(event.notifications_suppressed(), scene);
    case NotificationEvent::kNotificationSent:
      return message(event.notification_sent().notification_id()) + " has been sent" +
             attempt(event.notification_sent().attempts());
    case NotificationEvent::kNotificationFailed: return tell_failed(event.notification_failed(), scene);
    case NotificationEvent::kNotificationsReleased: return tell_released(event.notifications_released(), scene);
    case NotificationEvent::kSettingsPut:
      return "area " + event.settings_put().settings().area_id() + " has quiet hours and digests as asked for";
    case NotificationEvent::kSettingsRefused:
      return "the settings were refused: " + std::string{words_for(event.settings_refused().reason())} + ", field " +
             event.settings_refused().field();
    case NotificationEvent::kNotificationRetried:
      return message(event.notification_retried().notification_id()) + " is tried again, attempt " +
             std::to_string(event.notification_retried().attempt());
    case NotificationEvent::kContactsPut:
      return "citizen " + event.contacts_put().citizen_id() + " has " +
             count(size_of(event.contacts_put().contacts()), "contact");
    case NotificationEvent::kContactsRefused:
      return "the contacts were refused: " + std::string{words_for(event.contacts_refused().reason())} + ", field " +
             event.contacts_refused().field();
    case NotificationEvent::kRuntime:
      if (!event.runtime().has_effect_started()) return tell(event.runtime(), scene);
      return message(event.runtime().effect_started().effect_id()) + " is being sent; from now on it may have arrived";
    case NotificationEvent::EVENT_NOT_SET: break;
  }
  return std::string{unknown_words};
}

}  // namespace matbud::audit
