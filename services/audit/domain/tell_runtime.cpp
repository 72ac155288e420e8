#include "matbud/audit/benefit_report.h"
#include "tellers.h"

namespace matbud::audit {
namespace {

using namespace runtime::v1;

std::string place_of(const InputRef& input) {
  return input.topic() + "/" + std::to_string(input.partition()) + "/" + std::to_string(input.offset());
}

std::string tell_parked(const InputParked& parked) {
  if (parked.behind()) return "record " + place_of(parked.input()) + " waits behind an older one that was set aside";
  return "record " + place_of(parked.input()) + " could not be decided and was set aside: " + parked.reason();
}

std::string tell_settled(const ParkedSettled& settled) {
  if (!settled.discarded()) return "record " + place_of(settled.input()) + " was decided after all and changed nothing";
  return "an operator gave up record " + place_of(settled.input()) + ": " + settled.reason();
}

/// The timers of all services, by the first part of their ids.
std::string what_is_due(const std::string& timer_id) {
  if (timer_id.starts_with("late/")) return ": the grocer's answer is due";
  if (timer_id.starts_with("alert/")) return ": home care's answer is due";
  if (timer_id.starts_with("plan/")) return ": runs are to be planned";
  if (timer_id.starts_with("standing/")) return ": a standing order is to be placed";
  if (timer_id.starts_with("retry/")) return ": another attempt is due";
  return " for " + timer_id;
}

std::string joined(const auto& words) {
  std::string line;
  for (const auto& word : words) line += (line.empty() ? "" : ", ") + word;
  return line;
}

std::string look(const auto& access) {
  return access.actor_id() + " (" + access.role() + ") looked at " + joined(access.fields()) + " of citizen " +
         access.citizen_id() + ", on the ground of " + access.ground();
}

std::string act(const auto& acted) {
  return "operator " + acted.actor_id() + " did " + acted.act() + " on " + acted.target() + ": " + acted.reason();
}

std::string assumed(const audit::v1::BenefitAssumptions& assumptions) {
  return "municipality " + assumptions.municipality() + " reckons its benefits by " +
         std::to_string(assumptions.values_size()) + " assumptions of its own from " +
         month_text(assumptions.from_month()) + " on";
}

}  // namespace

std::string tell(const RuntimeCommand& command, const Scene& scene) {
  switch (command.command_case()) {
    case RuntimeCommand::kTimerDue:
      return "the clock struck " + moment(scene, command.timer_due().due_at_ms()) +
             what_is_due(command.timer_due().timer_id());
    case RuntimeCommand::kRedriveParked:
      return std::string{command.redrive_parked().discard() ? "an operator gives up" : "an operator redrives"} +
             " what was set aside of " + command.redrive_parked().subject() +
             (command.redrive_parked().reason().empty() ? std::string{} : ": " + command.redrive_parked().reason());
    case RuntimeCommand::kStartEffect: return "about to perform " + command.start_effect().effect_id();
    case RuntimeCommand::COMMAND_NOT_SET: break;
  }
  return std::string{unknown_words};
}

std::string tell(const RuntimeEvent& event, const Scene&) {
  switch (event.event_case()) {
    case RuntimeEvent::kInputParked: return tell_parked(event.input_parked());
    case RuntimeEvent::kParkedSettled: return tell_settled(event.parked_settled());
    case RuntimeEvent::kRedriveRefused:
      return "redriving " + event.redrive_refused().subject() + " changed nothing: " + event.redrive_refused().reason();
    case RuntimeEvent::kEffectStarted:
      return "from here on " + event.effect_started().effect_id() + " may have happened";
    case RuntimeEvent::EVENT_NOT_SET: break;
  }
  return std::string{unknown_words};
}

std::string tell(const v1::AuditCommand& command, const Scene& scene) {
  switch (command.command_case()) {
    case v1::AuditCommand::kReportAccess: return "reported: " + look(command.report_access());
    case v1::AuditCommand::kReportOperatorAct: return "reported: " + act(command.report_operator_act());
    case v1::AuditCommand::kPutBenefitAssumptions:
      return "asked: " + assumed(command.put_benefit_assumptions().assumptions());
    case v1::AuditCommand::kRuntime: return tell(command.runtime(), scene);
    case v1::AuditCommand::COMMAND_NOT_SET: break;
  }
  return std::string{unknown_words};
}

std::string tell(const v1::AuditEvent& event, const Scene& scene) {
  switch (event.event_case()) {
    case v1::AuditEvent::kAccessRecorded: return look(event.access_recorded());
    case v1::AuditEvent::kOperatorActed: return act(event.operator_acted());
    case v1::AuditEvent::kCheckpointSigned:
      return "signed: " + event.checkpoint_signed().topic() + "/" +
             std::to_string(event.checkpoint_signed().partition()) + " holds " +
             std::to_string(event.checkpoint_signed().tree_size()) + " records";
    case v1::AuditEvent::kBenefitAssumptionsPut: return assumed(event.benefit_assumptions_put().assumptions());
    case v1::AuditEvent::kBenefitAssumptionsRefused:
      return "what municipality " + event.benefit_assumptions_refused().municipality() +
             " wanted to reckon its benefits by was refused: " + event.benefit_assumptions_refused().field() +
             " cannot be";
    case v1::AuditEvent::kRuntime: return tell(event.runtime(), scene);
    case v1::AuditEvent::EVENT_NOT_SET: break;
  }
  return std::string{unknown_words};
}

}  // namespace matbud::audit
