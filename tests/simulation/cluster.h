// The processes that run the services, as they live and die: each owns some partitions; it may be killed at any step or
// in the middle of a write, come back on the state it had, on older state or on none, go on as a zombie after its
// partition has moved, or own a partition together with another.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <vector>

#include "matbud/log/random.h"
#include "matbud/log/simulated.h"
#include "matbud/processor/processor.h"
#include "matbud/simulation/simulation.h"
#include "simulated_space.h"
#include "trace.h"

namespace matbud::simulation {

/// One partition of one service: what can be owned.
struct Slot {
  std::size_t service;
  Partition partition;
};

/// Makes the effector of a slot's new life; may return null.
using MakeEffector = std::function<std::unique_ptr<processor::Effector>(const Slot&, const std::string& incarnation)>;
/// Called after each step of a processor and before each death, to compare its space with the log.
using CheckSpace = std::function<void(const Slot&, const SimulatedSpace&)>;

class Cluster {
 public:
  struct Setup {
    const std::vector<processor::ProcessorSpec>* services;
    std::uint32_t partitions;
    std::size_t processes;
    processor::ProcessorSettings settings;
    MakeEffector make_effector;
    CheckSpace check_space;
  };
  /// Everything handed in must outlive it.
  Cluster(Setup setup, log::SimulatedLog& log, const log::SimulatedClock& clock, log::Random random, Trace& trace,
          Counts& counts);
  ~Cluster();

  // What may happen. Each chooses by chance whom it happens to.
  void step_someone();
  void kill_process(bool power_loss_possible);
  void arm_a_death_in_a_write();
  void restart_process(bool state_may_be_lost);
  void move_partition();
  void pause_or_resume();
  void retire_a_zombie();
  /// A new version is rolled out: every process stops and comes back.
  void roll_out();

  /// No more faults: every process lives, every partition has exactly one owner.
  void settle();
  /// Steps every owner once; whether anything moved.
  bool step_all();
  /// Whether every owner is idle.
  [[nodiscard]] bool idle() const;
  /// The earliest timer that any owner waits for.
  [[nodiscard]] std::optional<Timestamp> next_timer() const;
  /// Calls `visit` for each space there is.
  void for_each_space(const std::function<void(const Slot&, const SimulatedSpace&)>& visit) const;
  /// Calls `visit` for each partition's owner.
  void for_each_owner(
      const std::function<void(const Slot&, const processor::Processor&, const SimulatedSpace&)>& visit) const;

 private:
  /// A processor from its birth to its death.
  struct Life {
    std::unique_ptr<processor::Effector> effector;
    std::unique_ptr<processor::Processor> processor;
    bool paused = false;
  };
  struct Seat {
    SimulatedSpace space;
    std::unique_ptr<Life> life;
  };
  struct Process {
    std::vector<Seat> seats;  ///< one a slot
    bool up = true;
  };

  void give_birth(std::size_t process, std::size_t slot);
  void die(std::size_t process);
  bool step(std::size_t process, std::size_t slot);
  void lose_state(Seat& seat, std::size_t slot);
  [[nodiscard]] std::string name_of(std::size_t process, std::size_t slot) const;
  [[nodiscard]] std::vector<std::size_t> processes_that_are(bool up) const;
  [[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>> zombies() const;
  /// A process that goes on with this slot although it is another's.
  [[nodiscard]] std::optional<std::size_t> zombie_of(std::size_t slot) const;

  Setup setup_;
  log::SimulatedLog& log_;
  const log::SimulatedClock& clock_;
  log::Random random_;
  Trace& trace_;
  Counts& counts_;
  std::vector<Slot> slots_;
  std::vector<std::size_t> owner_;  ///< of each slot: which process
  std::vector<Process> processes_;
  std::uint64_t births_ = 0;
};

}  // namespace matbud::simulation
