// Which message travels on which topic.
#pragma once

#include <google/protobuf/message.h>

#include <string_view>

namespace matbud::audit {

/// The default instance of a topic's top-level message; null for a topic of no contract, keys.v1 among them.
[[nodiscard]] const google::protobuf::Message* contract_of(std::string_view topic);

}  // namespace matbud::audit
