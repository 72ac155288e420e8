// Which rule an input meets, and how dispatch's own events are folded.
#include "closing.h"
#include "deciding.h"
#include "deliveries.h"
#include "driving.h"
#include "insertion.h"
#include "matbud/bridge/v1/events.pb.h"
#include "matbud/dispatch/decider.h"
#include "matbud/dispatch/v1/commands.pb.h"
#include "matbud/log/topics.h"
#include "matbud/processor/machinery.h"
#include "matbud/processor/service_decider.h"
#include "planning.h"
#include "proposals.h"
#include "rows.h"
#include "second_thoughts.h"
#include "shifts.h"
#include "taking_over.h"

namespace matbud::dispatch {
namespace {

using v1::DispatchCommand;
using v1::DispatchEvent;

template <class Message>
bool is(const processor::Input& input) {
  return input.record.type == Message::descriptor()->full_name();
}

Answer decide_runtime(const Asked& asked, const runtime::v1::RuntimeCommand& command) {
  constexpr std::string_view prefix = "plan/";
  const auto& due = command.timer_due();
  if (!command.has_timer_due() || !processor::is_due(asked.tables, due)) return std::nullopt;
  if (due.timer_id().starts_with(alert_timer_prefix)) return decide_alert_due(asked, due);
  if (due.timer_id().starts_with(closing_timer_prefix))
    return decide_closing(asked, std::string_view{due.timer_id()}.substr(closing_timer_prefix.size()));
  if (!due.timer_id().starts_with(prefix)) return std::nullopt;
  return decide_plan(asked, std::string_view{due.timer_id()}.substr(prefix.size()));
}

Answer decide_command(const Asked& asked, const DispatchCommand& command) {
  if (!asked.id.empty() && asked.tables.find(table::handled_commands, asked.id)) return std::nullopt;
  switch (command.command_case()) {
    case DispatchCommand::kPutDropPoint: return decide_put_drop_point(asked, command.put_drop_point());
    case DispatchCommand::kStartShift: return decide_start_shift(asked, command.start_shift());
    case DispatchCommand::kEndShift: return decide_end_shift(asked, command.end_shift());
    case DispatchCommand::kProposePlan: return decide_proposal(asked, command.propose_plan());
    case DispatchCommand::kStartRun: return decide_start_run(asked, command.start_run());
    case DispatchCommand::kTakeOverRun: return decide_take_over(asked, command.take_over_run());
    case DispatchCommand::kCompleteDelivery: return decide_complete(asked, command.complete_delivery());
    case DispatchCommand::kFailDelivery: return decide_fail(asked, command.fail_delivery());
    case DispatchCommand::kReturnGoods: return decide_return(asked, command.return_goods());
    case DispatchCommand::kUndoDelivery: return decide_undo(asked, command.undo_delivery());
    case DispatchCommand::kConfirmAlert: return decide_confirm_alert(asked, command.confirm_alert());
    case DispatchCommand::kRequestPlan: return decide_plan(asked, command.request_plan());
    case DispatchCommand::kArriveAtDoor: return decide_arrive(asked, command.arrive_at_door());
    case DispatchCommand::kArrangeRuns: return decide_arrange(asked, command.arrange_runs());
    case DispatchCommand::kPutPlanSettings: return decide_plan_settings(asked, command.put_plan_settings());
    case DispatchCommand::kRuntime:
    case DispatchCommand::COMMAND_NOT_SET: break;
  }
  throw processor::Poison{"the command names nothing that this version knows"};
}

/// Most of what the bridge says is nothing to dispatch; its events are told apart by ce_type, undecoded.
Answer hear_bridge(const Asked& asked, const processor::Input& input) {
  const auto event = [&]() -> const bridge::v1::BridgeEvent& {
    return processor::decoded<bridge::v1::BridgeEvent>(input, asked.arena);
  };
  if (is<bridge::v1::OrderPacked>(input)) return decide_packed(asked, event().order_packed());
  if (is<bridge::v1::OrderConfirmed>(input)) return decide_confirmed(asked, event().order_confirmed());
  if (is<bridge::v1::OrderWithdrawn>(input)) return decide_withdrawn(asked, event().order_withdrawn().order_id());
  if (is<bridge::v1::GrocerRefused>(input)) return decide_withdrawn(asked, event().grocer_refused().order_id());
  return std::nullopt;
}

class DispatchDecider final : public processor::ServiceDecider<DispatchCommand, DispatchEvent> {
 public:
  DispatchDecider() : ServiceDecider{log::dispatch_commands} {}

  [[nodiscard]] Answer decide(const TableReader& tables, const processor::Input& input,
                              google::protobuf::Arena& arena) const override {
    Asked asked{tables, input.appended_at, input.record.id, input.record.key, false, arena};
    if (input.topic == log::bridge_events) {
      return hear_bridge(asked, input);
    }
    if (input.topic != commands_topic()) return std::nullopt;
    const auto& command = processor::decoded<DispatchCommand>(input, arena);
    if (command.has_runtime()) return decide_runtime(asked, command.runtime());
    asked.by_command = true;
    return decide_command(asked, command);
  }

 protected:
  void evolve_event(TableWriter& tables, const DispatchEvent& event, const processor::EventInfo& info) const override {
    if (!event.command_id().empty()) tables.put(table::handled_commands, event.command_id(), "");
    switch (event.event_case()) {
      case DispatchEvent::kDriverOnShift: evolve_on_shift(tables, event.driver_on_shift().shift(), info.time); break;
      case DispatchEvent::kDriverOffShift: evolve_off_shift(tables, event.driver_off_shift(), info.time); break;
      case DispatchEvent::kRunsPlanned: evolve_runs_planned(tables, event.runs_planned(), info.time); break;
      case DispatchEvent::kRunReplanned:
        let_old_windows_be(tables, info.time);
        evolve_inserted(tables, event.run_replanned(), info.time);
        break;
      case DispatchEvent::kRunStarted: evolve_run_started(tables, event.run_started()); break;
      case DispatchEvent::kRunTakenOver: evolve_taken_over(tables, event.run_taken_over(), info.time); break;
      case DispatchEvent::kDriverArrived: evolve_arrived(tables, event.driver_arrived()); break;
      case DispatchEvent::kDeliveryDone:
        evolve_resolved(tables, event.delivery_done().order_id(), true, info.time);
        break;
      case DispatchEvent::kDeliveryFailed:
        evolve_resolved(tables, event.delivery_failed().order_id(), false, info.time);
        if (raises_an_alert(event.delivery_failed().reason()))
          raise_alert(tables, event.delivery_failed().order_id(), info.time, info.key);
        break;
      case DispatchEvent::kDeliveryUndone: evolve_undone(tables, event.delivery_undone()); break;
      case DispatchEvent::kAlertConfirmed: evolve_alert_confirmed(tables, event.alert_confirmed()); break;
      case DispatchEvent::kAlertEscalated: evolve_alert_escalated(tables, event.alert_escalated()); break;
      case DispatchEvent::kGoodsReturned: evolve_returned(tables, event.goods_returned()); break;
      case DispatchEvent::kDropPointPut:
        table::doorsteps.put(tables, event.drop_point_put().drop_point().citizen_id(),
                             event.drop_point_put().drop_point());
        break;
      case DispatchEvent::kDeliveryRequested:
        let_old_windows_be(tables, info.time);
        evolve_requested(tables, event.delivery_requested());
        break;
      case DispatchEvent::kPlanRequested: evolve_plan_requested(tables, event.plan_requested(), info.key); break;
      case DispatchEvent::kDeliveryWithdrawn: evolve_withdrawn(tables, event.delivery_withdrawn(), info.time); break;
      case DispatchEvent::kPlanSettingsPut:
        table::plan_settings.put(tables, event.plan_settings_put().settings().area_id(),
                                 event.plan_settings_put().settings());
        break;
      case DispatchEvent::kWindowClosed: evolve_closed(tables, event.window_closed()); break;
      case DispatchEvent::kDispatchRefused: evolve_refused(tables, event.dispatch_refused(), info); break;
      case DispatchEvent::kRuntime:
      case DispatchEvent::EVENT_NOT_SET: break;
    }
  }

 private:
  static void evolve_refused(TableWriter& tables, const v1::DispatchRefused& refused,
                             const processor::EventInfo& info) {
    if (!refused.plan_id().empty()) evolve_plan_refused(tables, refused, info.time);
    if (refused.reason() != v1::DISPATCH_REFUSAL_NOTHING_TO_PLAN && refused.reason() != v1::DISPATCH_REFUSAL_NO_DRIVER)
      return;
    constexpr std::string_view prefix = "window/";
    if (!info.subject.starts_with(prefix)) return;
    const auto window = info.subject.substr(prefix.size());
    if (refused.reason() == v1::DISPATCH_REFUSAL_NO_DRIVER) return evolve_nobody_drives(tables, window);
    evolve_nothing_planned(tables, window);
  }
};

}  // namespace

std::shared_ptr<const processor::Decider> make_decider() { return std::make_shared<DispatchDecider>(); }

}  // namespace matbud::dispatch
