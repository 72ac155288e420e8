// What the status page tells, and how it is written.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
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

struct Status {
  Timestamp now;
  std::map<ordering::overview::OrderStep, std::uint64_t> orders;
  std::vector<ProcessorLine> processors;
  std::vector<std::string> alarms;

  /// Everything decides and nothing has stopped.
  [[nodiscard]] bool well() const;
};

/// The whole page. `refresh`: the page asks to be loaded again after so many seconds; nothing: it does not.
[[nodiscard]] std::string status_page(const Status& status, Language language,
                                      std::optional<std::chrono::seconds> refresh);

/// `/status.css`
[[nodiscard]] std::string_view status_style();

}  // namespace matbud::pages
