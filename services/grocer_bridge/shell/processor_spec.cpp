#include "matbud/grocer_bridge/processor_spec.h"

#include "matbud/grocer_bridge/decider.h"
#include "matbud/log/topics.h"

namespace matbud::grocer_bridge {

processor::ProcessorSpec processor_spec(const std::vector<GrocerId>& grocers) {
  processor::ProcessorSpec spec;
  spec.name = "grocer-bridge";
  spec.own_topic = log::bridge_events;
  spec.commands_topic = log::bridge_commands;
  spec.inputs = {std::string{log::ordering_events}, std::string{log::bridge_commands}};
  for (const auto& grocer : grocers) spec.inputs.push_back(log::grocer_answers(grocer));
  spec.decider = make_decider(grocers);
  spec.state_version = 8;
  return spec;
}

processor::ProcessorSpec relay_spec(const GrocerId& grocer) {
  processor::ProcessorSpec spec;
  spec.name = "relay-" + grocer.value();
  spec.own_topic = log::grocer_orders(grocer);
  spec.inputs = {std::string{log::bridge_events}};
  spec.decider = make_relay_decider(grocer);
  return spec;
}

}  // namespace matbud::grocer_bridge
