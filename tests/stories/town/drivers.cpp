#include "drivers.h"

#include "matbud/dispatch/v1/commands.pb.h"
#include "matbud/log/topics.h"
#include "matbud/world/dice.h"

namespace matbud::stories {
namespace {

using std::chrono::minutes;

constexpr std::uint64_t not_opened_percent = 5;

log::Command to_dispatch(const std::string& area, const std::string& id, const std::string& subject,
                         const google::protobuf::Message& inner, const dispatch::v1::DispatchCommand& command) {
  return {std::string{log::dispatch_commands}, area,        id, inner.GetTypeName(), subject,
          command.SerializeAsString(),         std::nullopt};
}

}  // namespace

Drivers::Drivers(log::Log& log, std::uint32_t partitions, std::uint64_t seed) : seed_{seed} {
  for (std::uint32_t p = 0; p < partitions; ++p) {
    const log::TopicPartition place{std::string{log::dispatch_events}, Partition{p}};
    followers_.push_back(std::make_unique<log::Follower>(log, place, true, log::chain_start(place)));
  }
}

Result<bool> Drivers::read() {
  bool moved = false;
  for (auto& follower : followers_) {
    for (;;) {
      const auto followed = follower->next();
      if (!followed) return tl::unexpected{followed.error()};
      if (!*followed) break;
      moved = true;
      const auto& record = (*followed)->record;
      dispatch::v1::DispatchEvent event;
      if (!event.ParseFromArray(record.value.data(), static_cast<int>(record.value.size())))
        return failure(Error::Code::corrupt, to_string(follower->place()) + " holds what is no DispatchEvent");
      hear(event, std::string{record.key}, (*followed)->entry.appended_at);
    }
  }
  return moved;
}

void Drivers::hear(const dispatch::v1::DispatchEvent& event, const std::string& area, Timestamp at) {
  using Event = dispatch::v1::DispatchEvent;
  switch (event.event_case()) {
    case Event::kRunsPlanned:
      for (const auto& run : event.runs_planned().runs())
        leave_later(run.run_id(), run.driver_id(), area, from_ms(run.departs_at_ms()));
      return;
    case Event::kRunReplanned:
      return leave_later(event.run_replanned().run_id(), event.run_replanned().driver_id(), area,
                         from_ms(event.run_replanned().added().window().opens_at_ms()));
    case Event::kRunStarted: return drive(event.run_started(), area, at);
    case Event::kDispatchRefused: {
      // Goods that are not packed yet, or a driver who is still on the road: again a little later.
      const auto& refused = event.dispatch_refused();
      const auto run_id = refused.command_id().substr(0, refused.command_id().find('#'));
      const auto waiting = waiting_runs_.find(run_id);
      if (waiting == waiting_runs_.end()) return;
      done(refused.command_id());
      return leave_later(run_id, waiting->second.driver_id, area, at + minutes{20});
    }
    case Event::kDeliveryDone: return done("deliver-" + event.delivery_done().order_id());
    case Event::kDeliveryFailed: {
      const auto& failed = event.delivery_failed();
      done("fail-" + failed.order_id());
      dispatch::v1::DispatchCommand back;
      back.mutable_return_goods()->set_order_id(failed.order_id());
      back.mutable_return_goods()->set_driver_id(failed.driver_id());
      return plan(
          to_dispatch(area, "return-" + failed.order_id(), "order/" + failed.order_id(), back.return_goods(), back),
          at + minutes{90});
    }
    case Event::kGoodsReturned: return done("return-" + event.goods_returned().order_id());
    default: return;
  }
}

void Drivers::leave_later(const std::string& run_id, const std::string& driver_id, const std::string& area,
                          Timestamp at) {
  auto& run = waiting_runs_.try_emplace(run_id, Run{driver_id, 0}).first->second;
  dispatch::v1::DispatchCommand start;
  start.mutable_start_run()->set_run_id(run_id);
  start.mutable_start_run()->set_driver_id(driver_id);
  plan(to_dispatch(area, run_id + "#" + std::to_string(++run.attempts), "run/" + run_id, start.start_run(), start), at);
}

void Drivers::drive(const dispatch::v1::RunStarted& run, const std::string& area, Timestamp at) {
  if (const auto waiting = waiting_runs_.find(run.run_id()); waiting != waiting_runs_.end()) {
    for (std::uint32_t attempt = 1; attempt <= waiting->second.attempts; ++attempt)
      done(run.run_id() + "#" + std::to_string(attempt));
    waiting_runs_.erase(waiting);
  }
  for (const auto& stop : run.stops()) {
    const auto& order = stop.order_id();
    world::Dice dice{seed_, "door of " + order};
    at += minutes{5 + dice.below(10)};
    dispatch::v1::DispatchCommand command;
    if (dice.chance(not_opened_percent)) {
      auto& fail = *command.mutable_fail_delivery();
      fail.set_order_id(order);
      fail.set_driver_id(run.driver_id());
      fail.set_reason(dispatch::v1::FAILURE_REASON_NOT_OPENED);
      plan(to_dispatch(area, "fail-" + order, "order/" + order, fail, command), at);
    } else {
      auto& complete = *command.mutable_complete_delivery();
      complete.set_order_id(order);
      complete.set_driver_id(run.driver_id());
      plan(to_dispatch(area, "deliver-" + order, "order/" + order, complete, command), at);
    }
  }
}

void Drivers::plan(log::Command command, Timestamp at) {
  if (!due_.emplace(command.id, at).second) return;
  auto key = std::pair{at, command.id};
  agenda_.emplace(std::move(key), std::move(command));
}

void Drivers::done(const std::string& id) {
  const auto due = due_.find(id);
  if (due != due_.end()) agenda_.erase({due->second, id});
}

std::vector<log::Command> Drivers::due(Timestamp now) {
  std::vector<log::Command> commands;
  while (!agenda_.empty() && agenda_.begin()->first.first <= now) {
    commands.push_back(std::move(agenda_.begin()->second));
    agenda_.erase(agenda_.begin());
  }
  return commands;
}

std::optional<Timestamp> Drivers::next() const {
  if (agenda_.empty()) return std::nullopt;
  return agenda_.begin()->first.first;
}

}  // namespace matbud::stories
