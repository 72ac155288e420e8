#include <algorithm>

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

std::string tell_planned(const RunsPlanned& planned, const Scene& scene) {
  if (auto place = place_in(planned.runs(), scene); !place.empty())
    return place + std::string{why_anew(planned.reason())};
  const auto& left = planned.unplanned_order_ids();
  if (std::find(left.begin(), left.end(), scene.order_id) != left.end())
    return "it fits in no run of " + window(planned.window()) + " and waits for a driver";
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

std::string tell_plan_requested(const PlanRequested& requested, const Scene& scene) {
  const auto& wanted = requested.deliveries();
  const bool mine = std::any_of(wanted.begin(), wanted.end(),
                                [&](const auto& one) { return is_told(scene, one.delivery().order_id()); });
  return "routes for " + window(requested.window()) + " are to be planned" +
         (requested.previous().empty() ? "" : " anew") + std::string{why_anew(requested.reason())} + ": " +
         (mine ? "this order" + and_others(size_of(wanted)) : count(size_of(wanted), "order")) + ", " +
         count(size_of(requested.shifts()), "driver") + " on shift";
}

std::string tell_refused(const DispatchRefused& refused) {
  std::string line = "dispatch refused (" + refused.action() + "): " + std::string{words_for(refused.reason())};
  if (!refused.detail().empty()) line += ", " + refused.detail();
  return line;
}

}  // namespace

std::string tell(const DispatchCommand& command, const Scene& scene) {
  switch (command.command_case()) {
    case DispatchCommand::kPutDropPoint:
      return "asked to put the doorstep of citizen " + command.put_drop_point().drop_point().citizen_id();
    case DispatchCommand::kStartShift: return "driver " + command.start_shift().shift().driver_id() + " comes on shift";
    case DispatchCommand::kEndShift: return "shift " + command.end_shift().shift_id() + " asks to end";
    case DispatchCommand::kProposePlan: {
      auto place = place_in(command.propose_plan().runs(), scene);
      return "the route planner proposes: " +
             (place.empty() ? count(size_of(command.propose_plan().runs()), "run") : place);
    }
    case DispatchCommand::kStartRun:
      return "driver " + command.start_run().driver_id() + " wants to leave with run " + command.start_run().run_id();
    case DispatchCommand::kCompleteDelivery:
      return "driver " + command.complete_delivery().driver_id() + " reports: handed over";
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
    case DispatchEvent::kDriverArrived:
      return "driver " + event.driver_arrived().driver_id() + " stood at the door at " +
             moment(scene, event.driver_arrived().arrived_at_ms());
    case DispatchEvent::kDeliveryDone:
      return "delivered by driver " + event.delivery_done().driver_id() + " at " +
             moment(scene, event.delivery_done().delivered_at_ms()) +
             (event.delivery_done().age_checked() ? ", who saw to the receiver's age" : "") +
             (event.delivery_done().kept_back().empty()
                  ? std::string{}
                  : "; " + count(static_cast<std::size_t>(event.delivery_done().kept_back_size()), "item") +
                        " not handed over");
    case DispatchEvent::kDeliveryFailed:
      return "driver " + event.delivery_failed().driver_id() +
             " could not deliver it: " + std::string{words_for(event.delivery_failed().reason())};
    case DispatchEvent::kDeliveryUndone:
      return "driver " + event.delivery_undone().driver_id() + " took it back: it had not " +
             (event.delivery_undone().was_delivered() ? "been delivered" : "failed");
    case DispatchEvent::kAlertConfirmed:
      return "home care (" + event.alert_confirmed().confirmed_by() + ") looks after the door that nobody opened";
    case DispatchEvent::kAlertEscalated:
      return "nobody in home care has confirmed that a door was not opened at " +
             moment(scene, event.alert_escalated().raised_at_ms()) + ": somebody has to call";
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
    case DispatchEvent::kDispatchRefused: return tell_refused(event.dispatch_refused());
    case DispatchEvent::kRuntime: return tell(event.runtime(), scene);
    case DispatchEvent::EVENT_NOT_SET: break;
  }
  return std::string{unknown_words};
}

}  // namespace matbud::audit
