// A log in memory that holds the golden corpus, for those who fold it or decide on it.
#pragma once

#include "matbud/log/simulated.h"

namespace matbud::contract {

/// The full name of the message that a topic carries (proto/README.md, Topics).
[[nodiscard]] std::string value_type_of(const std::string& topic);

/// Every topic of an installation with one grocer and one partition.
class GoldenLog {
 public:
  static constexpr Timestamp now = from_ms(1'790'000'000'000);
  static constexpr Partition partition{0};

  explicit GoldenLog(const GrocerId& grocer);
  /// Appends every golden line of the topic's message; chained when the topic is. Throws std::runtime_error when there
  /// is none. Once for each topic.
  void append_corpus_of(const std::string& topic);
  [[nodiscard]] log::SimulatedLog& log() { return log_; }

 private:
  log::SimulatedClock clock_{now};
  log::SimulatedLog log_{clock_};
  std::int64_t count_ = 0;
};

}  // namespace matbud::contract
