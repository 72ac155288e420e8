// The contract as protoc has understood it, with the comments that the generated classes have lost.
#pragma once

#include <google/protobuf/descriptor.h>

#include <string>
#include <string_view>
#include <vector>

#include "matbud/base/ids.h"
#include "matbud/log/log.h"

namespace matbud::schema {

/// The bytes of the FileDescriptorSet.
[[nodiscard]] std::string_view contract_set();

/// Our files, in an order in which each comes after those that it imports. They live as long as the process.
[[nodiscard]] const std::vector<const google::protobuf::FileDescriptor*>& contract_files();

/// What the file says about itself, before its first statement.
[[nodiscard]] std::string comment_of(const google::protobuf::FileDescriptor& file);
[[nodiscard]] std::string comment_of(const google::protobuf::Descriptor& message);

/// A topic and what lies on it.
struct Channel {
  log::TopicSpec topic;
  const google::protobuf::Descriptor* value;  ///< its top-level message
};
[[nodiscard]] std::vector<Channel> channels(const std::vector<GrocerId>& grocers, std::uint32_t partitions);

/// The messages that `ce_type` can name on a channel with this value: those in its oneof, else the value itself.
[[nodiscard]] std::vector<const google::protobuf::Descriptor*> said_in(const google::protobuf::Descriptor& value);

}  // namespace matbud::schema
