// A command on its way out of an edge: what the log needs to know of it, before it is bytes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "matbud/base/ids.h"
#include "matbud/base/time.h"

namespace matbud::log {

/// One command that somebody wants appended to `topic`.
struct Command {
  std::string topic;    ///< e.g. `ordering.commands.v1`
  std::string key;      ///< delivery area; for a broadcast whatever names it, since the partition is given
  std::string id;       ///< ce_id: the same id twice is the same command
  std::string type;     ///< ce_type: full name of the message inside the oneof
  std::string subject;  ///< ce_subject: `order/7f3a`; later inputs of a parked subject queue up behind it
  std::string value;    ///< bytes of the topic's top-level message
  /// Where it goes. Nothing: partition_of(key). Given for reference data, which is sent to every partition.
  std::optional<Partition> partition;
};

/// Where a command goes in a topic of so many partitions.
[[nodiscard]] Partition partition_of(const Command& command, std::uint32_t partitions);

/// The command's canonical bytes (record.h): a record without chain, cause and writer.
/// `time` is ce_time, the moment the command was made; `source` is ce_source, e.g. `/matbud/edge`.
/// Throws std::length_error when key, id, type, subject or source is longer than the 65,535 bytes of the record
/// layout: an edge that lets such a text through is wrong.
[[nodiscard]] std::string encode_command(const Command& command, Timestamp time, std::string_view source);

}  // namespace matbud::log
