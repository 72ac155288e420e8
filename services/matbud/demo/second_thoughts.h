// What becomes of orders between table and cut-off: amended, cancelled, amended too late or by two at once; and
// between cut-off and run: called back.
#pragma once

#include "listener.h"
#include "matbud/ordering/edge/order_command.h"
#include "matbud/ordering/v1/events.pb.h"
#include "matbud/world/world.h"

namespace matbud::demo {

/// Everybody's. Not thread-safe. Log, post and world must outlive it.
class SecondThoughts {
 public:
  SecondThoughts(log::Log& log, Post& post, std::uint32_t partitions, const world::World& world,
                 ordering::edge::Sealer seal);
  /// Hears what was ordered and does what is due; returns whether anything was done.
  bool step(Timestamp now) { return listener_.step(now); }
  [[nodiscard]] std::optional<Timestamp> next() const { return listener_.next(); }

 private:
  void think_of(const ordering::v1::OrderPlaced& placed, Timestamp now);
  void amend(const ordering::v1::OrderPlaced& placed, std::int64_t at_ms, int attempt, std::uint32_t version);
  void cancel(const ordering::v1::OrderPlaced& placed, std::int64_t at_ms);

  /// Of the workers who serve the citizen.
  [[nodiscard]] std::string unit_of(const ordering::v1::OrderPlaced& placed) const;

  const world::World& world_;
  std::uint64_t seed_;
  ordering::edge::Sealer seal_;
  Listener listener_;
};

}  // namespace matbud::demo
