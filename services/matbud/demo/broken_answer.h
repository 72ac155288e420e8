// One afternoon a grocer's system sends an answer that nobody can read: it is parked with what comes after it, and the
// operator gives it up and lets the rest be decided.
#pragma once

#include "listener.h"

namespace matbud::demo {

/// Not thread-safe. Log and post must outlive it.
class BrokenAnswer {
 public:
  BrokenAnswer(log::Log& log, Post& post, std::uint32_t partitions);
  /// Hears which orders are sent and does what is due; returns whether anything was done.
  bool step(Timestamp now) { return listener_.step(now); }
  [[nodiscard]] std::optional<Timestamp> next() const { return listener_.next(); }

 private:
  void hear(const log::Followed& followed);
  void redrive(const std::string& area, const std::string& order, std::int64_t at_ms, int number, bool discard);

  bool has_happened_ = false;
  Listener listener_;
};

}  // namespace matbud::demo
