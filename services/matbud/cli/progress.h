// Tells people how far long work has come. Never part of the data.
#pragma once

#include <chrono>
#include <mutex>
#include <string>

#include "matbud/cli/command.h"

namespace matbud::cli {

/// One piece of work. On a terminal one line of the messages is written over and over, and wiped at the end; with
/// --progress elsewhere, a line now and then; else nothing. Threads may share it.
class Progress {
 public:
  /// `unit`: what is counted, in the plural.
  Progress(const Common& common, const Streams& streams, std::string unit);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void add(std::size_t more);
  /// Wipes the line, so that data can be written to the same terminal.
  void wipe();

 private:
  using Clock = std::chrono::steady_clock;

  [[nodiscard]] std::string line(Clock::time_point now) const;

  const Streams& streams_;
  const std::string unit_;
  const bool over_and_over_;
  const bool now_and_then_;
  const Clock::time_point begun_ = Clock::now();
  std::mutex mutex_;
  std::size_t done_ = 0;
  Clock::time_point told_at_ = begun_;
  bool told_ = false;
};

}  // namespace matbud::cli
