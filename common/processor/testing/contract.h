// Which message travels on which topic, and what stands inside it: read off the generated contract.
#pragma once

#include <google/protobuf/message.h>

#include <memory>
#include <string>

namespace matbud::processor::testing::contract {

/// The topic of a top-level message; empty when its name does not follow from the type.
[[nodiscard]] std::string topic_of(const google::protobuf::Message& top_level);

/// The message as its topic carries it: a copy when it is top-level already, else the top-level message with this one
/// inside. Null when no topic carries it.
[[nodiscard]] std::unique_ptr<google::protobuf::Message> wrapped(const google::protobuf::Message& message);

/// The message inside the oneof of a top-level one; null when none is set.
[[nodiscard]] const google::protobuf::Message* inner(const google::protobuf::Message& top_level);

}  // namespace matbud::processor::testing::contract
