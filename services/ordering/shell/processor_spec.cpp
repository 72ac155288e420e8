#include "matbud/ordering/processor_spec.h"

#include <utility>

#include "matbud/log/topics.h"
#include "matbud/ordering/decider.h"

namespace matbud::ordering {

processor::ProcessorSpec processor_spec(DietReader read_diet) {
  return {.name = "ordering",
          .own_topic = std::string{log::ordering_events},
          .commands_topic = std::string{log::ordering_commands},
          .inputs = {std::string{log::ordering_commands}, std::string{log::bridge_events},
                     std::string{log::dispatch_events}},
          .decider = make_decider(std::move(read_diet)),
          .state_version = state_version};
}

}  // namespace matbud::ordering
