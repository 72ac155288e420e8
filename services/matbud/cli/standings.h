// How the processors of an installation stand, from wherever it can be known: a running program's numbers, or what
// owners have committed to their groups.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "matbud/base/time.h"
#include "matbud/log/log.h"
#include "matbud/processor/processor.h"

namespace matbud::cli {

/// One partition of one processor. What is not known is nothing.
struct Standing {
  std::string processor;
  Partition partition;
  std::string phase;                       ///< catching_up, running, stopped; empty: nobody has told
  std::optional<double> lag_records;       ///< heard and not handled
  std::optional<double> lag_seconds;       ///< age of the oldest of them
  std::optional<double> catch_up;          ///< own records that are still to be folded
  std::optional<double> voided;            ///< void records seen since its start
  std::optional<double> rebuilds;          ///< times undecided state was thrown away
  std::optional<double> parked;            ///< inputs that wait to be redriven
  std::optional<double> append_ms;         ///< mean, until the log has acknowledged an append
  std::optional<double> told_seconds_ago;  ///< how old these figures are, where they are not asked for just now
};

/// From a program's /metrics. `append_ms` is the process's, the same in each row, since its start.
[[nodiscard]] std::vector<Standing> standings_from_metrics(std::string_view exposition);

/// From what the owner of a partition has told, and the ends of what it hears. Reads one record of each input it lags
/// in.
[[nodiscard]] Standing standing_from(const processor::ProcessorSpec& spec, const log::Progress& told, log::Log& log,
                                     Timestamp now);

/// A table for people, or one object a line.
void print(const std::vector<Standing>& standings, bool json, std::ostream& out);

}  // namespace matbud::cli
