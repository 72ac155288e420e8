// Orders that flow while everything goes wrong: placed at a steady pace, each sent until the log acknowledges it.
#pragma once

#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

#include "history.h"
#include "matbud/log/kafka/kafka_log.h"
#include "town.h"

namespace matbud::broker_faults {

/// The people of a town. Runs on a thread of its own from start() to stop().
class OrderStream {
 public:
  /// One order that was acknowledged.
  struct Placed {
    std::string order_id;
    Timestamp sent_at;  ///< the first time
  };

  /// All must outlive it. `orders_a_second` is of all partitions together.
  OrderStream(log::Log& log, const benchmarks::Town& town, std::uint32_t partitions, double orders_a_second,
              HistoryWriter& history);
  ~OrderStream() { stop(); }
  void start();
  /// Returns when the last one is acknowledged.
  void stop();

  /// Acknowledged orders of a partition from number `first` on, oldest first. Any thread.
  [[nodiscard]] std::vector<Placed> placed(std::uint32_t partition, std::size_t first) const;
  [[nodiscard]] std::size_t count() const;

 private:
  void run();
  void place(std::uint64_t number);

  log::Log& log_;
  const benchmarks::Town& town_;
  std::uint32_t partitions_;
  std::chrono::microseconds pause_;
  HistoryWriter& history_;
  std::atomic<bool> stopping_{false};
  std::thread thread_;
  std::vector<std::unique_ptr<log::Writer>> writers_;
  mutable std::mutex mutex_;
  std::vector<std::vector<Placed>> placed_;
};

}  // namespace matbud::broker_faults
