// Hands people's commands to the log and tells what was acknowledged.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "matbud/log/command.h"
#include "matbud/log/log.h"
#include "matbud/stories/history.h"

namespace matbud::stories {

/// Not thread-safe. The log must outlive it.
class Post {
 public:
  Post(log::Log& log, std::uint32_t partitions, std::function<void(const Acknowledged&)> on_acknowledged)
      : log_{log}, partitions_{partitions}, on_acknowledged_{std::move(on_acknowledged)} {}

  /// The error when no writer can be opened.
  [[nodiscard]] Result<void> send(const log::Command& command, Timestamp now);
  /// Takes outcomes in; `retryable` when one is unknown. Returns whether there were any.
  [[nodiscard]] Result<bool> collect();
  /// Everything sent is acknowledged.
  [[nodiscard]] bool quiet() const;

 private:
  struct Line {
    std::unique_ptr<log::Writer> writer;
    std::deque<std::string> in_flight;  ///< ids
  };
  log::Log& log_;
  std::uint32_t partitions_;
  std::function<void(const Acknowledged&)> on_acknowledged_;
  std::map<log::TopicPartition, Line> lines_;
};

}  // namespace matbud::stories
