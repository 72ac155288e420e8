#include "cluster.h"

#include <algorithm>

namespace matbud::simulation {
namespace {

// Appended, not put in front of a temporary: g++ 12 takes that for overlapping memory (GCC bug 105651).
std::string process_name(std::size_t process) { return std::string{"p"}.append(std::to_string(process)); }

}  // namespace

Cluster::Cluster(Setup setup, log::SimulatedLog& log, const log::SimulatedClock& clock, log::Random random,
                 Trace& trace, Counts& counts)
    : setup_{std::move(setup)}, log_{log}, clock_{clock}, random_{random}, trace_{trace}, counts_{counts} {
  for (std::size_t service = 0; service < setup_.services->size(); ++service) {
    for (std::uint32_t partition = 0; partition < setup_.partitions; ++partition)
      slots_.push_back({service, Partition{partition}});
  }
  processes_.resize(setup_.processes);
  for (auto& process : processes_) process.seats = std::vector<Seat>(slots_.size());
  for (std::size_t slot = 0; slot < slots_.size(); ++slot) {
    owner_.push_back(random_.below(setup_.processes));
    give_birth(owner_[slot], slot);
  }
}

Cluster::~Cluster() = default;

std::string Cluster::name_of(std::size_t process, std::size_t slot) const {
  return process_name(process) + " " + (*setup_.services)[slots_[slot].service].name + "/" +
         std::to_string(slots_[slot].partition.value());
}

void Cluster::give_birth(std::size_t process, std::size_t slot) {
  auto& seat = processes_[process].seats[slot];
  const auto incarnation = "life-" + std::to_string(++births_);
  seat.life = std::make_unique<Life>();
  seat.life->effector = setup_.make_effector(slots_[slot], incarnation);
  seat.life->processor =
      std::make_unique<processor::Processor>((*setup_.services)[slots_[slot].service], slots_[slot].partition, log_,
                                             seat.space, seat.life->effector.get(), incarnation, setup_.settings);
  trace_.note(name_of(process, slot) + " is " + incarnation);
}

void Cluster::die(std::size_t process) {
  processes_[process].up = false;
  for (auto& seat : processes_[process].seats) {
    seat.life.reset();
    seat.space.disarm();
  }
}

bool Cluster::step(std::size_t process, std::size_t slot) {
  auto& seat = processes_[process].seats[slot];
  auto& processor = *seat.life->processor;
  try {
    const bool moved = processor.step(clock_.now());
    if (moved) {
      const auto& counters = processor.counters();
      trace_.note(name_of(process, slot) +
                  (processor.phase() == processor::Processor::Phase::running ? " runs" : " catches up") + ", inputs " +
                  std::to_string(counters.inputs) + ", events " + std::to_string(counters.events) + ", rebuilds " +
                  std::to_string(counters.rebuilds));
    }
    setup_.check_space(slots_[slot], seat.space);
    if (processor.alarm())
      throw Violation{"9 liveness", name_of(process, slot) + " stopped: " + processor.alarm()->message};
    return moved;
  } catch (const Killed&) {
    trace_.note(process_name(process) + " dies in a write of " + name_of(process, slot));
    ++counts_.kills;
    die(process);
    return true;
  }
}

void Cluster::step_someone() {
  const auto slot = static_cast<std::size_t>(random_.below(slots_.size()));
  // The owner, or else whoever still believes to be one: they run side by side.
  auto process = owner_[slot];
  if (const auto undead = zombie_of(slot); undead && random_.chance(400)) process = *undead;
  const auto& life = processes_[process].seats[slot].life;
  if (life && !life->paused) step(process, slot);
}

std::vector<std::size_t> Cluster::processes_that_are(bool up) const {
  std::vector<std::size_t> found;
  for (std::size_t process = 0; process < processes_.size(); ++process) {
    if (processes_[process].up == up) found.push_back(process);
  }
  return found;
}

void Cluster::kill_process(bool power_loss_possible) {
  auto alive = processes_that_are(true);
  if (alive.empty()) return;
  const auto process = random_.pick<std::size_t>(alive);
  const bool power_loss = power_loss_possible && random_.chance(300);
  trace_.note(process_name(process) + (power_loss ? " loses power" : " is killed"));
  ++counts_.kills;
  die(process);
  if (!power_loss) return;
  ++counts_.spaces_lost;
  for (auto& seat : processes_[process].seats) {
    const auto writes = random_.below(seat.space.writes_to_go_back() + 1);
    seat.space.go_back(static_cast<std::size_t>(writes));
  }
  for (std::size_t slot = 0; slot < slots_.size(); ++slot)
    setup_.check_space(slots_[slot], processes_[process].seats[slot].space);
}

void Cluster::arm_a_death_in_a_write() {
  const auto slot = static_cast<std::size_t>(random_.below(slots_.size()));
  auto& seat = processes_[owner_[slot]].seats[slot];
  const auto writes_before = static_cast<std::size_t>(random_.below(3));
  const bool takes_effect = random_.chance(500);
  if (!seat.life) return;
  seat.space.kill_at_write(writes_before, takes_effect);
  trace_.note(name_of(owner_[slot], slot) + " will die in a write");
}

void Cluster::restart_process(bool state_may_be_lost) {
  auto down = processes_that_are(false);
  if (down.empty()) return;
  const auto process = random_.pick<std::size_t>(down);
  processes_[process].up = true;
  const bool all_lost = state_may_be_lost && random_.chance(100);
  trace_.note(process_name(process) + " starts" + (all_lost ? " without state" : ""));
  if (all_lost) ++counts_.spaces_lost;
  for (std::size_t slot = 0; slot < slots_.size(); ++slot) {
    auto& seat = processes_[process].seats[slot];
    if (all_lost || (state_may_be_lost && random_.chance(30))) seat.space.forget();
    if (owner_[slot] == process) give_birth(process, slot);
  }
}

void Cluster::move_partition() {
  auto alive = processes_that_are(true);
  if (alive.empty()) return;
  const auto slot = static_cast<std::size_t>(random_.below(slots_.size()));
  auto to = random_.pick<std::size_t>(alive);
  const auto from = owner_[slot];
  // Often back to whoever had it before and has not heard what was decided since.
  if (const auto undead = zombie_of(slot); undead && random_.chance(500)) to = *undead;
  if (to == from) return;
  auto& old = processes_[from].seats[slot];
  std::string how = "leaves";
  const auto fate = random_.below(3);
  if (old.life && fate > 0) {
    // A zombie wakes up later; with two owners nobody sleeps.
    old.life->paused = fate == 1;
    how = fate == 1 ? "sleeps" : "goes on beside it";
    ++counts_.zombies;
  } else {
    old.life.reset();
    old.space.disarm();
  }
  owner_[slot] = to;
  ++counts_.moves;
  trace_.note(name_of(from, slot) + " moves to p" + std::to_string(to) + ", the old owner " + how);
  auto& seat = processes_[to].seats[slot];
  if (seat.life) {
    seat.life->paused = false;
  } else {
    give_birth(to, slot);
  }
}

std::vector<std::pair<std::size_t, std::size_t>> Cluster::zombies() const {
  std::vector<std::pair<std::size_t, std::size_t>> found;
  for (std::size_t process = 0; process < processes_.size(); ++process) {
    for (std::size_t slot = 0; slot < slots_.size(); ++slot) {
      if (processes_[process].seats[slot].life && owner_[slot] != process) found.emplace_back(process, slot);
    }
  }
  return found;
}

std::optional<std::size_t> Cluster::zombie_of(std::size_t slot) const {
  for (const auto& [process, its_slot] : zombies()) {
    if (its_slot == slot) return process;
  }
  return std::nullopt;
}

void Cluster::pause_or_resume() {
  const auto undead = zombies();
  const auto slot_of_owner = static_cast<std::size_t>(random_.below(slots_.size()));
  std::size_t process = owner_[slot_of_owner];
  std::size_t slot = slot_of_owner;
  if (!undead.empty() && random_.chance(700))
    std::tie(process, slot) = undead[static_cast<std::size_t>(random_.below(undead.size()))];
  auto& life = processes_[process].seats[slot].life;
  if (!life) return;
  life->paused = !life->paused;
  trace_.note(name_of(process, slot) + (life->paused ? " is paused" : " wakes up"));
}

void Cluster::retire_a_zombie() {
  const auto undead = zombies();
  if (undead.empty()) return;
  const auto [process, slot] = undead[static_cast<std::size_t>(random_.below(undead.size()))];
  processes_[process].seats[slot].life.reset();
  processes_[process].seats[slot].space.disarm();
  trace_.note(name_of(process, slot) + " learns that it lost the partition");
}

void Cluster::roll_out() {
  for (std::size_t process = 0; process < processes_.size(); ++process) {
    if (!processes_[process].up) continue;
    die(process);
    processes_[process].up = true;
    for (std::size_t slot = 0; slot < slots_.size(); ++slot) {
      if (owner_[slot] == process) give_birth(process, slot);
    }
  }
}

void Cluster::settle() {
  while (!processes_that_are(false).empty()) restart_process(false);
  while (!zombies().empty()) retire_a_zombie();
  for (std::size_t slot = 0; slot < slots_.size(); ++slot) {
    auto& seat = processes_[owner_[slot]].seats[slot];
    seat.space.disarm();
    if (!seat.life) give_birth(owner_[slot], slot);
    seat.life->paused = false;
  }
}

bool Cluster::step_all() {
  bool moved = false;
  for (std::size_t slot = 0; slot < slots_.size(); ++slot) moved = step(owner_[slot], slot) || moved;
  return moved;
}

bool Cluster::idle() const {
  bool idle = true;
  for_each_owner(
      [&](const Slot&, const processor::Processor& one, const SimulatedSpace&) { idle = idle && one.idle(); });
  return idle;
}

std::optional<Timestamp> Cluster::next_timer() const {
  std::optional<Timestamp> next;
  for_each_owner([&](const Slot&, const processor::Processor& one, const SimulatedSpace&) {
    const auto timer = one.next_timer();
    if (timer && (!next || *timer < *next)) next = timer;
  });
  return next;
}

void Cluster::for_each_space(const std::function<void(const Slot&, const SimulatedSpace&)>& visit) const {
  for (const auto& process : processes_) {
    for (std::size_t slot = 0; slot < slots_.size(); ++slot) visit(slots_[slot], process.seats[slot].space);
  }
}

void Cluster::for_each_owner(
    const std::function<void(const Slot&, const processor::Processor&, const SimulatedSpace&)>& visit) const {
  for (std::size_t slot = 0; slot < slots_.size(); ++slot) {
    const auto& seat = processes_[owner_[slot]].seats[slot];
    if (seat.life) visit(slots_[slot], *seat.life->processor, seat.space);
  }
}

}  // namespace matbud::simulation
