#include "matbud/notification/processor_spec.h"

#include "matbud/log/topics.h"
#include "matbud/notification/decider.h"

namespace matbud::notification {

processor::ProcessorSpec processor_spec() {
  processor::ProcessorSpec spec;
  spec.name = "notification";
  spec.own_topic = log::notification_events;
  spec.commands_topic = log::notification_commands;
  spec.inputs = {std::string{log::notification_commands}, std::string{log::ordering_events},
                 std::string{log::bridge_events}, std::string{log::dispatch_events}};
  spec.decider = make_decider();
  // 3: of what is said at a door it is remembered who was told, and how often it was taken back.
  spec.state_version = 3;
  return spec;
}

}  // namespace matbud::notification
