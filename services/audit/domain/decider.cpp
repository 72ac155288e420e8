#include "matbud/audit/decider.h"

#include "matbud/audit/benefit_assumptions.h"
#include "matbud/audit/v1/commands.pb.h"
#include "matbud/audit/v1/events.pb.h"
#include "matbud/log/topics.h"
#include "matbud/processor/service_decider.h"

namespace matbud::audit {
namespace {

using google::protobuf::Arena;
using processor::Decision;
using processor::Input;

/// command id -> nothing: reports that are recorded. Numbers live in stored state: add, never reuse.
constexpr state::TableId recorded{1};

Decision access_recorded(const v1::ReportAccess& report, const Input& input, Arena& arena) {
  auto* event = Arena::CreateMessage<v1::AuditEvent>(&arena);
  auto& access = *event->mutable_access_recorded();
  access.set_citizen_id(report.citizen_id());
  access.set_actor_id(report.actor_id());
  access.set_role(report.role());
  access.set_ground(report.ground());
  *access.mutable_fields() = report.fields();
  access.set_at_ms(to_ms(input.appended_at));
  access.set_command_id(input.record.id.data(), input.record.id.size());
  return {event, "citizen/" + report.citizen_id()};
}

Decision operator_acted(const v1::ReportOperatorAct& report, const Input& input, Arena& arena) {
  auto* event = Arena::CreateMessage<v1::AuditEvent>(&arena);
  auto& act = *event->mutable_operator_acted();
  act.set_actor_id(report.actor_id());
  act.set_act(report.act());
  act.set_target(report.target());
  act.set_reason(report.reason());
  act.set_at_ms(to_ms(input.appended_at));
  act.set_command_id(input.record.id.data(), input.record.id.size());
  return {event, "operator/" + report.actor_id()};
}

Decision assumptions_put(const v1::PutBenefitAssumptions& wanted, const Input& input, Arena& arena) {
  auto* event = Arena::CreateMessage<v1::AuditEvent>(&arena);
  const auto& municipality = wanted.assumptions().municipality();
  if (const auto field = objection_to(wanted.assumptions()); !field.empty()) {
    auto& refused = *event->mutable_benefit_assumptions_refused();
    refused.set_municipality(municipality);
    refused.set_command_id(input.record.id.data(), input.record.id.size());
    refused.set_field(field);
  } else {
    auto& put = *event->mutable_benefit_assumptions_put();
    *put.mutable_assumptions() = wanted.assumptions();
    put.set_set_by(wanted.set_by());
    put.set_at_ms(to_ms(input.appended_at));
    put.set_command_id(input.record.id.data(), input.record.id.size());
  }
  return {event, "municipality/" + municipality};
}

class AuditDecider final : public processor::ServiceDecider<v1::AuditCommand, v1::AuditEvent> {
 public:
  AuditDecider() : ServiceDecider{log::audit_commands} {}

  [[nodiscard]] std::optional<Decision> decide(const state::TableReader& state, const Input& input,
                                               Arena& arena) const final {
    if (input.topic != commands_topic()) return std::nullopt;
    const auto& command = processor::decoded<v1::AuditCommand>(input, arena);
    if (command.has_runtime()) return std::nullopt;
    if (!input.record.id.empty() && state.find(recorded, input.record.id)) return std::nullopt;
    switch (command.command_case()) {
      case v1::AuditCommand::kReportAccess: return access_recorded(command.report_access(), input, arena);
      case v1::AuditCommand::kReportOperatorAct: return operator_acted(command.report_operator_act(), input, arena);
      case v1::AuditCommand::kPutBenefitAssumptions:
        return assumptions_put(command.put_benefit_assumptions(), input, arena);
      default: throw processor::Poison{"the command holds nothing this version knows"};
    }
  }

 protected:
  void evolve_event(state::TableWriter& state, const v1::AuditEvent& event, const processor::EventInfo&) const final {
    const auto remember = [&](const std::string& command_id) {
      if (!command_id.empty()) state.put(recorded, command_id, {});
    };
    if (event.has_access_recorded()) remember(event.access_recorded().command_id());
    if (event.has_operator_acted()) remember(event.operator_acted().command_id());
    if (event.has_benefit_assumptions_put()) remember(event.benefit_assumptions_put().command_id());
    if (event.has_benefit_assumptions_refused()) remember(event.benefit_assumptions_refused().command_id());
  }
};

}  // namespace

std::shared_ptr<const processor::Decider> make_decider() { return std::make_shared<const AuditDecider>(); }

}  // namespace matbud::audit
