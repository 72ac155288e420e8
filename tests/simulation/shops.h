// The system of the grocer that accepts by setting: services/demo_grocer, one for each partition. It dies as our own
// processes do, and each new life answers every order again.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "matbud/demo_grocer/demo_grocer.h"
#include "matbud/log/random.h"
#include "matbud/log/simulated.h"
#include "trace.h"

namespace matbud::simulation {

class Shops {
 public:
  /// `log`, `clock` and `trace` must outlive it.
  Shops(log::SimulatedLog& log, const log::SimulatedClock& clock, log::Random random, std::uint32_t partitions,
        Trace& trace);

  void step_someone();
  void someone_dies();
  /// Steps every one; whether anything moved.
  bool step_all();
  /// The earliest moment at which an answer becomes due.
  [[nodiscard]] std::optional<Timestamp> next_due() const;

 private:
  bool step(demo_grocer::DemoGrocer& shop);
  [[nodiscard]] std::unique_ptr<demo_grocer::DemoGrocer> born(std::size_t partition) const;
  [[nodiscard]] std::size_t somebody() { return static_cast<std::size_t>(random_.below(shops_.size())); }

  log::SimulatedLog& log_;
  const log::SimulatedClock& clock_;
  log::Random random_;
  Trace& trace_;
  demo_grocer::Behaviour behaviour_;
  std::vector<std::unique_ptr<demo_grocer::DemoGrocer>> shops_;  ///< one a partition
};

}  // namespace matbud::simulation
