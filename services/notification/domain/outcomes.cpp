#include "outcomes.h"

#include <algorithm>
#include <array>
#include <chrono>

#include "matbud/base/plant.h"
#include "matbud/notification/words.h"
#include "matbud/processor/machinery.h"
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

/// When an attempt that has failed in this way is followed by another; 0 = never. An unknown outcome is not: the
/// mail may lie in the inbox, and a second one would be worse than none (at most once).
std::int64_t retry_at_ms(v1::Outcome outcome, std::uint32_t attempts, Timestamp at) {
  const bool again =
      outcome == v1::OUTCOME_TRY_LATER || (outcome == v1::OUTCOME_UNKNOWN && planted("notification-retries-unknown"));
  if (!again || attempts > back_off.size()) return 0;
  return to_ms(at + back_off[attempts - 1]);
}

v1::Notification notification_in(const runtime::v1::PendingEffect& effect) {
  v1::Notification notification;
  if (!notification.ParseFromString(effect.request()))
    throw state::StoreFailure{"pending notification does not decode"};
  return notification;
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
  return {event, "order/" + notification.order_id()};
}

/// Whether the contact may still be told: a consent withdrawn between two attempts counts.
Consent consent_now(const state::TableReader& state, const v1::Notification& notification, Timestamp at, Arena& arena) {
  const auto* people = contacts_of(state, notification.citizen_id(), arena);
  if (people == nullptr) return Consent::never_given;
  const auto found = std::find_if(
      people->contacts().begin(), people->contacts().end(),
      [&](const v1::Contact& contact) { return contact.contact_id() == notification.contact().contact_id(); });
  return found == people->contacts().end() ? Consent::never_given : consent_to(*found, notification.kind(), at);
}

void forget_retry(state::TableWriter& state, std::string_view notification_id) {
  if (!retries.contains(state, notification_id)) return;
  retries.erase(state, notification_id);
  processor::cancel_timer(state, timer_of(notification_id));
}

}  // namespace

std::optional<Decision> decide(const state::TableReader& state, const v1::ReportOutcome& report, Timestamp at,
                               Arena& arena) {
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
      return Decision{event, "order/" + notification.order_id()};
    }
    case v1::OUTCOME_FAILED:
    case v1::OUTCOME_TRY_LATER:
    case v1::OUTCOME_UNKNOWN:
      return failed(notification, report.outcome(), report.detail(), attempts,
                    retry_at_ms(report.outcome(), attempts, at), arena);
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

  if (const auto consent = consent_now(state, notification, at, arena); consent != Consent::given)
    return failed(notification, v1::OUTCOME_FAILED, reason_of(consent), retry->attempts(), 0, arena);

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

void fold(state::TableWriter& state, const v1::NotificationFailed& event, std::string_view key) {
  const auto effect_id = effect_id_of(event.notification_id(), event.attempts());
  const auto effect = processor::pending_effect(state, effect_id);
  if (event.retry_at_ms() == 0 || !effect) {
    processor::settle_effect(state, effect_id);
    forget_retry(state, event.notification_id());
    return;
  }
  kept::Retry retry;
  *retry.mutable_notification() = notification_in(*effect);
  retry.set_attempts(event.attempts());
  retries.put(state, event.notification_id(), retry);
  processor::set_timer(state, timer_of(event.notification_id()), from_ms(event.retry_at_ms()), key,
                       "order/" + event.order_id());
  processor::settle_effect(state, effect_id);
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
