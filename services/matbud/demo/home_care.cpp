#include "home_care.h"

#include "matbud/dispatch/v1/commands.pb.h"
#include "matbud/log/topics.h"
#include "matbud/ordering/v1/commands.pb.h"
#include "matbud/world/dice.h"

namespace matbud::demo {
namespace {

constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t day_ms = 24 * 60 * minute_ms;
constexpr std::uint64_t answers_in_time_percent = 75;
constexpr std::uint64_t speaks_percent = 15;

log::Command command_of(std::string_view topic, const std::string& area, const std::string& id,
                        const google::protobuf::Message& inner, const google::protobuf::Message& whole,
                        const std::string& order) {
  return {std::string{topic}, area, id, inner.GetTypeName(), "order/" + order, whole.SerializeAsString(), std::nullopt};
}

}  // namespace

HomeCare::HomeCare(log::Log& log, Post& post, std::uint32_t partitions, std::uint64_t seed, ordering::edge::Sealer seal)
    : seed_{seed},
      seal_{std::move(seal)},
      listener_{log, post, partitions, [this](const auto& event, const auto& area) { hear(event, area); }} {}

void HomeCare::hear(const dispatch::v1::DispatchEvent& event, const std::string& area) {
  if (event.has_delivery_failed() && event.delivery_failed().reason() == dispatch::v1::FAILURE_REASON_NOT_OPENED)
    answer(event.delivery_failed(), area);
  if (event.has_delivery_done()) write_down(event.delivery_done(), area);
}

void HomeCare::answer(const dispatch::v1::DeliveryFailed& failed, const std::string& area) {
  const auto& order = failed.order_id();
  world::Dice dice{seed_, "alert of " + order};
  // Some alerts are answered only when somebody calls.
  const auto minutes = dice.chance(answers_in_time_percent) ? 2 + dice.below(11) : 18 + dice.below(20);
  dispatch::v1::DispatchCommand command;
  auto& confirm = *command.mutable_confirm_alert();
  confirm.set_order_id(order);
  confirm.set_confirmed_by(dice.id("w"));
  *confirm.mutable_words() = seal_(CitizenId{failed.citizen_id()}, "matbud.dispatch.v1.ConfirmAlert.words",
                                   "Vi har snakket med dem; alt står bra til.");
  listener_.at(failed.failed_at_ms() + minute_ms * static_cast<std::int64_t>(minutes),
               command_of(log::dispatch_commands, area, "answer-" + order, confirm, command, order));
}

void HomeCare::write_down(const dispatch::v1::DeliveryDone& done, const std::string& area) {
  const auto& order = done.order_id();
  world::Dice dice{seed_, "feedback on " + order};
  if (!dice.chance(speaks_percent)) return;
  ordering::v1::OrderingCommand command;
  auto& feedback = *command.mutable_give_feedback();
  feedback.set_feedback_id(dice.id("t"));
  feedback.set_order_id(order);
  feedback.set_stars(static_cast<std::uint32_t>(2 + dice.below(4)));
  *feedback.mutable_words() =
      seal_(CitizenId{done.citizen_id()}, "matbud.ordering.v1.GiveFeedback.words",
            feedback.stars() > 3 ? "Fint å velge varene selv." : "Brødet var litt tørt denne gangen.");
  // At the next day's visit. A delivery that was taken back and made again is spoken of once.
  listener_.at(done.delivered_at_ms() + day_ms,
               command_of(log::ordering_commands, area, "feedback-" + order, feedback, command, order));
}

}  // namespace matbud::demo
