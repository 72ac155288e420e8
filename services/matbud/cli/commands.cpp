#include "commands.h"

namespace matbud::cli {

const std::vector<Registration>& all_commands() {
  static const std::vector<Registration> commands{
      add_demo,   add_mailbox,  add_serve, add_order,  add_catalogue, add_grocer, add_events, add_log,       add_parked,
      add_benefits, add_replay, add_simulate, add_plan,  add_status, add_topics,    add_schema, add_doctor, add_completion};
  return commands;
}

}  // namespace matbud::cli
