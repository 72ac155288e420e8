// Appends people's commands from the demo's one thread.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "matbud/log/command.h"
#include "matbud/log/log.h"

namespace matbud::demo {

/// Not thread-safe. The log must outlive it.
class Post {
 public:
  Post(log::Log& log, std::uint32_t partitions) : log_{log}, partitions_{partitions} {}
  /// Throws std::runtime_error when the topic is not there.
  void send(const log::Command& command, Timestamp now);
  /// Takes outcomes in; throws std::runtime_error when one is unknown, which the embedded log gives only when it fails.
  void collect();

 private:
  log::Log& log_;
  std::uint32_t partitions_;
  std::map<log::TopicPartition, std::unique_ptr<log::Writer>> writers_;
};

}  // namespace matbud::demo
