#include "matbud/notification/mailbox.h"

#include "matbud/log/topics.h"
#include "matbud/notification/v1/events.pb.h"
#include "matbud/notification/words.h"

namespace matbud::notification {
namespace {

using post::MailboxEntry;
using projection::Seen;
using state::TableWriter;
using v1::NotificationEvent;

// Numbers live in stored state: add, never reuse. 199 is api::answers.
constexpr state::Table<MailboxEntry> entries{state::TableId{1}};            ///< notification id
constexpr state::TableId areas{2};                                          ///< order id -> area
constexpr state::Table<post::MailboxContacts> contacts{state::TableId{3}};  ///< citizen id

void change(TableWriter& state, const std::string& notification_id, const Seen& seen,
            const std::function<void(MailboxEntry&)>& edit) {
  auto entry = entries.find(state, notification_id);
  if (!entry) return;
  edit(*entry);
  entry->set_changed_at_ms(to_ms(seen.record.time));
  entries.put(state, notification_id, *entry);
}

void request(TableWriter& state, const v1::Notification& notification, const Seen& seen) {
  MailboxEntry entry;
  *entry.mutable_notification() = notification;
  entry.set_state(notification.wait_until_ms() != 0 ? post::MESSAGE_STATE_WAITING : post::MESSAGE_STATE_REQUESTED);
  entry.set_changed_at_ms(to_ms(seen.record.time));
  entries.put(state, notification.notification_id(), entry);
  state.put(areas, notification.order_id(), seen.record.key);
}

/// Further news in the same message comes as far as the message does.
template <class News>
void change_with(TableWriter& state, const std::string& notification_id, const News& more, const Seen& seen,
                 const std::function<void(MailboxEntry&)>& edit) {
  change(state, notification_id, seen, edit);
  for (const auto& one : more) change(state, one.notification_id(), seen, edit);
}

/// A message goes out, by this point of its contact.
void go_out(TableWriter& state, const v1::Notification& message, const Seen& seen) {
  request(state, message, seen);
  for (const auto& one : message.more()) {
    change(state, one.notification_id(), seen,
           [](MailboxEntry& entry) { entry.set_state(post::MESSAGE_STATE_REQUESTED); });
  }
}

void suppress(TableWriter& state, const v1::Suppression& suppression, const Seen& seen) {
  v1::Notification notification;
  // The id that the message would have had, or has while it waits.
  const auto& id = suppression.notification_id();
  notification.set_notification_id(
      id.empty() ? notification_id_of(suppression.order_id(), suppression.kind(), suppression.contact_id()) : id);
  notification.set_order_id(suppression.order_id());
  notification.set_kind(suppression.kind());
  notification.mutable_contact()->set_contact_id(suppression.contact_id());
  auto entry = entries.find(state, notification.notification_id()).value_or(MailboxEntry{});
  if (!entry.has_notification()) *entry.mutable_notification() = notification;
  entry.set_state(post::MESSAGE_STATE_SUPPRESSED);
  entry.set_detail(suppression.reason());
  entry.set_changed_at_ms(to_ms(seen.record.time));
  entries.put(state, notification.notification_id(), entry);
  state.put(areas, suppression.order_id(), seen.record.key);
}

void fail(TableWriter& state, const v1::NotificationFailed& failed, const Seen& seen) {
  change_with(state, failed.notification_id(), failed.more(), seen, [&](MailboxEntry& entry) {
    entry.set_state(failed.retry_at_ms() != 0 ? post::MESSAGE_STATE_TRIED_AGAIN : post::MESSAGE_STATE_FAILED);
    entry.set_detail(failed.detail());
    entry.set_attempts(failed.attempts());
    entry.set_retry_at_ms(failed.retry_at_ms());
  });
  if (failed.has_next()) go_out(state, failed.next(), seen);
  for (const auto& one : failed.told().notifications()) request(state, one, seen);
  for (const auto& one : failed.told().suppressed()) suppress(state, one, seen);
}

void fold_event(TableWriter& state, const NotificationEvent& event, const Seen& seen) {
  switch (event.event_case()) {
    case NotificationEvent::kNotificationsRequested:
      for (const auto& one : event.notifications_requested().notifications()) request(state, one, seen);
      for (const auto& one : event.notifications_requested().suppressed()) suppress(state, one, seen);
      return;
    case NotificationEvent::kNotificationsSuppressed:
      for (const auto& one : event.notifications_suppressed().suppressed()) suppress(state, one, seen);
      return;
    case NotificationEvent::kNotificationSent:
      return change_with(state, event.notification_sent().notification_id(), event.notification_sent().more(), seen,
                         [&](MailboxEntry& entry) {
                           entry.set_state(post::MESSAGE_STATE_SENT);
                           entry.set_detail(event.notification_sent().detail());
                           entry.set_attempts(event.notification_sent().attempts());
                           entry.clear_retry_at_ms();
                         });
    case NotificationEvent::kNotificationFailed: return fail(state, event.notification_failed(), seen);
    case NotificationEvent::kNotificationsReleased: {
      const auto& released = event.notifications_released();
      if (released.has_message()) go_out(state, released.message(), seen);
      for (const auto& one : released.suppressed()) suppress(state, one, seen);
      return;
    }
    case NotificationEvent::kNotificationRetried:
      return change(state, event.notification_retried().notification_id(), seen, [](MailboxEntry& entry) {
        entry.set_state(post::MESSAGE_STATE_REQUESTED);
        entry.clear_retry_at_ms();
      });
    case NotificationEvent::kContactsPut: {
      post::MailboxContacts row;
      row.set_area_id(std::string{seen.record.key});
      *row.mutable_contacts() = event.contacts_put().contacts();
      return contacts.put(state, event.contacts_put().citizen_id(), row);
    }
    default: return;
  }
}

class Mailbox final : public projection::ReadModel {
 public:
  [[nodiscard]] std::string name() const override { return "mailbox"; }
  [[nodiscard]] std::uint32_t version() const override { return 1; }
  [[nodiscard]] std::vector<std::string> topics() const override { return {std::string{log::notification_events}}; }

  void fold(TableWriter& state, const Seen& seen) const override {
    google::protobuf::Arena arena;
    auto* const event = google::protobuf::Arena::CreateMessage<NotificationEvent>(&arena);
    const auto value = seen.record.value;
    // What does not decode is left out: notification would never have written it.
    if (event->ParseFromArray(value.data(), static_cast<int>(value.size()))) fold_event(state, *event, seen);
  }
};

}  // namespace

std::shared_ptr<const projection::ReadModel> mailbox() { return std::make_shared<Mailbox>(); }

std::vector<post::MailboxEntry> messages_about(const state::TableReader& tables, std::string_view order_id) {
  std::vector<MailboxEntry> found;
  entries.scan(tables, std::string{order_id} + "/", "", [&](std::string_view, const MailboxEntry& entry) {
    found.push_back(entry);
    return true;
  });
  return found;
}

std::optional<std::string> area_of_messages(const state::TableReader& tables, std::string_view order_id) {
  const auto area = tables.find(areas, order_id);
  if (!area) return std::nullopt;
  return std::string{*area};
}

std::optional<post::MailboxContacts> contacts_of(const state::TableReader& tables, std::string_view citizen_id) {
  return contacts.find(tables, citizen_id);
}

}  // namespace matbud::notification
