#include "provider.h"

#include "matbud/dispatch/decider.h"
#include "matbud/notification/v1/commands.pb.h"
#include "matbud/notification/words.h"

namespace matbud::simulation {
namespace {

namespace notification = matbud::notification::v1;

notification::Notification notification_in(const runtime::v1::PendingEffect& effect) {
  notification::Notification request;
  if (!request.ParseFromString(effect.request()))
    throw Violation{"2 effects", "effect " + effect.effect_id() + " holds no notification"};
  return request;
}

bool may_come_twice(const notification::Notification& message) {
  const bool alert = message.kind() == notification::NOTIFICATION_KIND_NOT_DELIVERED ||
                     message.kind() == notification::NOTIFICATION_KIND_NOBODY_ANSWERED;
  return alert && matbud::notification::channel_of(message.contact(), message.point()) == notification::CHANNEL_SMS;
}

}  // namespace

void Provider::send(const notification::Notification& message, const std::string& incarnation) {
  ++counts_.sends;
  if (may_come_twice(message) && has_sent(message.notification_id())) return;
  take(message.notification_id(), incarnation);
  for (const auto& more : message.more()) take(more.notification_id(), incarnation);
}

void Provider::take(const std::string& notification_id, const std::string& incarnation) {
  const auto [before, first] = sent_.emplace(notification_id, incarnation);
  if (!first)
    throw Violation{"2 no second notification", "notification " + notification_id + " was sent by " + before->second +
                                                    " and again by " + incarnation};
}

privacy::Opened::Kind SimulatedEffector::address_of(const notification::Notification& request) const {
  return keys_
      .open(matbud::notification::address_of(request.contact(), request.point()),
            matbud::notification::address_field_of(request.point()))
      .kind;
}

bool SimulatedEffector::perform(const runtime::v1::PendingEffect& effect, bool maybe_done) {
  if (!provider_.calm() && random_.chance(100)) return false;
  if (effect.kind() == dispatch::plan_effect_kind) return planner_.perform(effect, maybe_done);
  Job job{effect, maybe_done};
  // Some are sent at once and reported later: whoever dies in between leaves an unknown outcome.
  const auto request = notification_in(effect);
  if (!maybe_done && address_of(request) == privacy::Opened::Kind::clear && random_.chance(500)) {
    provider_.send(request, incarnation_);
    job.sent = true;
  }
  jobs_.push_back(std::move(job));
  return true;
}

std::optional<processor::EffectReport> SimulatedEffector::poll() {
  if (!provider_.calm() && random_.chance(600)) return std::nullopt;
  if (jobs_.empty()) return planner_.poll();
  auto job = std::move(jobs_.front());
  jobs_.pop_front();
  return notified(job);
}

processor::EffectReport SimulatedEffector::notified(Job& job) {
  const auto request = notification_in(job.effect);
  notification::NotificationCommand command;
  auto& report = *command.mutable_report_outcome();
  report.set_notification_id(request.notification_id());
  report.set_effect_id(job.effect.effect_id());
  if (job.maybe_done) {
    // Asked, the channel knows what it took; what it did not take may still be on its way from a zombie.
    report.set_outcome(provider_.has_sent(request.notification_id()) ? notification::OUTCOME_SENT
                                                                     : notification::OUTCOME_UNKNOWN);
  } else if (const auto address = address_of(request); !job.sent && address != privacy::Opened::Kind::clear) {
    report.set_outcome(notification::OUTCOME_FAILED);
    report.set_detail(privacy::name_of(address));
  } else if (!job.sent && random_.chance(250)) {
    constexpr notification::Outcome outcomes[] = {notification::OUTCOME_TRY_LATER, notification::OUTCOME_TRY_LATER,
                                                  notification::OUTCOME_FAILED, notification::OUTCOME_POINT_DEAD};
    report.set_outcome(outcomes[random_.below(std::size(outcomes))]);
    report.set_detail("the channel said no");
  } else {
    if (!job.sent) provider_.send(request, incarnation_);
    report.set_outcome(notification::OUTCOME_SENT);
  }
  return {job.effect.effect_id(), command.SerializeAsString(),
          std::string{notification::ReportOutcome::descriptor()->full_name()}};
}

}  // namespace matbud::simulation
