#include "matbud/audit/processor_spec.h"

#include "matbud/audit/decider.h"
#include "matbud/log/topics.h"

namespace matbud::audit {

processor::ProcessorSpec processor_spec() {
  processor::ProcessorSpec spec;
  spec.name = "audit";
  spec.own_topic = log::audit_events;
  spec.commands_topic = log::audit_commands;
  spec.inputs = {std::string{log::audit_commands}};
  spec.decider = make_decider();
  return spec;
}

}  // namespace matbud::audit
