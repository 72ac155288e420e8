#include "prompt_drivers.h"

#include <algorithm>
#include <stdexcept>

#include "matbud/dispatch/v1/commands.pb.h"
#include "matbud/log/topics.h"
#include "matbud/world/dice.h"

namespace matbud::demo {
namespace {

constexpr std::chrono::milliseconds between_doors{400};
constexpr std::chrono::milliseconds ask_again_after{2000};

template <class Message>
Message parsed(const log::Followed& followed) {
  Message message;
  const auto value = followed.record.value;
  if (!message.ParseFromArray(value.data(), static_cast<int>(value.size())))
    throw std::runtime_error{"an event of type " + std::string{followed.record.type} + " does not decode"};
  return message;
}

}  // namespace

PromptDrivers::PromptDrivers(log::Log& log, Post& post, std::uint32_t partitions, std::uint64_t seed,
                             std::uint64_t not_opened_percent, std::string area_left_to_people)
    : post_{post},
      seed_{seed},
      not_opened_percent_{not_opened_percent},
      area_left_to_people_{std::move(area_left_to_people)} {
  for (const auto topic : {log::dispatch_events, log::bridge_events}) {
    for (std::uint32_t p = 0; p < partitions; ++p) {
      const log::TopicPartition place{std::string{topic}, Partition{p}};
      followers_.push_back(std::make_unique<log::Follower>(log, place, true, log::chain_start(place)));
    }
  }
}

bool PromptDrivers::step(Timestamp now) {
  bool moved = false;
  for (auto& follower : followers_) {
    for (;;) {
      const auto followed = follower->next();
      if (!followed && followed.error().code == Error::Code::retryable) break;
      if (!followed) throw std::runtime_error{followed.error().message};
      if (!*followed) break;
      moved = hear(**followed, now) || moved;
    }
  }
  moved = start_packed(now) || moved;
  while (!agenda_.empty() && agenda_.begin()->first <= now) {
    post_.send(agenda_.begin()->second, now);
    agenda_.erase(agenda_.begin());
    moved = true;
  }
  return moved;
}

bool PromptDrivers::hear(const log::Followed& followed, Timestamp now) {
  if (followed.record.type == bridge::v1::OrderPacked::descriptor()->full_name()) {
    packed_.insert(parsed<bridge::v1::BridgeEvent>(followed).order_packed().order_id());
    return true;
  }
  if (!followed.record.type.starts_with("matbud.dispatch.")) return false;
  if (followed.record.key == area_left_to_people_) return false;
  hear_dispatch(parsed<dispatch::v1::DispatchEvent>(followed), std::string{followed.record.key}, now);
  return true;
}

void PromptDrivers::hear_dispatch(const dispatch::v1::DispatchEvent& event, const std::string& area, Timestamp now) {
  using Event = dispatch::v1::DispatchEvent;
  switch (event.event_case()) {
    case Event::kRunReplanned: {
      const auto& changed = event.run_replanned();
      plan(changed.run_id(), changed.driver_id(), area, changed.added().order_id());
      break;
    }
    case Event::kRunsPlanned:
      for (const auto& run : event.runs_planned().runs()) {
        for (const auto& stop : run.stops()) plan(run.run_id(), run.driver_id(), area, stop.order_id());
      }
      break;
    case Event::kRunStarted: drive(event.run_started(), area, now); break;
    case Event::kDeliveryDone: visited(event.delivery_done().run_id()); break;
    case Event::kDeliveryFailed: visited(event.delivery_failed().run_id()); break;
    default: break;
  }
}

void PromptDrivers::plan(const std::string& run_id, const std::string& driver, const std::string& area,
                         const std::string& order) {
  auto& run = runs_[run_id];
  run.driver = driver;
  run.area = area;
  run.orders.insert(order);
  if (const auto before = run_of_.find(order); before != run_of_.end() && before->second != run_id) {
    if (const auto other = runs_.find(before->second); other != runs_.end()) other->second.orders.erase(order);
  }
  run_of_[order] = run_id;
}

bool PromptDrivers::start_packed(Timestamp now) {
  bool asked = false;
  for (auto& [run_id, run] : runs_) {
    if (run.to_visit || on_the_road_.contains(run.driver)) continue;
    if (run.asked > 0 && now < run.asked_at + ask_again_after) continue;
    if (std::none_of(run.orders.begin(), run.orders.end(), [&](const auto& one) { return packed_.contains(one); }))
      continue;
    dispatch::v1::DispatchCommand command;
    command.mutable_start_run()->set_run_id(run_id);
    command.mutable_start_run()->set_driver_id(run.driver);
    run.asked_at = now;
    tap(now, run.area, "start-" + run_id + "-" + std::to_string(++run.asked), "StartRun", "run/" + run_id, command);
    asked = true;
  }
  return asked;
}

void PromptDrivers::drive(const dispatch::v1::RunStarted& started, const std::string& area, Timestamp now) {
  auto& run = runs_[started.run_id()];
  run.driver = started.driver_id();
  run.area = area;
  run.to_visit = static_cast<std::size_t>(started.stops_size());
  on_the_road_.insert(run.driver);
  auto at = now;
  for (const auto& stop : started.stops()) {
    const auto& order = stop.order_id();
    const auto subject = "order/" + order;
    packed_.erase(order);
    at += between_doors;
    dispatch::v1::DispatchCommand command;
    if (!world::Dice{seed_, "door of " + order}.chance(not_opened_percent_)) {
      command.mutable_complete_delivery()->set_order_id(order);
      command.mutable_complete_delivery()->set_driver_id(run.driver);
      tap(at, area, "deliver-" + order, "CompleteDelivery", subject, command);
      continue;
    }
    command.mutable_fail_delivery()->set_order_id(order);
    command.mutable_fail_delivery()->set_driver_id(run.driver);
    command.mutable_fail_delivery()->set_reason(dispatch::v1::FAILURE_REASON_NOT_OPENED);
    tap(at, area, "fail-" + order, "FailDelivery", subject, command);
    dispatch::v1::DispatchCommand back;
    back.mutable_return_goods()->set_order_id(order);
    back.mutable_return_goods()->set_driver_id(run.driver);
    tap(at + between_doors, area, "return-" + order, "ReturnGoods", subject, back);
  }
}

void PromptDrivers::visited(const std::string& run_id) {
  const auto run = runs_.find(run_id);
  if (run == runs_.end() || !run->second.to_visit || --*run->second.to_visit > 0) return;
  on_the_road_.erase(run->second.driver);
  runs_.erase(run);
}

void PromptDrivers::tap(Timestamp at, const std::string& area, const std::string& id, std::string_view type,
                        const std::string& subject, const dispatch::v1::DispatchCommand& command) {
  agenda_.emplace(at,
                  log::Command{std::string{log::dispatch_commands}, area, id, "matbud.dispatch.v1." + std::string{type},
                               subject, command.SerializeAsString(), std::nullopt});
}

}  // namespace matbud::demo
