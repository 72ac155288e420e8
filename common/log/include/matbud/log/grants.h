// Who may do what with the topics of an installation, where the log's home asks everybody who they are. What is not
// granted is refused.
#pragma once

#include <compare>
#include <set>
#include <string>

namespace matbud::log {

enum class Right {
  read,          ///< the topic's records
  write,         ///< append to the topic
  see_settings,  ///< how the topic is set up: whether it is compacted
  share,         ///< be a member of the group with this name
};

/// One right of one program or partner.
struct Grant {
  std::string principal;  ///< its certificate's common name: `ordering`, `grocer.dagros`
  Right right;
  std::string name;  ///< of the topic or group
  friend auto operator<=>(const Grant&, const Grant&) = default;
};

using Grants = std::set<Grant>;

/// `ordering: write ordering.events.v1`, for messages.
[[nodiscard]] std::string to_string(const Grant& grant);

}  // namespace matbud::log
