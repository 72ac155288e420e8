#include "matbud/audit/effect_steps.h"

#include "matbud/dispatch/v1/commands.pb.h"
#include "matbud/dispatch/v1/events.pb.h"
#include "matbud/log/topics.h"
#include "matbud/notification/v1/commands.pb.h"
#include "matbud/notification/v1/events.pb.h"

namespace matbud::audit {
namespace {

using Kind = EffectStep::Kind;
using Steps = std::vector<EffectStep>;

template <class Message>
Message read(std::string_view value) {
  Message message;
  if (!message.ParseFromArray(value.data(), static_cast<int>(value.size()))) message.Clear();
  return message;
}

/// What the machinery's own messages say.
template <class Message>
Steps of_machinery(const Message& message) {
  if constexpr (requires { message.runtime().start_effect(); }) {
    if (message.runtime().has_start_effect()) return {{message.runtime().start_effect().effect_id(), Kind::about_to}};
  } else {
    if (message.runtime().has_effect_started())
      return {{message.runtime().effect_started().effect_id(), Kind::started}};
  }
  return {};
}

Steps of_notification(const notification::v1::NotificationEvent& event) {
  Steps steps;
  const auto ask = [&steps](const auto& notifications) {
    for (const auto& one : notifications) {
      if (one.wait_until_ms() == 0) steps.push_back({one.notification_id(), Kind::asked_for});
    }
  };
  ask(event.notifications_requested().notifications());
  ask(event.notification_failed().told().notifications());
  if (event.notifications_released().has_message())
    steps.push_back({event.notifications_released().message().notification_id(), Kind::asked_for});
  if (const auto& failed = event.notification_failed(); failed.has_next() && failed.retry_at_ms() == 0)
    steps.push_back({failed.notification_id() + "#" + std::to_string(failed.attempts() + 1), Kind::asked_for});
  if (event.has_notification_retried()) {
    const auto& again = event.notification_retried();
    steps.push_back({again.notification_id() + "#" + std::to_string(again.attempt()), Kind::asked_for});
  }
  return steps;
}

}  // namespace

Steps effect_steps(std::string_view topic, const log::Envelope& record) {
  if (topic == log::notification_commands) {
    const auto command = read<notification::v1::NotificationCommand>(record.value);
    if (command.has_report_outcome()) return {{command.report_outcome().effect_id(), Kind::reported}};
    return of_machinery(command);
  }
  if (topic == log::notification_events) {
    const auto event = read<notification::v1::NotificationEvent>(record.value);
    return event.has_runtime() ? of_machinery(event) : of_notification(event);
  }
  if (topic == log::dispatch_commands) {
    const auto command = read<dispatch::v1::DispatchCommand>(record.value);
    if (command.has_propose_plan()) return {{command.propose_plan().plan_id(), Kind::reported}};
    return of_machinery(command);
  }
  if (topic == log::dispatch_events) {
    const auto event = read<dispatch::v1::DispatchEvent>(record.value);
    if (event.has_plan_requested()) return {{event.plan_requested().plan_id(), Kind::asked_for}};
    return of_machinery(event);
  }
  return {};
}

}  // namespace matbud::audit
