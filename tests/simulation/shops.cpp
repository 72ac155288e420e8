#include "shops.h"

#include "installation.h"

namespace matbud::simulation {

Shops::Shops(log::SimulatedLog& log, const log::SimulatedClock& clock, log::Random random, std::uint32_t partitions,
             Trace& trace)
    : log_{log}, clock_{clock}, random_{random}, trace_{trace} {
  behaviour_.seed = random_.next();
  behaviour_.lines_short_permille = 100;
  behaviour_.orders_refused_permille = 30;
  // Now and then somebody is late.
  behaviour_.accepts_after = std::chrono::minutes{random_.below(60)};
  behaviour_.packs_after = std::chrono::minutes{random_.below(120)};
  for (std::uint32_t partition = 0; partition < partitions; ++partition) shops_.push_back(born(partition));
}

std::unique_ptr<demo_grocer::DemoGrocer> Shops::born(std::size_t partition) const {
  return std::make_unique<demo_grocer::DemoGrocer>(log_, prompt_grocer,
                                                   Partition{static_cast<std::uint32_t>(partition)}, behaviour_);
}

bool Shops::step(demo_grocer::DemoGrocer& shop) {
  const auto moved = shop.step(clock_.now());
  if (moved) return *moved;
  if (moved.error().code == Error::Code::corrupt)
    throw Violation{"9 liveness", "a shop stops: " + moved.error().message};
  return true;  // an outage
}

void Shops::step_someone() { step(*shops_[somebody()]); }

void Shops::someone_dies() {
  const auto partition = somebody();
  trace_.note("the shop of partition " + std::to_string(partition) + " forgets everything");
  shops_[partition] = born(partition);
}

bool Shops::step_all() {
  bool moved = false;
  for (const auto& shop : shops_) moved = step(*shop) || moved;
  return moved;
}

std::optional<Timestamp> Shops::next_due() const {
  std::optional<Timestamp> next;
  for (const auto& shop : shops_) {
    const auto due = shop->next_due();
    if (due && (!next || *due < *next)) next = due;
  }
  return next;
}

}  // namespace matbud::simulation
