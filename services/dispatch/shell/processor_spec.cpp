#include "matbud/dispatch/processor_spec.h"

#include "matbud/dispatch/decider.h"
#include "matbud/log/topics.h"

namespace matbud::dispatch {

processor::ProcessorSpec processor_spec() {
  processor::ProcessorSpec spec;
  spec.name = "dispatch";
  spec.own_topic = log::dispatch_events;
  spec.commands_topic = log::dispatch_commands;
  spec.inputs = {std::string{log::dispatch_commands}, std::string{log::bridge_events}};
  spec.decider = make_decider();
  spec.state_version = 5;
  return spec;
}

}  // namespace matbud::dispatch
