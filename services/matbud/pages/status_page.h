// What the status page tells, and how it is written.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "language.h"
#include "matbud/base/time.h"
#include "matbud/ordering/order_overview.h"

namespace matbud::pages {

/// All partitions of one processor together.
struct ProcessorLine {
  std::string name;  ///< `ordering`, `relay-dagros`
  std::size_t partitions = 0;
  std::size_t catching_up = 0;  ///< partitions that do not decide yet
  std::size_t stopped = 0;      ///< partitions that have stopped
  std::uint64_t lag_records = 0;
  std::chrono::milliseconds oldest_waits_for{0};
  std::size_t parked = 0;
  std::size_t pending_effects = 0;
};

/// How it went at one stop of a run.
enum class StopMark { to_do, delivered, failed };

/// One of the day's runs: how far it has come, and nothing of where or to whom.
struct RunLine {
  std::string area;  ///< `3024-sandvika`
  Timestamp window_opens;
  Timestamp window_closes;
  bool started = false;
  std::vector<StopMark> stops = {};  ///< in driving order
};

using StepCounts = std::map<ordering::overview::OrderStep, std::uint64_t>;

struct Status {
  Timestamp now;
  StepCounts orders_today = {};  ///< those to be delivered today, by Norway's calendar
  StepCounts orders_later = {};  ///< those to be delivered later
  std::vector<RunLine> runs = {};
  std::vector<ProcessorLine> processors = {};
  std::vector<std::string> alarms = {};

  /// Everything decides and nothing has stopped.
  [[nodiscard]] bool well() const;
};

/// The whole page as it stands at this moment. `/status.js` keeps it so.
[[nodiscard]] std::string status_page(const Status& status, Language language);

}  // namespace matbud::pages
