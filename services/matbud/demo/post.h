// Appends people's commands from the demo's one thread.
#pragma once

#include <deque>
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
  /// Throws std::runtime_error when the topic is not there. In an outage the command waits for collect().
  void send(const log::Command& command, Timestamp now);
  /// Takes outcomes in. What has an unknown one is sent again, in order: ids make a second copy harmless.
  void collect();
  /// Commands that are not known to be in the log.
  [[nodiscard]] std::size_t under_way() const;

 private:
  struct Box {
    std::unique_ptr<log::Writer> writer;
    std::deque<std::string> sent;     ///< handed to the writer, without an outcome
    std::deque<std::string> waiting;  ///< to be handed to one
  };
  void hand_over(const log::TopicPartition& place, Box& box);

  log::Log& log_;
  std::uint32_t partitions_;
  std::map<log::TopicPartition, Box> boxes_;
};

}  // namespace matbud::demo
