#include "second_thoughts.h"

#include <array>

#include "matbud/log/topics.h"
#include "matbud/ordering/v1/commands.pb.h"
#include "matbud/time/zone.h"
#include "matbud/world/dice.h"

namespace matbud::demo {
namespace {

constexpr std::int64_t minute_ms = 60'000;
constexpr std::uint64_t amended_percent = 7;
constexpr std::uint64_t cancelled_percent = 3;
constexpr std::uint64_t amended_by_two_percent = 2;
constexpr std::uint64_t amended_too_late_percent = 2;
constexpr std::uint64_t called_back_percent = 2;
constexpr std::int64_t last_hour_of_the_office = 17;

constexpr auto reasons = std::to_array({"Skal på sykehuset noen dager.", "Familien handler denne uken.",
                                        "Har nok i kjøleskapet.", "Kommer på besøk til datteren."});

log::Command to_ordering(const std::string& area, const std::string& id, const std::string& order,
                         const google::protobuf::Message& inner, const ordering::v1::OrderingCommand& whole) {
  return {std::string{log::ordering_commands}, area,        id, inner.GetTypeName(), "order/" + order,
          whole.SerializeAsString(),           std::nullopt};
}

}  // namespace

SecondThoughts::SecondThoughts(log::Log& log, Post& post, std::uint32_t partitions, const world::World& world,
                               ordering::edge::Sealer seal)
    : world_{world},
      seed_{world.settings.seed},
      seal_{std::move(seal)},
      listener_{log, post, partitions, {log::ordering_events}, [this](const log::Followed& followed) {
                  if (followed.record.type != ordering::v1::OrderPlaced::descriptor()->full_name()) return;
                  think_of(event_of<ordering::v1::OrderingEvent>(followed).order_placed(), followed.entry.appended_at);
                }} {}

void SecondThoughts::think_of(const ordering::v1::OrderPlaced& placed, Timestamp now) {
  if (placed.released_at_ms() == 0 || placed.channel() == "standing") return;
  world::Dice dice{seed_, "second thoughts of " + placed.order().order_id()};
  const auto lot = dice.below(100);
  const auto at_ms = to_ms(now) + minute_ms * static_cast<std::int64_t>(40 + dice.below(140));
  const bool in_time =
      at_ms + 10 * minute_ms < placed.released_at_ms() &&
      time::Zone::oslo().local(from_ms(at_ms)).after_midnight < std::chrono::hours{last_hour_of_the_office};
  if (lot < amended_percent) {
    if (in_time) amend(placed, at_ms, 1, 1);
    return;
  }
  if (lot < amended_percent + cancelled_percent) {
    if (in_time) cancel(placed, at_ms);
    return;
  }
  if (lot < amended_percent + cancelled_percent + amended_by_two_percent) {
    if (!in_time) return;
    amend(placed, at_ms, 1, 1);
    amend(placed, at_ms + minute_ms, 2, 1);      // by a colleague who had the page open
    amend(placed, at_ms + 4 * minute_ms, 3, 2);  // and looked again
    return;
  }
  constexpr auto on_second_thought =
      amended_percent + cancelled_percent + amended_by_two_percent + amended_too_late_percent;
  if (lot < on_second_thought)
    return amend(placed, placed.released_at_ms() + minute_ms * static_cast<std::int64_t>(3 + dice.below(40)), 1, 1);
  // Admitted to hospital: in the evening, or in the morning, when the goods stand packed and the run is planned.
  if (lot < on_second_thought + called_back_percent)
    cancel(placed, dice.chance(50)
                       ? placed.released_at_ms() + minute_ms * static_cast<std::int64_t>(30 + dice.below(90))
                       : placed.order().window().opens_at_ms() - 50 * minute_ms);
}

std::string SecondThoughts::unit_of(const ordering::v1::OrderPlaced& placed) const {
  for (const auto& citizen : world_.citizens) {
    if (citizen.id.value() == placed.order().citizen_id()) return citizen.service_unit;
  }
  return {};
}

void SecondThoughts::amend(const ordering::v1::OrderPlaced& placed, std::int64_t at_ms, int attempt,
                           std::uint32_t version) {
  const auto& order = placed.order();
  ordering::v1::OrderingCommand command;
  auto& amended = *command.mutable_amend_order();
  amended.set_order_id(order.order_id());
  amended.set_expected_version(version);
  amended.set_amended_by(placed.ordered_by());
  amended.set_orderer_unit(unit_of(placed));
  *amended.mutable_lines() = order.lines();
  // One less of something, or not at all.
  auto& last = *amended.mutable_lines(amended.lines_size() - 1);
  if (last.quantity() > 1 && !last.sold_by_weight()) {
    last.set_quantity(last.quantity() - 1);
  } else if (amended.lines_size() > 1) {
    amended.mutable_lines()->RemoveLast();
  } else {
    last.set_quantity(last.quantity() + (last.sold_by_weight() ? 100 : 1));
  }
  listener_.at(at_ms, to_ordering(order.window().area_id(), "amend/" + order.order_id() + "/" + std::to_string(attempt),
                                  order.order_id(), amended, command));
}

void SecondThoughts::cancel(const ordering::v1::OrderPlaced& placed, std::int64_t at_ms) {
  const auto& order = placed.order();
  ordering::v1::OrderingCommand command;
  auto& cancelled = *command.mutable_cancel_order();
  cancelled.set_order_id(order.order_id());
  cancelled.set_cancelled_by(placed.ordered_by());
  cancelled.set_orderer_unit(unit_of(placed));
  *cancelled.mutable_reason() = seal_(CitizenId{order.citizen_id()}, "matbud.ordering.v1.CancelOrder.reason",
                                      world::Dice{seed_, "why " + order.order_id()}.one_of(reasons));
  listener_.at(
      at_ms, to_ordering(order.window().area_id(), "cancel/" + order.order_id(), order.order_id(), cancelled, command));
}

}  // namespace matbud::demo
