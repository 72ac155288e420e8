#include <algorithm>
#include <optional>

#include "refusals.h"
#include "tellers.h"

namespace matbud::audit {
namespace {

using namespace dispatch::v1;

std::size_t size_of(const auto& repeated) { return static_cast<std::size_t>(repeated.size()); }

std::string stop_number(int index, int all) {
  return "stop " + std::to_string(index + 1) + " of " + std::to_string(all);
}

/// The order's place in the runs; empty when it is in none.
std::string place_in(const auto& runs, const Scene& scene) {
  for (const auto& run : runs) {
    for (int i = 0; i < run.stops_size(); ++i) {
      if (!is_told(scene, run.stops(i).order_id())) continue;
      std::string line =
          "driver " + run.driver_id() + " has it: " + stop_number(i, run.stops_size()) + " of run " + run.run_id();
      if (run.stops(i).eta_ms() != 0) line += ", expected about " + moment(scene, run.stops(i).eta_ms());
      return line;
    }
  }
  return {};
}

std::string_view why_anew(ReplanReason reason) {
  switch (reason) {
    case REPLAN_REASON_DRIVER_GONE: return ", since a driver has left";
    case REPLAN_REASON_ORDER_WITHDRAWN: return ", since an order was called back";
    case REPLAN_REASON_ROAD_CLOSED: return ", since a road is closed";
    case REPLAN_REASON_DISPATCHER: return ", as the dispatcher wished";
    default: return {};
  }
}

/// Only what an operator would ask about: a server that was there and did not help.
std::string timed_by(const Travel& travel) {
  return travel.fell_back().empty() ? std::string{} : "; timed by great circles (" + travel.fell_back() + ")";
}

std::string_view why_kept_back(std::string_view reason) {
  if (reason == "damaged") return "damaged";
  if (reason == "missing") return "not in the car";
  if (reason == "refused") return "not wanted at the door";
  if (reason == "age") return "an age limit";
  if (reason == "hours") return "too late for alcohol";
  return "for a reason this version does not know";
}

/// Empty when all was handed over.
std::string not_handed_over(const auto& kept_back) {
  std::string words;
  for (const auto& kept : kept_back) {
    words += words.empty() ? "; not handed over: " : ", ";
    words += kept.gtin() == 0 ? std::string{"a box"} : "GTIN " + std::to_string(kept.gtin());
    words.append(" (").append(why_kept_back(kept.reason())).append(")");
  }
  return words;
}

/// Of a plan, proposed or taken.
std::string_view why_unplanned(const auto& planned, int index) {
  if (index >= planned.unplanned_reasons_size()) return {};
  switch (planned.unplanned_reasons(index)) {
    case UNPLANNED_REASON_SKILLS: return ": nobody on shift can do what its door needs";
    case UNPLANNED_REASON_LOAD: return ": it is more than a vehicle on shift can take";
    case UNPLANNED_REASON_TIME: return ": nobody on shift can be there in time";
    case UNPLANNED_REASON_NO_ROOM: return ": with the other orders, those on shift have no room or time left for it";
    case UNPLANNED_REASON_NO_DRIVER: return ": nobody is on shift";
    default: return {};
  }
}

/// Where the order stands among those that a plan leaves over; nothing when it does not.
std::optional<int> left_over(const auto& planned, const Scene& scene) {
  const auto& left = planned.unplanned_order_ids();
  const auto found = std::find(left.begin(), left.end(), scene.order_id);
  if (found == left.end()) return std::nullopt;
  return static_cast<int>(found - left.begin());
}

std::string tell_proposed(const ProposePlan& plan, const Scene& scene) {
  const std::string proposes = "the route planner proposes: ";
  if (auto place = place_in(plan.runs(), scene); !place.empty()) return proposes + place;
  if (const auto index = left_over(plan, scene))
    return proposes + "no run for this order" + std::string{why_unplanned(plan, *index)};
  return proposes + count(size_of(plan.runs()), "run");
}

std::string tell_planned(const RunsPlanned& planned, const Scene& scene) {
  if (auto place = place_in(planned.runs(), scene); !place.empty())
    return place + std::string{why_anew(planned.reason())};
  if (const auto index = left_over(planned, scene))
    return "it fits in no run of " + window(planned.window()) + " and waits for a driver" +
           std::string{why_unplanned(planned, *index)} + std::string{why_anew(planned.reason())};
  const auto& left = planned.unplanned_order_ids();
  std::size_t stops = 0;
  for (const auto& run : planned.runs()) stops += size_of(run.stops());
  return window(planned.window()) + " is planned: " + count(size_of(planned.runs()), "run") + ", " +
         count(stops, "stop") + (left.empty() ? "" : ", " + count(size_of(left), "order") + " without a driver") +
         std::string{why_anew(planned.reason())} + timed_by(planned.travel());
}

std::string tell_started(const RunStarted& started, const Scene& scene) {
  for (int i = 0; i < started.stops_size(); ++i) {
    if (is_told(scene, started.stops(i).order_id()))
      return "driver " + started.driver_id() + " has left the depot with it: " + stop_number(i, started.stops_size());
  }
  return "run " + started.run_id() + " has left the depot: driver " + started.driver_id() + ", " +
         count(size_of(started.stops()), "stop");
}

std::string tell_requested(const DeliveryRequested& requested, const Scene& scene) {
  const auto& delivery = requested.delivery();
  const auto load = delivery.packed() ? "stands packed (" + count(delivery.boxes(), "box") + ", " +
                                            kilograms(delivery.weight_grams()) + ") and waits for a driver"
                                      : std::string{"is to be delivered"};
  return "it " + load + "; routes for " + window(delivery.window()) + " are planned at " +
         moment(scene, requested.plan_at_ms());
}

std::string tell_closed(const WindowClosed& closed, const Scene& scene) {
  const auto& all = closed.late();
  const auto mine =
      std::find_if(all.begin(), all.end(), [&](const auto& one) { return is_told(scene, one.order_id()); });
  if (mine == all.end())
    return window(closed.window()) +
           " is over: " + (all.empty() ? std::string{"nothing is late"} : count(size_of(all), "order") + " late");
  return "it is late: " + window(closed.window()) + " is over, and " +
         (mine->run_id().empty() ? "no driver has it" : "driver " + mine->driver_id() + " has not come to the door");
}

std::string tell_taken_over(const RunTakenOver& taken, const Scene& scene) {
  const auto& left = taken.order_ids();
  const bool mine = std::any_of(left.begin(), left.end(), [&](const auto& id) { return is_told(scene, id); });
  return "driver " + taken.driver_id() + " goes on with run " + taken.run_id() + ", which driver " +
         taken.from_driver_id() +
         " cannot finish: " + (mine ? "this order" + and_others(size_of(left)) : count(size_of(left), "order")) +
         " on board";
}

std::string tell_plan_requested(const PlanRequested& requested, const Scene& scene) {
  const auto& wanted = requested.deliveries();
  const bool mine = std::any_of(wanted.begin(), wanted.end(),
                                [&](const auto& one) { return is_told(scene, one.delivery().order_id()); });
  return "routes for " + window(requested.window()) + " are to be planned" +
         (requested.previous().empty() && requested.reason() == REPLAN_REASON_UNSPECIFIED ? "" : " anew") +
         std::string{why_anew(requested.reason())} + ": " +
         (mine ? "this order" + and_others(size_of(wanted)) : count(size_of(wanted), "order")) + ", " +
         count(size_of(requested.shifts()), "driver") + " on shift";
}

std::string_view what_was_refused(std::string_view action) {
  if (action == "start_run") return "leaving the depot was refused";
  if (action == "take_over") return "going on with another driver's run was refused";
  if (action == "arrive") return "the arrival was refused";
  if (action == "complete") return "the hand-over was refused";
  if (action == "fail") return "the report that it could not be handed over was refused";
  if (action == "return") return "the return was refused";
  if (action == "undo") return "taking it back was refused";
  if (action == "confirm_alert") return "the answer for the door was refused";
  if (action == "plan") return "the plan was refused";
  if (action == "arrange") return "the dispatcher's runs were refused";
  if (action == "plan_settings") return "how the area shall be planned was refused";
  if (action == "shift") return "the shift was refused";
  if (action == "doorstep") return "the doorstep was refused";
  return "dispatch refused what was asked";
}

std::string tell_refused(const DispatchRefused& refused, const Scene& scene) {
  const auto& waiting = refused.waiting_order_ids();
  if (std::any_of(waiting.begin(), waiting.end(), [&](const auto& id) { return is_told(scene, id); })) {
    return "routes cannot be planned, since " + std::string{words_for(refused.reason())} + ": this order" +
           and_others(size_of(waiting)) + (waiting.size() == 1 ? " waits" : " wait") + " for a driver";
  }
  std::string line = std::string{what_was_refused(refused.action())} + ": " + std::string{words_for(refused.reason())};
  const bool says_more = !refused.detail().empty() && refused.detail() != "order " + refused.order_id();
  return says_more ? line + ", " + refused.detail() : line;
}

}  // namespace

std::string tell(const DispatchCommand& command, const Scene& scene) {
  switch (command.command_case()) {
    case DispatchCommand::kPutDropPoint:
      return "asked to put the doorstep of citizen " + command.put_drop_point().drop_point().citizen_id();
    case DispatchCommand::kStartShift: return "driver " + command.start_shift().shift().driver_id() + " comes on shift";
    case DispatchCommand::kEndShift: return "shift " + command.end_shift().shift_id() + " asks to end";
    case DispatchCommand::kProposePlan: return tell_proposed(command.propose_plan(), scene);
    case DispatchCommand::kStartRun:
      return "driver " + command.start_run().driver_id() + " wants to leave with run " + command.start_run().run_id();
    case DispatchCommand::kTakeOverRun:
      return "the driver of shift " + command.take_over_run().shift_id() + " shall go on with run " +
             command.take_over_run().run_id();
    case DispatchCommand::kCompleteDelivery:
      return "driver " + command.complete_delivery().driver_id() + " reports: handed over" +
             not_handed_over(command.complete_delivery().kept_back());
    case DispatchCommand::kFailDelivery:
      return "driver " + command.fail_delivery().driver_id() +
             " reports: " + std::string{words_for(command.fail_delivery().reason())};
    case DispatchCommand::kReturnGoods:
      return "driver " + command.return_goods().driver_id() + " reports: back at the depot";
    case DispatchCommand::kUndoDelivery:
      return "driver " + command.undo_delivery().driver_id() + " takes back what was said at the door";
    case DispatchCommand::kConfirmAlert:
      return "home care (" + command.confirm_alert().confirmed_by() + ") answers for the door that nobody opened";
    case DispatchCommand::kRequestPlan:
      return "routes are asked for: the " + command.request_plan().window_id() + " window on " +
             day(command.request_plan().delivery_day());
    case DispatchCommand::kArriveAtDoor:
      return "driver " + command.arrive_at_door().driver_id() + " reports: at the door";
    case DispatchCommand::kArrangeRuns: {
      auto place = place_in(command.arrange_runs().runs(), scene);
      return "the dispatcher arranges runs by hand: " +
             (place.empty() ? count(size_of(command.arrange_runs().runs()), "run") : place);
    }
    case DispatchCommand::kPutPlanSettings:
      return "asked how area " + command.put_plan_settings().settings().area_id() + " shall be planned";
    case DispatchCommand::kRuntime: return tell(command.runtime(), scene);
    case DispatchCommand::COMMAND_NOT_SET: break;
  }
  return std::string{unknown_words};
}

std::string tell(const DispatchEvent& event, const Scene& scene) {
  switch (event.event_case()) {
    case DispatchEvent::kDriverOnShift: {
      const auto& shift = event.driver_on_shift().shift();
      return "driver " + shift.driver_id() + " is on shift until " + moment(scene, shift.ends_at_ms());
    }
    case DispatchEvent::kDriverOffShift: return "driver " + event.driver_off_shift().driver_id() + " is off shift";
    case DispatchEvent::kRunsPlanned: return tell_planned(event.runs_planned(), scene);
    case DispatchEvent::kRunReplanned: {
      const auto& replanned = event.run_replanned();
      return "driver " + replanned.driver_id() + " has it: added to run " + replanned.run_id() + " as stop " +
             std::to_string(replanned.stop_index() + 1);
    }
    case DispatchEvent::kRunStarted: return tell_started(event.run_started(), scene);
    case DispatchEvent::kRunTakenOver: return tell_taken_over(event.run_taken_over(), scene);
    case DispatchEvent::kDriverArrived:
      return "driver " + event.driver_arrived().driver_id() + " stood at the door at " +
             moment(scene, event.driver_arrived().arrived_at_ms());
    case DispatchEvent::kDeliveryDone:
      return "delivered by driver " + event.delivery_done().driver_id() + " at " +
             moment(scene, event.delivery_done().delivered_at_ms()) +
             (event.delivery_done().at_unit().empty() ? std::string{}
                                                      : ", at the base of unit " + event.delivery_done().at_unit()) +
             (event.delivery_done().age_checked() ? ", who saw to the receiver's age" : "") +
             not_handed_over(event.delivery_done().kept_back());
    case DispatchEvent::kDeliveryFailed:
      return "driver " + event.delivery_failed().driver_id() +
             " could not deliver it: " + std::string{words_for(event.delivery_failed().reason())} +
             (event.delivery_failed().answer_until_ms() == 0
                  ? std::string{}
                  : "; home care has until " + moment(scene, event.delivery_failed().answer_until_ms()) +
                        " to confirm");
    case DispatchEvent::kDeliveryUndone:
      return "driver " + event.delivery_undone().driver_id() + " took it back: it had not " +
             (event.delivery_undone().was_delivered() ? "been delivered" : "failed");
    case DispatchEvent::kAlertConfirmed:
      return "home care (" + event.alert_confirmed().confirmed_by() + ") looks after the door that nobody opened";
    case DispatchEvent::kAlertEscalated:
      return "nobody in home care has confirmed that a door was not opened at " +
             moment(scene, event.alert_escalated().raised_at_ms()) + ": somebody has to call";
    case DispatchEvent::kWindowClosed: return tell_closed(event.window_closed(), scene);
    case DispatchEvent::kGoodsReturned:
      return "driver " + event.goods_returned().driver_id() + " brought the goods back to the depot";
    case DispatchEvent::kDropPointPut:
      return "the doorstep of citizen " + event.drop_point_put().drop_point().citizen_id() + " is known";
    case DispatchEvent::kDeliveryRequested: return tell_requested(event.delivery_requested(), scene);
    case DispatchEvent::kPlanRequested: return tell_plan_requested(event.plan_requested(), scene);
    case DispatchEvent::kPlanSettingsPut:
      return "area " + event.plan_settings_put().settings().area_id() + " is planned as was asked for";
    case DispatchEvent::kDeliveryWithdrawn:
      return "it is not delivered after all" + (event.delivery_withdrawn().run_id().empty()
                                                    ? std::string{}
                                                    : ", and leaves run " + event.delivery_withdrawn().run_id());
    case DispatchEvent::kDispatchRefused: return tell_refused(event.dispatch_refused(), scene);
    case DispatchEvent::kRuntime: return tell(event.runtime(), scene);
    case DispatchEvent::EVENT_NOT_SET: break;
  }
  return std::string{unknown_words};
}

}  // namespace matbud::audit
