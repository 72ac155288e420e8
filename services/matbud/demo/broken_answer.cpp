#include "broken_answer.h"

#include "calendar_of_days.h"
#include "cast.h"
#include "matbud/bridge/v1/commands.pb.h"
#include "matbud/bridge/v1/events.pb.h"
#include "matbud/grocer/v1/answers.pb.h"
#include "matbud/log/topics.h"
#include "matbud/processor/machinery.h"
#include "matbud/time/zone.h"

namespace matbud::demo {
namespace {

constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t sent_after_ms = 10 * minute_ms;  // and the good answer ten minutes later
constexpr std::int64_t seen_after_ms = 65 * minute_ms;  // the operator looks at five past five
/// Monday 14 December.
std::int32_t day_of_it() { return time::number_of(first_day()) + 7; }

}  // namespace

BrokenAnswer::BrokenAnswer(log::Log& log, Post& post, std::uint32_t partitions)
    : listener_{log, post, partitions, {log::bridge_events}, [this](const auto& followed) { hear(followed); }} {}

void BrokenAnswer::hear(const log::Followed& followed) {
  const auto now = followed.entry.appended_at;
  if (has_happened_ || followed.record.type != bridge::v1::OrdersSent::descriptor()->full_name() ||
      time::number_of(time::Zone::oslo().local(now).day) < day_of_it() || followed.record.key == area_left_to_people)
    return;
  const auto event = event_of<bridge::v1::BridgeEvent>(followed);
  const auto& order = event.orders_sent().orders(0).order();
  if (order.grocer_id() != by_topic || order.window().same_day()) return;
  has_happened_ = true;
  const auto area = std::string{followed.record.key};
  listener_.at(to_ms(now) + sent_after_ms,
               {log::grocer_answers(GrocerId{by_topic}), area, order.order_id() + "/half-an-answer",
                grocer::v1::Accepted::descriptor()->full_name(), "order/" + order.order_id(), "\x0a\x12o-cut off here",
                std::nullopt});
  redrive(area, order.order_id(), to_ms(now) + seen_after_ms, 1, true);
  redrive(area, order.order_id(), to_ms(now) + seen_after_ms + minute_ms, 2, false);
}

void BrokenAnswer::redrive(const std::string& area, const std::string& order, std::int64_t at_ms, int number,
                           bool discard) {
  bridge::v1::BridgeCommand command;
  auto& wanted = *command.mutable_runtime()->mutable_redrive_parked();
  wanted.set_subject("order/" + order);
  wanted.set_discard(discard);
  if (discard) wanted.set_reason("half an answer; the grocer's system has sent it again");
  listener_.at(at_ms, {std::string{log::bridge_commands}, area, "operator/" + order + "/" + std::to_string(number),
                       std::string{processor::runtime_command_type}, "order/" + order, command.SerializeAsString(),
                       std::nullopt});
}

}  // namespace matbud::demo
