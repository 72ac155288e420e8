// Settings for the usual browsers of topics: which message lies on which topic. Each belongs into the settings of the
// cluster there.
#pragma once

#include <string>
#include <vector>

#include "contract.h"

namespace matbud::schema {

[[nodiscard]] std::string kafka_ui(const std::vector<Channel>& channels);          ///< Kafbat UI, formerly kafka-ui
[[nodiscard]] std::string akhq(const std::vector<Channel>& channels);              ///< AKHQ
[[nodiscard]] std::string redpanda_console(const std::vector<Channel>& channels);  ///< Redpanda Console 3
[[nodiscard]] std::string kcat(const std::vector<Channel>& channels);              ///< a script for kcat and protoc

}  // namespace matbud::schema
