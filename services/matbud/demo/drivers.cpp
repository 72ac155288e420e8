#include "drivers.h"

#include <algorithm>

#include "matbud/dispatch/v1/commands.pb.h"
#include "matbud/dispatch/v1/events.pb.h"
#include "matbud/log/topics.h"
#include "matbud/world/dice.h"

namespace matbud::demo {
namespace {

constexpr std::int64_t minute_ms = 60'000;
constexpr std::uint64_t too_quick_percent = 2;

log::Command to_dispatch(const std::string& area, const std::string& id, std::string_view type,
                         const std::string& subject, const dispatch::v1::DispatchCommand& command) {
  return {std::string{log::dispatch_commands}, area,        id, "matbud.dispatch.v1." + std::string{type}, subject,
          command.SerializeAsString(),         std::nullopt};
}

}  // namespace

Drivers::Drivers(log::Log& log, Post& post, std::uint32_t partitions, std::uint64_t seed,
                 std::uint64_t not_opened_percent, std::set<std::string> driven_by_people)
    : seed_{seed},
      not_opened_percent_{not_opened_percent},
      driven_by_people_{std::move(driven_by_people)},
      listener_{log, post, partitions, [this](const auto& event, const auto& area) {
                  for (const auto& run : event.runs_planned().runs()) {
                    if (!driven_by_people_.contains(run.driver_id())) plan(run, area);
                  }
                }} {}

void Drivers::be_too_quick(std::int64_t arrival_ms, const std::string& area, const std::string& order,
                           const std::string& driver) {
  dispatch::v1::DispatchCommand said;
  said.mutable_complete_delivery()->set_order_id(order);
  said.mutable_complete_delivery()->set_driver_id(driver);
  listener_.at(arrival_ms - minute_ms / 2,
               to_dispatch(area, "hasty-" + order, "CompleteDelivery", "order/" + order, said));
  dispatch::v1::DispatchCommand taken_back;
  taken_back.mutable_undo_delivery()->set_order_id(order);
  taken_back.mutable_undo_delivery()->set_driver_id(driver);
  listener_.at(arrival_ms - minute_ms / 4,
               to_dispatch(area, "undo-" + order, "UndoDelivery", "order/" + order, taken_back));
}

void Drivers::plan(const dispatch::v1::Run& run, const std::string& area) {
  const auto run_subject = "run/" + run.run_id();
  dispatch::v1::DispatchCommand start;
  start.mutable_start_run()->set_run_id(run.run_id());
  start.mutable_start_run()->set_driver_id(run.driver_id());
  listener_.at(run.departs_at_ms(), to_dispatch(area, "start-" + run.run_id(), "StartRun", run_subject, start));
  auto last_ms = run.departs_at_ms();
  for (const auto& stop : run.stops()) {
    const auto& order = stop.order_id();
    const auto subject = "order/" + order;
    world::Dice dice{seed_, "door of " + order};
    const auto arrival_ms = std::max(stop.eta_ms(), last_ms) + minute_ms * static_cast<std::int64_t>(1 + dice.below(4));
    last_ms = arrival_ms;
    dispatch::v1::DispatchCommand there;
    there.mutable_arrive_at_door()->set_order_id(order);
    there.mutable_arrive_at_door()->set_driver_id(run.driver_id());
    listener_.at(arrival_ms - minute_ms, to_dispatch(area, "arrive-" + order, "ArriveAtDoor", subject, there));
    dispatch::v1::DispatchCommand command;
    if (!dice.chance(not_opened_percent_)) {
      if (dice.chance(too_quick_percent)) be_too_quick(arrival_ms, area, order, run.driver_id());
      command.mutable_complete_delivery()->set_order_id(order);
      command.mutable_complete_delivery()->set_driver_id(run.driver_id());
      listener_.at(arrival_ms, to_dispatch(area, "deliver-" + order, "CompleteDelivery", subject, command));
      continue;
    }
    command.mutable_fail_delivery()->set_order_id(order);
    command.mutable_fail_delivery()->set_driver_id(run.driver_id());
    command.mutable_fail_delivery()->set_reason(dispatch::v1::FAILURE_REASON_NOT_OPENED);
    listener_.at(arrival_ms, to_dispatch(area, "fail-" + order, "FailDelivery", subject, command));
    dispatch::v1::DispatchCommand back;
    back.mutable_return_goods()->set_order_id(order);
    back.mutable_return_goods()->set_driver_id(run.driver_id());
    listener_.at(std::max(run.returns_at_ms(), arrival_ms) + 30 * minute_ms,
                 to_dispatch(area, "return-" + order, "ReturnGoods", subject, back));
  }
}

}  // namespace matbud::demo
