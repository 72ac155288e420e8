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
  // 6: each window with an order has a timer for its end, and a row also when its runs take orders the same day.
  spec.state_version = 7;
  return spec;
}

}  // namespace matbud::dispatch
