#include "outcomes.h"

#include <algorithm>
#include <array>
#include <chrono>

#include "consent.h"
#include "matbud/base/plant.h"
#include "matbud/log/record.h"
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
using processor::Decision;

/// After which attempt how long to wait; after the last one it is given up. News of a delivery are stale soon.
constexpr std::array<std::chrono::minutes, 3> back_off{std::chrono::minutes{1}, std::chrono::minutes{5},
                                                       std::chrono::minutes{15}};

constexpr std::string_view retry_timer = "retry/";

std::string timer_of(std::string_view notification_id) { return std::string{retry_timer}.append(notification_id); }

/// Whether an attempt that ended like this is followed by another at the same point. What nobody knows is told again
/// only when it is an alert by SMS: a second "nobody opened" is better than none, and a second mail or "delivered" is
/// not (at most once).
bool is_tried_again(const v1::Notification& notification, v1::Outcome outcome) {
  if (outcome == v1::OUTCOME_TRY_LATER) return true;
  if (outcome != v1::OUTCOME_UNKNOWN) return false;
  if (planted("notification-retries-unknown")) return true;
  return is_alert(notification.kind()) && channel_of(notification.contact(), notification.point()) == v1::CHANNEL_SMS;
}

/// Up to a quarter longer, by the attempt's own id: a gateway that comes back is not met by everybody at once, and a
/// replay decides the same.
std::chrono::milliseconds with_jitter(std::chrono::milliseconds wait, std::string_view effect_id) {
  const auto share = static_cast<unsigned char>(log::hash_of(effect_id)[0]);
  return wait + wait * share / 1024;
}

/// When the message is tried again at the same point; 0 = never. A courtesy keeps out of the quiet hours.
std::int64_t retry_at_ms(const state::TableReader& state, const v1::Notification& notification, v1::Outcome outcome,
                         std::uint32_t attempts, std::string_view area_id, Timestamp at) {
  const auto at_this_point = attempts - notification.attempts_before();
  if (!is_tried_again(notification, outcome) || at_this_point > back_off.size()) return 0;
  const auto wait = with_jitter(back_off[at_this_point - 1], effect_id_of(notification.notification_id(), attempts));
  if (is_alert(notification.kind())) return to_ms(at + wait);
  return to_ms(after_quiet_hours(settings_of(state, area_id), notification.contact(), at + wait));
}

v1::Notification notification_in(const runtime::v1::PendingEffect& effect) {
  v1::Notification notification;
  if (!notification.ParseFromString(effect.request()))
    throw state::StoreFailure{"pending notification does not decode"};
  return notification;
}

/// Whether the contact may still be told all that is in the message: a consent withdrawn meanwhile counts. A message
/// is not cut: it is given up when a part of it may no longer be told.
Consent consent_now(const v1::Contact* contact, const v1::Notification& notification, Timestamp at) {
  if (contact == nullptr) return Consent::never_given;
  auto consent = consent_to(*contact, notification.kind(), at);
  for (const auto& more : notification.more()) {
    if (consent == Consent::given) consent = consent_to(*contact, more.kind(), at);
  }
  return consent;
}

/// The message as it goes to the contact's next live point; nothing when there is none, or it may not be told.
std::optional<v1::Notification> at_next_point(const state::TableReader& state, const v1::Notification& notification,
                                              std::uint32_t attempts, Timestamp at, Arena& arena) {
  const auto* contact =
      contact_in(contacts_of(state, notification.citizen_id(), arena), notification.contact().contact_id());
  if (consent_now(contact, notification, at) != Consent::given) return std::nullopt;
  if (is_no_longer_true(state, notification)) return std::nullopt;
  const auto point = live_point(state, notification.citizen_id(), *contact, notification.point() + 1);
  if (!point) return std::nullopt;
  if (channel_of(*contact, *point) == v1::CHANNEL_LETTER && !is_worth_a_letter(notification.kind()))
    return std::nullopt;
  auto next = notification;
  *next.mutable_contact() = *contact;
  next.set_point(*point);
  next.set_attempts_before(attempts);
  return next;
}

Decision failed(const v1::Notification& notification, v1::Outcome outcome, std::string_view detail,
                std::uint32_t attempts, std::int64_t retry_at_ms, Arena& arena) {
  auto* event = Arena::CreateMessage<v1::NotificationEvent>(&arena);
  auto& failure = *event->mutable_notification_failed();
  failure.set_notification_id(notification.notification_id());
  failure.set_order_id(notification.order_id());
  failure.set_outcome(outcome);
  failure.set_detail(detail.data(), detail.size());
  failure.set_attempts(attempts);
  failure.set_retry_at_ms(retry_at_ms);
  *failure.mutable_more() = notification.more();
  return {event, "order/" + notification.order_id()};
}

/// What follows an attempt that did not get out: later again, at the next point, or nothing; and for a dead point,
/// that home care is told, once.
Decision after_failure(const state::TableReader& state, const v1::Notification& notification,
                       const v1::ReportOutcome& report, std::uint32_t attempts, std::string_view area_id, Timestamp at,
                       Arena& arena) {
  const auto outcome = report.outcome();
  const auto again = retry_at_ms(state, notification, outcome, attempts, area_id, at);
  auto decision = failed(notification, outcome, report.detail(), attempts, again, arena);
  auto& failure = *static_cast<v1::NotificationEvent*>(decision.event)->mutable_notification_failed();
  if (again == 0 && outcome != v1::OUTCOME_UNKNOWN) {
    if (auto next = at_next_point(state, notification, attempts, at, arena)) {
      failure.mutable_next()->Swap(&*next);
      if (!is_alert(notification.kind())) {
        const auto awake = after_quiet_hours(settings_of(state, area_id), failure.next().contact(), at);
        if (awake > at) failure.set_retry_at_ms(to_ms(awake));
      }
    }
  }
  if (outcome == v1::OUTCOME_POINT_DEAD && !is_dead(state, notification)) {
    Announcement announcement{state, area_id, at, arena};
    announcement.add({notification.order_id(), notification.citizen_id(), v1::NOTIFICATION_KIND_CONTACT_UNREACHABLE},
                     notification.contact().contact_id());
    auto& told = announcement.gathered();
    if (!told.notifications().empty() || !told.suppressed().empty()) failure.mutable_told()->Swap(&told);
  }
  return decision;
}

void forget_retry(state::TableWriter& state, std::string_view notification_id) {
  if (!retries.contains(state, notification_id)) return;
  retries.erase(state, notification_id);
  processor::cancel_timer(state, timer_of(notification_id));
}

}  // namespace

std::optional<Decision> decide(const state::TableReader& state, const v1::ReportOutcome& report,
                               std::string_view area_id, Timestamp at, Arena& arena) {
  const auto& effect_id = report.effect_id().empty() ? report.notification_id() : report.effect_id();
  const auto effect = processor::pending_effect(state, effect_id);
  if (!effect) return std::nullopt;
  const auto notification = notification_in(*effect);
  const auto retry = retries.find(state, notification.notification_id());
  const std::uint32_t attempts = retry ? retry->attempts() : 1;

  switch (report.outcome()) {
    case v1::OUTCOME_SENT: {
      auto* event = Arena::CreateMessage<v1::NotificationEvent>(&arena);
      auto& sent = *event->mutable_notification_sent();
      sent.set_notification_id(notification.notification_id());
      sent.set_order_id(notification.order_id());
      sent.set_detail(report.detail());
      sent.set_attempts(attempts);
      *sent.mutable_more() = notification.more();
      return Decision{event, "order/" + notification.order_id()};
    }
    case v1::OUTCOME_FAILED:
    case v1::OUTCOME_TRY_LATER:
    case v1::OUTCOME_UNKNOWN:
    case v1::OUTCOME_POINT_DEAD: return after_failure(state, notification, report, attempts, area_id, at, arena);
    default:
      throw processor::Poison{"ReportOutcome.outcome is " + std::to_string(report.outcome()) +
                              ", which this version does not know"};
  }
}

std::optional<Decision> decide(const state::TableReader& state, const runtime::v1::TimerDue& due, Timestamp at,
                               Arena& arena) {
  const std::string_view timer_id = due.timer_id();
  if (!timer_id.starts_with(retry_timer) || !processor::is_due(state, due)) return std::nullopt;
  const auto retry = retries.find(state, timer_id.substr(retry_timer.size()));
  if (!retry) return std::nullopt;
  const auto& notification = retry->notification();

  const auto* contact =
      contact_in(contacts_of(state, notification.citizen_id(), arena), notification.contact().contact_id());
  if (const auto consent = consent_now(contact, notification, at); consent != Consent::given)
    return failed(notification, v1::OUTCOME_FAILED, reason_of(consent), retry->attempts(), 0, arena);
  if (is_no_longer_true(state, notification))
    return failed(notification, v1::OUTCOME_FAILED, "overtaken", retry->attempts(), 0, arena);

  auto* event = Arena::CreateMessage<v1::NotificationEvent>(&arena);
  auto& retried = *event->mutable_notification_retried();
  retried.set_notification_id(notification.notification_id());
  retried.set_order_id(notification.order_id());
  retried.set_attempt(retry->attempts() + 1);
  return Decision{event, "order/" + notification.order_id()};
}

void fold(state::TableWriter& state, const v1::NotificationSent& event) {
  processor::settle_effect(state, effect_id_of(event.notification_id(), event.attempts()));
  if (event.attempts() > 1) forget_retry(state, event.notification_id());
}

void fold(state::TableWriter& state, const v1::NotificationFailed& event, const processor::EventInfo& info) {
  const auto effect_id = effect_id_of(event.notification_id(), event.attempts());
  const auto effect = processor::pending_effect(state, effect_id);
  if (effect && event.outcome() == v1::OUTCOME_POINT_DEAD) mark_dead(state, notification_in(*effect));
  if (event.has_told()) fold(state, event.told(), info.key, info.time);
  const bool given_up = event.retry_at_ms() == 0 && !event.has_next() && event.outcome() != v1::OUTCOME_UNKNOWN;
  if (given_up && effect) mark_unreached(state, notification_in(*effect));
  processor::settle_effect(state, effect_id);
  if (given_up && !effect) {
    if (const auto waits = retries.find(state, event.notification_id())) mark_unreached(state, waits->notification());
  }
  if (!effect || (event.retry_at_ms() == 0 && !event.has_next())) return forget_retry(state, event.notification_id());

  kept::Retry retry;
  *retry.mutable_notification() = event.has_next() ? event.next() : notification_in(*effect);
  retry.set_attempts(event.attempts());
  if (event.retry_at_ms() != 0) {
    processor::set_timer(state, timer_of(event.notification_id()), from_ms(event.retry_at_ms()), info.key,
                         "order/" + event.order_id());
  } else {
    retry.set_attempts(event.attempts() + 1);
    request_attempt(state, event.next(), event.attempts() + 1, info.key);
  }
  retries.put(state, event.notification_id(), retry);
}

void fold(state::TableWriter& state, const v1::NotificationRetried& event, std::string_view key) {
  processor::cancel_timer(state, timer_of(event.notification_id()));
  auto retry = retries.find(state, event.notification_id());
  if (!retry) return;
  retry->set_attempts(event.attempt());
  retries.put(state, event.notification_id(), *retry);
  request_attempt(state, retry->notification(), event.attempt(), key);
}

}  // namespace matbud::notification
