// The processor: one partition of one service. Owns, catches up, decides, appends, verifies and folds as
// common/README.md describes. One step function, driven by a thread in production and by a seed in simulation.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "matbud/log/log.h"
#include "matbud/processor/decider.h"
#include "matbud/processor/effector.h"
#include "matbud/state/overlay.h"
#include "matbud/state/space.h"

namespace matbud::processor {

/// What a service is made of; the same for all its partitions.
struct ProcessorSpec {
  std::string name;                 ///< `ordering`; part of ce_source and of the state's place on disk
  std::string own_topic;            ///< the topic it alone writes
  std::string commands_topic;       ///< where its timers' and effects' commands go; empty: it has neither
  std::vector<std::string> inputs;  ///< topics it hears, its commands topic among them
  std::shared_ptr<const Decider> decider;
  std::uint32_t state_version = 1;  ///< raised when evolve changes: state of another version is rebuilt
};

/// How hard a processor works. The defaults suit production.
struct ProcessorSettings {
  std::size_t decisions_a_batch = 512;  ///< at most so many records in one append
  std::size_t batches_in_flight = 4;    ///< appends that wait for their acknowledgement
  std::size_t folds_a_catch_up = 2048;  ///< records folded in one write while catching up
  std::size_t cache_bytes = 4U << 20U;  ///< clean values kept in memory, when `cache` is null
  /// How often positions are stored while inputs come that yield nothing. Each time asks the log where the own
  /// partition ends: nothing within one process, a request and its answer on a cluster. Stored or not, they are read
  /// again after a crash and yield nothing again.
  std::chrono::milliseconds store_positions_every{0};
  /// False: it reads and folds its own topic as others write it, for ever catching up, and appends nothing.
  bool decides = true;
  /// Memory for clean values that it shares with other processors.
  std::shared_ptr<state::CacheBudget> cache = nullptr;
};

/// What has happened since this processor was made.
struct ProcessorCounters {
  std::uint64_t inputs = 0;    ///< inputs looked at
  std::uint64_t events = 0;    ///< events decided and verified
  std::uint64_t folded = 0;    ///< own records folded while catching up
  std::uint64_t voided = 0;    ///< void records seen in the own partition and the inputs
  std::uint64_t parked = 0;    ///< inputs parked
  std::uint64_t rebuilds = 0;  ///< times the overlay was thrown away and the log read again
  std::uint64_t timers = 0;    ///< TimerDue commands sent
  std::uint64_t effects = 0;   ///< effects handed to the effector
};

/// Where a processor stands in what it hears, and what it has left undone, as far as verified state knows.
struct ProcessorStanding {
  static constexpr std::size_t count_max = 10'000;  ///< rows are counted so far and no further

  struct Heard {
    std::string topic;
    Offset next;  ///< of the first record that is not handled yet
  };
  Heard own;  ///< the own topic, up to where it is folded
  std::vector<Heard> inputs;
  std::size_t parked = 0;           ///< inputs that wait to be redriven
  std::size_t pending_effects = 0;  ///< effects asked for and not settled
};

/// One partition of one service. Not thread-safe. Everything handed in must outlive it.
class Processor {
 public:
  enum class Phase {
    catching_up,  ///< reading its own partition; decides nothing yet
    running,      ///< deciding
    stopped,      ///< alarm() says why; step() does nothing any more
  };

  /// `incarnation` names this life of the processor and must never have been used before. `effector` may be null:
  /// effects then stay pending.
  Processor(const ProcessorSpec& spec, Partition partition, log::Log& log, state::Space& space, Effector* effector,
            std::string incarnation, ProcessorSettings settings = {});
  ~Processor();

  /// Does a bounded piece of work without waiting. `now` drives the timers. Returns whether anything moved: when
  /// nothing did, wait for the log's activity or the next timer.
  bool step(Timestamp now);

  [[nodiscard]] Phase phase() const;
  /// Why it stopped: the log went back or is corrupt, the store fails, or a relay cannot park.
  [[nodiscard]] const std::optional<Error>& alarm() const;
  [[nodiscard]] const ProcessorCounters& counters() const;
  /// Throws state::StoreFailure when the store cannot be read.
  [[nodiscard]] ProcessorStanding standing() const;
  /// As standing() and counters(), for others to look at (log::Ownership::tell); cheap enough for each second. Throws
  /// state::StoreFailure when the store cannot be read.
  [[nodiscard]] log::Progress progress() const;
  /// The earliest timer that waits, as far as verified state knows.
  [[nodiscard]] std::optional<Timestamp> next_timer() const;
  /// Nothing in flight and nothing left to read, as of the last step; of one that does not decide, in its own topic.
  [[nodiscard]] bool idle() const;
  [[nodiscard]] Partition partition() const;
  [[nodiscard]] const ProcessorSpec& spec() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace matbud::processor
