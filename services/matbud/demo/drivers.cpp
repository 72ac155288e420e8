#include "drivers.h"

#include <algorithm>
#include <array>

#include "matbud/demo/demo.h"
#include "matbud/log/topics.h"
#include "matbud/world/dice.h"

namespace matbud::demo {
namespace {

using dispatch::v1::CompleteDelivery;
using dispatch::v1::DispatchCommand;
using dispatch::v1::DispatchEvent;

constexpr std::int64_t minute_ms = 60'000;
/// Parts of a thousand doors.
constexpr std::uint64_t not_opened_permille = 25;
constexpr std::uint64_t no_access_permille = 6;
constexpr std::uint64_t refused_at_door_permille = 6;
constexpr std::uint64_t partly_permille = 25;
constexpr std::uint64_t too_quick_permille = 12;
/// Of hundred orders with an age limit.
constexpr std::uint64_t asks_late_percent = 40;
constexpr std::uint64_t grandchild_percent = 20;
constexpr int starts_max = 24;
constexpr std::int64_t goes_home_before_ms = 30 * minute_ms;
constexpr std::int64_t try_again_ms = 10 * minute_ms;
/// An order of a same-day window is packed an hour after it came; the driver sets out then.
constexpr std::int64_t same_day_leaves_after_ms = 75 * minute_ms;
constexpr std::int64_t between_same_day_doors_ms = 8 * minute_ms;
constexpr std::int64_t way_to_the_car_ms = 20 * minute_ms;
constexpr std::int64_t way_back_ms = 90 * minute_ms;
constexpr std::int64_t relief_works_ms = 240 * minute_ms;

constexpr auto receivers = std::to_array({"Mottatt selv", "Mottatt selv", "Mottatt selv", "Datteren tok imot",
                                          "Hjemmetjenesten tok imot", "Satt i kjøleskapet etter avtale"});

log::Command to_dispatch(const std::string& area, const std::string& id, const std::string& subject,
                         const google::protobuf::Message& inner, const DispatchCommand& command) {
  return {std::string{log::dispatch_commands}, area,        id, inner.GetTypeName(), subject,
          command.SerializeAsString(),         std::nullopt};
}

}  // namespace

Drivers::Drivers(log::Log& log, Post& post, std::uint32_t partitions, std::uint64_t seed, const OrderBook& book,
                 std::set<std::uint64_t> alcohol, ordering::edge::Sealer seal, std::set<std::string> driven_by_people)
    : seed_{seed},
      book_{book},
      alcohol_{std::move(alcohol)},
      seal_{std::move(seal)},
      driven_by_people_{std::move(driven_by_people)},
      listener_{log, post, partitions, {log::dispatch_events}, [this](const auto& followed) { hear(followed); }} {}

void Drivers::hear(const log::Followed& followed) {
  const auto event = event_of<DispatchEvent>(followed);
  const std::string area{followed.record.key};
  const auto now = followed.entry.appended_at;
  switch (event.event_case()) {
    case DispatchEvent::kRunsPlanned:
      for (const auto& run : event.runs_planned().replaced_run_ids()) {
        runs_.erase(run);
        listener_.forget("run/" + run);
      }
      for (const auto& run : event.runs_planned().runs()) take(area, run, event.runs_planned().runs_size());
      break;
    case DispatchEvent::kRunReplanned: {
      const auto& replanned = event.run_replanned();
      if (is_left_to_people(area, replanned.added().window()) || driven_by_people_.contains(replanned.driver_id()) ||
          runs_.contains(replanned.run_id()))
        break;
      runs_[replanned.run_id()] = {area, replanned.driver_id(), replanned.shift_id(), replanned.added().window()};
      leave(replanned.run_id(), to_ms(now) + same_day_leaves_after_ms);
      break;
    }
    case DispatchEvent::kRunStarted:
      if (runs_.contains(event.run_started().run_id())) drive(event.run_started(), area);
      break;
    case DispatchEvent::kRunTakenOver: go_on(event.run_taken_over(), area, to_ms(now)); break;
    case DispatchEvent::kDispatchRefused: hear_refusal(event.dispatch_refused(), now); break;
    case DispatchEvent::kDeliveryDone:
      doors_.erase(event.delivery_done().order_id());
      stops_.erase(event.delivery_done().order_id());
      break;
    case DispatchEvent::kDeliveryFailed: {
      const auto& failed = event.delivery_failed();
      if (!stops_.contains(failed.order_id())) break;
      in_the_car_[failed.run_id()].insert(failed.order_id());
      bring_back(area, failed.driver_id(), failed.order_id(), to_ms(now) + way_back_ms);
      break;
    }
    case DispatchEvent::kGoodsReturned: stops_.erase(event.goods_returned().order_id()); break;
    default: break;
  }
}

void Drivers::take(const std::string& area, const dispatch::v1::Run& run, int of_drivers) {
  if (is_left_to_people(area, run.window()) || driven_by_people_.contains(run.driver_id()) ||
      goes_home(area, run, of_drivers))
    return;
  runs_[run.run_id()] = {area, run.driver_id(), run.shift_id(), run.window()};
  auto leaves_at_ms = run.departs_at_ms();
  for (const auto& breakdown : breakdowns_) {
    if (breakdown.area == area && breakdown.window == run.window().window_id() &&
        breakdown.delivery_day == run.window().delivery_day())
      leaves_at_ms = std::max(leaves_at_ms, breakdown.leaves_at_ms);
  }
  leave(run.run_id(), leaves_at_ms);
}

bool Drivers::is_left_to_people(const std::string& area, const orders::v1::DeliveryWindow& window) const {
  return area == area_left_to_people && window.same_day() && !driven_by_people_.empty();
}

bool Drivers::goes_home(const std::string& area, const dispatch::v1::Run& run, int of_drivers) {
  const auto ill = std::find_if(illnesses_.begin(), illnesses_.end(), [&](const auto& one) {
    return one.area == area && one.window == run.window().window_id() && one.of_drivers <= of_drivers &&
           one.day <= run.window().delivery_day();
  });
  if (ill == illnesses_.end()) return false;
  DispatchCommand command;
  command.mutable_end_shift()->set_shift_id(run.shift_id());
  listener_.at(run.departs_at_ms() - goes_home_before_ms,
               to_dispatch(area, "ill/" + run.shift_id(), "shift/" + run.shift_id(), command.end_shift(), command));
  illnesses_.erase(ill);
  return true;
}

void Drivers::leave(const std::string& run_id, std::int64_t at_ms) {
  auto& run = runs_.at(run_id);
  DispatchCommand command;
  command.mutable_start_run()->set_run_id(run_id);
  command.mutable_start_run()->set_driver_id(run.driver);
  const auto again = ++run.asked == 1 ? std::string{} : "/" + std::to_string(run.asked);
  listener_.at(at_ms, to_dispatch(run.area, "start-" + run_id + again, "run/" + run_id, command.start_run(), command),
               "run/" + run_id);
}

void Drivers::hear_refusal(const dispatch::v1::DispatchRefused& refused, Timestamp now) {
  using namespace dispatch::v1;
  if (refused.action() == "start_run") {
    constexpr std::string_view prefix = "start-";
    const std::string_view id = refused.command_id();
    const auto run = std::find_if(runs_.begin(), runs_.end(), [&](const auto& one) {
      return id.starts_with(prefix) &&
             (id.substr(prefix.size()) == one.first || id.substr(prefix.size()).starts_with(one.first + "/"));
    });
    const bool may_pass =
        refused.reason() == DISPATCH_REFUSAL_NOT_PACKED || refused.reason() == DISPATCH_REFUSAL_RUN_NOT_OVER;
    if (run == runs_.end()) return;
    if (may_pass && run->second.asked < starts_max) {
      leave(run->first, to_ms(now) + try_again_ms);
    } else {
      runs_.erase(run);
    }
    return;
  }
  const auto door = doors_.find(refused.order_id());
  if (refused.action() != "complete" || door == doors_.end() || door->second.attempts > 3) return;
  auto& said = door->second.said;
  if (refused.reason() == DISPATCH_REFUSAL_AGE_NOT_CHECKED) {
    said.set_age_checked(true);  // now that the page has asked
  } else if (refused.reason() == DISPATCH_REFUSAL_ALCOHOL_HOURS) {
    keep_alcohol_back(refused.order_id(), "hours", said);
  } else {
    return;
  }
  say(refused.order_id(), to_ms(now) + minute_ms / 2);
}

void Drivers::drive(const dispatch::v1::RunStarted& started, const std::string& area) {
  const auto& run = runs_.at(started.run_id());
  const auto relief = std::find_if(reliefs_.begin(), reliefs_.end(), [&](const auto& one) {
    return one.area == area && one.window == run.window.window_id() && one.day <= run.window.delivery_day() &&
           started.stops_size() > 2;
  });
  auto last_ms = started.started_at_ms();
  for (const auto& stop : started.stops()) {
    stops_[stop.order_id()] = stop;
    // Who is called in does the rest, once the run is theirs.
    if (relief != reliefs_.end() && &stop != &started.stops(0)) continue;
    world::Dice dice{seed_, "way to " + stop.order_id()};
    const auto driven_ms = stop.eta_ms() == 0 ? last_ms + between_same_day_doors_ms : std::max(stop.eta_ms(), last_ms);
    last_ms = driven_ms + minute_ms * static_cast<std::int64_t>(1 + dice.below(4));
    ring(area, started.driver_id(), stop, last_ms);
  }
  if (relief != reliefs_.end()) {
    call_in(*relief, run, started.run_id(), last_ms);
    reliefs_.erase(relief);
  }
  runs_.erase(started.run_id());
}

void Drivers::go_on(const dispatch::v1::RunTakenOver& taken, const std::string& area, std::int64_t now_ms) {
  auto at_ms = now_ms + way_to_the_car_ms;
  const bool by_people = driven_by_people_.contains(taken.driver_id());
  for (const auto& order : taken.order_ids()) {
    listener_.forget("order/" + order);
    const auto stop = stops_.find(order);
    if (stop == stops_.end() || by_people) continue;
    at_ms += between_same_day_doors_ms;
    ring(area, taken.driver_id(), stop->second, at_ms);
  }
  for (const auto& order : in_the_car_[taken.run_id()]) {
    listener_.forget("return/" + order);
    if (!by_people && stops_.contains(order)) bring_back(area, taken.driver_id(), order, at_ms + way_back_ms);
  }
}

void Drivers::call_in(const Relief& relief, const Run& run, const std::string& run_id, std::int64_t at_ms) {
  const auto called_ms = at_ms + 2 * minute_ms;
  const auto there_ms = called_ms + way_to_the_car_ms;
  auto shift = relief.of;
  shift.set_shift_id("relief-" + run.shift);
  shift.set_starts_at_ms(called_ms);
  shift.set_ends_at_ms(called_ms + relief_works_ms);
  shift.clear_break_from_ms();
  shift.clear_break_to_ms();
  DispatchCommand called;
  *called.mutable_start_shift()->mutable_shift() = shift;
  listener_.at(called_ms, to_dispatch(run.area, "call-" + shift.shift_id(), "shift/" + shift.shift_id(),
                                      called.start_shift(), called));
  DispatchCommand taken;
  taken.mutable_take_over_run()->set_run_id(run_id);
  taken.mutable_take_over_run()->set_shift_id(shift.shift_id());
  listener_.at(there_ms, to_dispatch(run.area, "take-over-" + run_id, "run/" + run_id, taken.take_over_run(), taken));
  DispatchCommand ill;
  ill.mutable_end_shift()->set_shift_id(run.shift);
  listener_.at(there_ms + minute_ms,
               to_dispatch(run.area, "ill/" + run.shift, "shift/" + run.shift, ill.end_shift(), ill));
}

void Drivers::ring(const std::string& area, const std::string& driver, const dispatch::v1::Stop& stop,
                   std::int64_t at_ms) {
  const auto& order = stop.order_id();
  world::Dice dice{seed_, "door of " + order};
  auto lot = dice.below(1000);
  const auto falls = [&](std::uint64_t permille) {
    const bool here = lot < permille;
    lot -= std::min(lot, permille);
    return here;
  };
  DispatchCommand there;
  there.mutable_arrive_at_door()->set_order_id(order);
  there.mutable_arrive_at_door()->set_driver_id(driver);
  listener_.at(at_ms - minute_ms, to_dispatch(area, "arrive-" + order, "order/" + order, there.arrive_at_door(), there),
               "order/" + order);
  if (falls(not_opened_permille)) return fail(area, driver, order, dispatch::v1::FAILURE_REASON_NOT_OPENED, at_ms);
  if (falls(no_access_permille)) return fail(area, driver, order, dispatch::v1::FAILURE_REASON_NO_ACCESS, at_ms);
  if (falls(refused_at_door_permille))
    return fail(area, driver, order, dispatch::v1::FAILURE_REASON_REFUSED_AT_DOOR, at_ms);
  const auto* slip = book_.find(order);
  const bool asks_first = slip != nullptr && slip->hand_over().age_limit_years() != 0;
  if (!asks_first && falls(too_quick_permille)) be_too_quick(at_ms, area, order, driver);
  hand_over(area, driver, stop, at_ms);
}

void Drivers::be_too_quick(std::int64_t at_ms, const std::string& area, const std::string& order,
                           const std::string& driver) {
  DispatchCommand said;
  said.mutable_complete_delivery()->set_order_id(order);
  said.mutable_complete_delivery()->set_driver_id(driver);
  listener_.at(at_ms - minute_ms / 2,
               to_dispatch(area, "hasty-" + order, "order/" + order, said.complete_delivery(), said), "order/" + order);
  DispatchCommand taken_back;
  taken_back.mutable_undo_delivery()->set_order_id(order);
  taken_back.mutable_undo_delivery()->set_driver_id(driver);
  listener_.at(at_ms - minute_ms / 4,
               to_dispatch(area, "undo-" + order, "order/" + order, taken_back.undo_delivery(), taken_back),
               "order/" + order);
}

void Drivers::fail(const std::string& area, const std::string& driver, const std::string& order,
                   dispatch::v1::FailureReason reason, std::int64_t at_ms) {
  DispatchCommand command;
  command.mutable_fail_delivery()->set_order_id(order);
  command.mutable_fail_delivery()->set_driver_id(driver);
  command.mutable_fail_delivery()->set_reason(reason);
  listener_.at(at_ms, to_dispatch(area, "fail-" + order, "order/" + order, command.fail_delivery(), command),
               "order/" + order);
}

void Drivers::bring_back(const std::string& area, const std::string& driver, const std::string& order,
                         std::int64_t at_ms) {
  DispatchCommand command;
  command.mutable_return_goods()->set_order_id(order);
  command.mutable_return_goods()->set_driver_id(driver);
  listener_.at(at_ms, to_dispatch(area, "return-" + order, "order/" + order, command.return_goods(), command),
               "return/" + order);
}

void Drivers::hand_over(const std::string& area, const std::string& driver, const dispatch::v1::Stop& stop,
                        std::int64_t at_ms) {
  const auto& order = stop.order_id();
  world::Dice dice{seed_, "hands of " + order};
  auto& door = doors_[order];
  door = {area, {}, 0};
  auto& said = door.said;
  said.set_order_id(order);
  said.set_driver_id(driver);
  *said.mutable_received_by() =
      seal_(CitizenId{stop.citizen_id()}, "matbud.dispatch.v1.CompleteDelivery.received_by", dice.one_of(receivers));
  const auto* slip = book_.find(order);
  if (slip != nullptr && slip->hand_over().age_limit_years() != 0) {
    if (dice.chance(grandchild_percent)) {
      keep_alcohol_back(order, "age", said);
    } else {
      said.set_age_checked(!dice.chance(asks_late_percent));
    }
  }
  if (slip != nullptr && slip->lines_size() > 1 && dice.below(1000) < partly_permille) {
    const auto& line = slip->lines(static_cast<int>(dice.below(static_cast<std::uint64_t>(slip->lines_size()))));
    auto& kept = *said.add_kept_back();
    kept.set_gtin(line.gtin());
    kept.set_reason(dice.one_of(std::to_array({"damaged", "damaged", "missing", "refused"})));
  }
  say(order, at_ms);
}

void Drivers::keep_alcohol_back(const std::string& order, const char* reason, CompleteDelivery& said) const {
  said.set_alcohol_kept_back(true);
  const auto* slip = book_.find(order);
  if (slip == nullptr) return;
  for (const auto& line : slip->lines()) {
    if (!alcohol_.contains(line.gtin())) continue;
    auto& kept = *said.add_kept_back();
    kept.set_gtin(line.gtin());
    kept.set_reason(reason);
  }
}

void Drivers::say(const std::string& order, std::int64_t at_ms) {
  auto& door = doors_.at(order);
  const auto again = ++door.attempts == 1 ? std::string{} : "/" + std::to_string(door.attempts);
  DispatchCommand command;
  *command.mutable_complete_delivery() = door.said;
  listener_.at(
      at_ms, to_dispatch(door.area, "deliver-" + order + again, "order/" + order, command.complete_delivery(), command),
      "order/" + order);
}

}  // namespace matbud::demo
