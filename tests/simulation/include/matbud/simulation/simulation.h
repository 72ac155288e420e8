// All services in one thread, in a simulated log, under a seed: faults come, invariants are checked at each step, and
// one seed gives one history to the byte. `matbud simulate` and the tests run seeds through here.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace matbud::simulation {

/// What a run may do.
struct Options {
  std::uint64_t steps = 2500;    ///< steps with faults; the run then goes on without faults until all is quiet
  std::size_t trace_lines = 60;  ///< how many of the last steps a failure tells
  bool faults = true;            ///< false: everything works, for comparison
};

/// How much happened in one run, or in many.
struct Counts {
  std::uint64_t seeds = 0;
  std::uint64_t steps = 0;
  std::uint64_t records = 0;      ///< records in the log
  std::uint64_t accepted = 0;     ///< of those in chained topics, the accepted ones
  std::uint64_t voided = 0;       ///< of those in chained topics, the void ones
  std::uint64_t doubled = 0;      ///< records that landed twice
  std::uint64_t orphans = 0;      ///< records of dead writers that landed later
  std::uint64_t unknown = 0;      ///< appends with an unknown outcome
  std::uint64_t kills = 0;        ///< processes killed
  std::uint64_t moves = 0;        ///< partitions that changed their owner
  std::uint64_t zombies = 0;      ///< processors that went on after they lost their partition
  std::uint64_t spaces_lost = 0;  ///< state that was emptied or went back to an earlier write
  std::uint64_t clock_jumps = 0;
  std::uint64_t erasures = 0;         ///< citizens whose key was destroyed
  std::uint64_t boxes_of_erased = 0;  ///< sealed values of theirs, found at rest wherever bytes are kept
  std::uint64_t parked = 0;           ///< inputs parked
  std::uint64_t redriven = 0;         ///< parked inputs decided or given up
  std::uint64_t orders_placed = 0;
  std::uint64_t orders_closed = 0;
  std::uint64_t orders_cancelled = 0;
  std::uint64_t taken_over = 0;  ///< runs that got another driver on the road
  std::uint64_t refusals = 0;
  std::uint64_t notifications = 0;  ///< notifications requested
  std::uint64_t digests = 0;        ///< messages that waited for the morning or for each other
  std::uint64_t sends = 0;          ///< notifications that a provider took
  std::uint64_t redecided = 0;      ///< accepted events decided again by the oracle, byte for byte

  Counts& operator+=(const Counts& other);
};

/// What became of one seed.
struct Outcome {
  std::uint64_t seed = 0;
  bool held = false;               ///< every invariant held
  std::string invariant;           ///< the broken one, as faults.md numbers it: `5 chain`
  std::string message;             ///< what was seen
  std::vector<std::string> trace;  ///< the last steps, oldest first
  std::string digest;              ///< over every step and every record: equal for equal runs
  Counts counts;
};

/// Runs one seed. Deterministic. Threads may run different seeds at once as long as no planted bug changes.
[[nodiscard]] Outcome run_seed(std::uint64_t seed, const Options& options);

/// Runs the seeds from `first` to `last`, both included, on so many threads. `on_outcome` is called for each, one at a
/// time and in no order; when it returns false no further seed is started. Returns the broken ones, lowest seed first.
struct Campaign {
  Counts counts;
  std::vector<Outcome> broken;
};
[[nodiscard]] Campaign run_seeds(std::uint64_t first, std::uint64_t last, const Options& options, unsigned threads,
                                 const std::function<bool(const Outcome&)>& on_outcome);

/// A report of an outcome for people: seed, step, invariant, message and trace.
[[nodiscard]] std::string as_text(const Outcome& outcome);

/// The planted bugs, by name, with what each breaks.
struct Plant {
  std::string_view name;
  std::string_view breaks;
};
[[nodiscard]] const std::vector<Plant>& plants();

}  // namespace matbud::simulation
