#include "waiting.h"

#include <algorithm>

#include "consent.h"
#include "matbud/notification/words.h"
#include "matbud/processor/machinery.h"
#include "mistakes.h"
#include "points.h"
#include "settings.h"
#include "tables.h"
#include "telling.h"

namespace matbud::notification {
namespace {

using google::protobuf::Arena;

constexpr std::string_view release_timer = "release/";
/// More than anybody reads; it bounds the person's row.
constexpr int waiting_max = 40;

std::string timer_of(std::string_view person) { return std::string{release_timer}.append(person); }

std::string person_of(const v1::Notification& notification) {
  return person_key(notification.citizen_id(), notification.contact().contact_id());
}

/// Whether news of the same order that was told since makes this pointless to read.
bool is_overtaken(const state::TableReader& state, const v1::Notification& waiting, Timestamp at) {
  const auto is_past = [&](std::int64_t moment_ms) { return moment_ms != 0 && moment_ms < to_ms(at); };
  switch (waiting.kind()) {
    case v1::NOTIFICATION_KIND_ORDER_PLACED:
      if (is_past(waiting.window_closes_at_ms())) return true;
      break;
    case v1::NOTIFICATION_KIND_DRIVER_ASSIGNED:
      if (is_past(waiting.eta_ms())) return true;
      break;
    case v1::NOTIFICATION_KIND_GROCER_LATE:
    case v1::NOTIFICATION_KIND_DELIVERY_LATE: break;
    default: return false;
  }
  return std::any_of(std::begin(ends_of_an_order), std::end(ends_of_an_order),
                     [&](v1::NotificationKind end) { return was_told(state, waiting.order_id(), end); });
}

/// Why this is not told now that its moment has come; empty when it is.
std::string_view silence(const state::TableReader& state, const v1::Notification& waiting, const v1::Contact* contact,
                         std::optional<std::uint32_t> point, Timestamp at) {
  if (contact == nullptr) return reason_of(Consent::never_given);
  if (const auto consent = consent_to(*contact, waiting.kind(), at); consent != Consent::given)
    return reason_of(consent);
  if (is_overtaken(state, waiting, at) || is_no_longer_true(state, waiting)) return "overtaken";
  if (!point) return "no_live_point";
  if (channel_of(*contact, *point) == v1::CHANNEL_LETTER && !is_worth_a_letter(waiting.kind())) return "too_slow";
  return {};
}

}  // namespace

Turn turn_of(const state::TableReader& state, const v1::PutSettings& settings, const v1::Notification& notification,
             Timestamp at) {
  if (is_alert(notification.kind())) return {};
  const auto& contact = notification.contact();
  const bool digests = settings.digest_minutes() > 0;
  if (!digests && !settings.has_quiet() && !contact.has_quiet()) return {};

  const auto outbox = outboxes.find(state, person_of(notification)).value_or(kept::Outbox{});
  if (outbox.due_at_ms() != 0)  // it joins what waits already
    return {outbox.due_at_ms(), outbox.waiting(0).wait_reason(), outbox.waiting_size() >= waiting_max};
  if (digests && channel_of(contact, notification.point()) == v1::CHANNEL_LETTER)
    return {to_ms(next_print_run(settings, at)), v1::WAIT_REASON_PRINT_RUN};
  auto earliest = at;
  auto reason = v1::WAIT_REASON_UNSPECIFIED;
  if (digests && outbox.last_message_at_ms() != 0) {
    const auto next = from_ms(outbox.last_message_at_ms()) + std::chrono::minutes{settings.digest_minutes()};
    if (next > at) {
      earliest = next;
      reason = v1::WAIT_REASON_DIGEST;
    }
  }
  if (const auto awake = after_quiet_hours(settings, contact, earliest); awake > earliest)
    return {to_ms(awake), v1::WAIT_REASON_QUIET_HOURS};
  if (earliest > at) return {to_ms(earliest), reason};
  return {};
}

void wait(state::TableWriter& state, const v1::Notification& notification, std::string_view key) {
  const auto person = person_of(notification);
  auto outbox = outboxes.find(state, person).value_or(kept::Outbox{});
  if (outbox.due_at_ms() == 0) {
    outbox.set_due_at_ms(notification.wait_until_ms());
    processor::set_timer(state, timer_of(person), from_ms(notification.wait_until_ms()), key,
                         "order/" + notification.order_id());
  }
  *outbox.add_waiting() = notification;
  outboxes.put(state, person, outbox);
}

void note_message(state::TableWriter& state, const v1::Notification& notification, std::string_view key, Timestamp at) {
  if (is_alert(notification.kind()) || settings_of(state, key).digest_minutes() == 0) return;
  const auto person = person_of(notification);
  auto outbox = outboxes.find(state, person).value_or(kept::Outbox{});
  outbox.set_last_message_at_ms(to_ms(at));
  outboxes.put(state, person, outbox);
}

bool is_release_timer(std::string_view timer_id) { return timer_id.starts_with(release_timer); }

std::optional<processor::Decision> decide_release(const state::TableReader& state, const runtime::v1::TimerDue& due,
                                                  std::string_view area_id, Timestamp at, Arena& arena) {
  if (!processor::is_due(state, due)) return std::nullopt;
  const auto outbox = outboxes.find(state, std::string_view{due.timer_id()}.substr(release_timer.size()));
  if (!outbox || outbox->waiting().empty()) return std::nullopt;
  const auto& first = outbox->waiting(0);
  auto* people = contacts_of(state, first.citizen_id(), arena);
  const auto* contact = contact_in(people, first.contact().contact_id());

  auto* event = Arena::CreateMessage<v1::NotificationEvent>(&arena);
  auto& released = *event->mutable_notifications_released();
  released.set_citizen_id(first.citizen_id());
  released.set_contact_id(first.contact().contact_id());
  processor::Decision decision{event, "order/" + first.order_id()};
  if (contact != nullptr) {
    const auto awake = after_quiet_hours(settings_of(state, area_id), *contact, at);
    if (awake > at) {
      released.set_wait_until_ms(to_ms(awake));
      return decision;
    }
  }
  const auto point = contact == nullptr ? std::nullopt : live_point(state, first.citizen_id(), *contact);
  for (const auto& waiting : outbox->waiting()) {
    if (const auto reason = silence(state, waiting, contact, point, at); !reason.empty()) {
      auto& suppression = *released.add_suppressed();
      suppression.set_order_id(waiting.order_id());
      suppression.set_kind(waiting.kind());
      suppression.set_contact_id(waiting.contact().contact_id());
      suppression.set_reason(reason.data(), reason.size());
      const auto& contact_id = waiting.contact().contact_id();
      if (waiting.notification_id() != notification_id_of(waiting.order_id(), waiting.kind(), contact_id))
        suppression.set_notification_id(waiting.notification_id());
    } else if (released.has_message()) {
      add_news(*released.mutable_message(), waiting);
    } else {
      auto& message = *released.mutable_message();
      message = waiting;
      message.clear_wait_until_ms();
      message.clear_wait_reason();
      *message.mutable_contact() = *contact;
      message.set_point(*point);
    }
  }
  return decision;
}

void fold(state::TableWriter& state, const v1::NotificationsReleased& event, const processor::EventInfo& info) {
  const auto person = person_key(event.citizen_id(), event.contact_id());
  auto outbox = outboxes.find(state, person).value_or(kept::Outbox{});
  processor::cancel_timer(state, timer_of(person));
  if (event.wait_until_ms() != 0) {
    outbox.set_due_at_ms(event.wait_until_ms());
    processor::set_timer(state, timer_of(person), from_ms(event.wait_until_ms()), info.key, info.subject);
    outboxes.put(state, person, outbox);
    return;
  }
  for (const auto& one : event.suppressed()) mark_unreached(state, one);
  if (outbox.last_message_at_ms() == 0) {
    outboxes.erase(state, person);
  } else {
    outbox.clear_waiting();
    outbox.clear_due_at_ms();
    outboxes.put(state, person, outbox);
  }
  if (!event.has_message()) return;
  request_attempt(state, event.message(), 1, info.key);
  note_message(state, event.message(), info.key, info.time);
}

}  // namespace matbud::notification
