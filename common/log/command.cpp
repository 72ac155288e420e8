#include "matbud/log/command.h"

#include <limits>
#include <stdexcept>

#include "matbud/log/record.h"
#include "matbud/log/topics.h"

namespace matbud::log {

Partition partition_of(const Command& command, std::uint32_t partitions) {
  return command.partition ? *command.partition : partition_of(command.key, partitions);
}

std::string encode_command(const Command& command, Timestamp time, std::string_view source) {
  for (const std::string_view text : {std::string_view{command.key}, std::string_view{command.id},
                                      std::string_view{command.type}, std::string_view{command.subject}, source}) {
    if (text.size() > std::numeric_limits<std::uint16_t>::max())
      throw std::length_error{"a text of a command for " + command.topic + " is longer than 65,535 bytes"};
  }
  Envelope record;
  record.key = command.key;
  record.id = command.id;
  record.source = source;
  record.type = command.type;
  record.subject = command.subject;
  record.time = time;
  record.value = command.value;
  return encode(record);
}

}  // namespace matbud::log
