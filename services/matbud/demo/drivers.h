// The drivers: they read the runs that dispatch plans, and drive them.
#pragma once

#include <set>
#include <string>

#include "listener.h"

namespace matbud::demo {

/// Every driver of the installation. Not thread-safe. Log and post must outlive it.
class Drivers {
 public:
  /// `not_opened_percent`: doors that stay shut; the goods then go back to the depot.
  /// `driven_by_people`: drivers who do nothing here.
  Drivers(log::Log& log, Post& post, std::uint32_t partitions, std::uint64_t seed, std::uint64_t not_opened_percent,
          std::set<std::string> driven_by_people);
  /// Reads new plans and does what is due at `now`; returns whether anything was done.
  bool step(Timestamp now) { return listener_.step(now); }
  /// When the next driver does something.
  [[nodiscard]] std::optional<Timestamp> next() const { return listener_.next(); }

 private:
  void plan(const dispatch::v1::Run& run, const std::string& area);
  /// Says "delivered" on the stairs, and takes it back.
  void be_too_quick(std::int64_t arrival_ms, const std::string& area, const std::string& order,
                    const std::string& driver);

  std::uint64_t seed_;
  std::uint64_t not_opened_percent_;
  std::set<std::string> driven_by_people_;
  Listener listener_;
};

}  // namespace matbud::demo
