// What became of the orders that were asked for, by the accepted events alone.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "matbud/demo/beside.h"
#include "matbud/log/follower.h"

namespace matbud::demo {

/// Follows ordering's and notification's events. Not thread-safe; the log must outlive it.
class OrderLedger {
 public:
  OrderLedger(log::Log& log, std::uint32_t partitions);
  void ask(const std::string& order_id, Timestamp now);
  /// Reads what there is; returns whether an order moved. Throws std::runtime_error when an event cannot be read, for
  /// ever.
  bool step();
  [[nodiscard]] std::uint64_t asked() const { return orders_.size(); }
  [[nodiscard]] std::uint64_t ended() const { return ended_; }
  [[nodiscard]] BesideSummary summary() const;

 private:
  struct Order {
    Timestamp asked_at;
    Timestamp ended_at;
    std::string step = "asked";
    int ends = 0;
    bool notified = false;
  };
  bool hear(const log::Followed& followed);
  void end(const std::string& order_id, std::string how, Timestamp at);

  std::vector<std::unique_ptr<log::Follower>> followers_;
  std::map<std::string, Order> orders_;
  std::uint64_t ended_ = 0;
};

}  // namespace matbud::demo
