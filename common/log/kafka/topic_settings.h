// What a topic is set to on the broker, from what it is in the code.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "matbud/log/log.h"

namespace matbud::log::kafka {

/// Names and values of the topic's settings, those that Matbud depends on.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> settings_of(const TopicSpec& topic);

/// Whether a topic with this `cleanup.policy` is compacted.
[[nodiscard]] bool is_compacted(const std::string& cleanup_policy);

}  // namespace matbud::log::kafka
