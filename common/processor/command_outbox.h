// Commands that a processor's own machinery sends: timers, effect starts and reports. Sent at least once; whoever
// decides them decides each once.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>

#include "matbud/log/log.h"

namespace matbud::processor {

/// Appends commands to one partition without waiting, again with a new writer when an outcome is unknown.
class CommandOutbox {
 public:
  CommandOutbox(log::Log& log, log::TopicPartition place, std::string source);

  /// Sends a command. `now` becomes its ce_time.
  void send(std::string_view key, std::string_view id, std::string_view type, std::string_view subject,
            std::string_view value, Timestamp now);
  /// Takes outcomes in, and hands on what waits. Returns whether anything moved.
  bool step();
  /// Everything sent is durable.
  [[nodiscard]] bool idle() const { return waiting_.empty() && unacknowledged_.empty(); }

 private:
  log::Log& log_;
  log::TopicPartition place_;
  std::string source_;
  std::unique_ptr<log::Writer> writer_;
  std::deque<std::string> waiting_;
  std::deque<std::string> unacknowledged_;
};

}  // namespace matbud::processor
