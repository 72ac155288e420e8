#include "commands.h"

namespace matbud::cli {

const std::vector<Registration>& all_commands() {
  static const std::vector<Registration> commands{add_events, add_log};
  return commands;
}

}  // namespace matbud::cli
