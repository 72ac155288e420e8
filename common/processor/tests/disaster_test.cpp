// The model of the protocol (several owners, kills, pauses, lost and doubled deliveries) with the real processor.
#include <set>

#include "matbud/log/random.h"
#include "partition_story.h"

namespace matbud::processor {
namespace {

constexpr std::uint64_t seeds = 300;
constexpr std::size_t names_max = 3;

class ADisaster : public PartitionStory {
 protected:
  void happens(std::uint64_t seed) {
    random = log::Random{seed};
    timers = effects = 0;
    must_be_confirmed.clear();
    performed_surely.clear();
    appends_take_time(random.next(), {});
    names.clear();
    for (std::uint64_t i = 0, owners = random.between(1, names_max); i < owners; ++i)
      names.push_back(std::string(1, static_cast<char>('a' + i)));
    for (const auto& name : names) starts(name);
    faults = {.failed_append = below(60),
              .lost_ack = below(60),
              .torn_append = below(60),
              .split_append = below(100),
              .doubled = below(60),
              .orphan_lands = below(1000),
              .slow_read = below(500),
              .failed_read = below(200),
              .failed_call = below(100)};
    log->set_faults(faults);
    for (std::uint64_t i = 0, steps = random.between(100, 500); i < steps; ++i) something_happens();
  }

  void the_faults_stop() {
    log->set_faults({});
    settle_all(names);
    clock.advance(std::chrono::hours{2});
    settle_all(names);
    for (const auto& name : names) remember_effects(name);
  }

  void expect_the_promises_kept() {
    expect_every_input_decided_once();
    std::map<std::string, int> rung;
    std::set<std::int64_t> confirmed;
    for (const auto& one : chain()) {
      if (one.event.operator_acted().act() == toy::rang) ++rung[one.event.operator_acted().target()];
      if (one.event.operator_acted().act() == toy::confirm) confirmed.insert(one.record.cause->offset.value());
    }
    for (int i = 0; i < timers; ++i) EXPECT_EQ(rung["timer" + std::to_string(i)], 1);
    for (const auto offset : must_be_confirmed) EXPECT_TRUE(confirmed.contains(offset)) << "confirm at " << offset;
    for (const auto& [effect, times] : performed_surely) EXPECT_LE(times, 1) << effect << " was performed twice";
    for (const auto& name : names) EXPECT_EQ(digest(name), digest(names.front()));
    const auto before = digest(names.front());
    wipe(names.front());
    start(names.front());
    settle(names.front());
    EXPECT_EQ(digest(names.front()), before);
  }

 private:
  [[nodiscard]] unsigned below(std::uint64_t bound) { return static_cast<unsigned>(random.below(bound)); }
  [[nodiscard]] std::string any_name() { return names[below(names.size())]; }

  void something_happens() {
    const auto dice = below(1000);
    if (dice < 450) {
      step(any_name());
    } else if (dice < 800) {
      (void)log->deliver();
    } else if (dice < 950) {
      something_is_heard();
    } else if (dice < 970) {
      clock.advance(std::chrono::seconds{below(120)});
    } else {
      const auto name = any_name();
      remember_effects(name);
      if (below(4) == 0) wipe(name);
      starts(name);
    }
  }

  void something_is_heard() {
    log->set_faults({});
    const std::string target = below(2) == 0 ? "milk" : "bread";
    switch (below(8)) {
      case 0: hears(toy::ignore, target); break;
      case 1: hears_of_another(toy::ignore, target); break;
      case 2: hears_void_of_another(toy::count, target); break;
      case 3: hears_a_confirmation(target); break;
      case 4:
        if (timers < 8)
          hears(toy::set, "timer" + std::to_string(timers++), std::to_string(to_ms(clock.now()) + below(60'000)));
        break;
      case 5: hears(toy::ask, "effect" + std::to_string(effects++), "once"); break;
      case 6: hears_of_another(toy::count, target); break;
      default: hears(toy::count, target); break;
    }
    log->set_faults(faults);
  }

  /// Comes after its target was counted, as its effect: no owner may call it irrelevant.
  void hears_a_confirmation(const std::string& target) {
    const auto texts = told();
    const bool was_counted = std::find(texts.begin(), texts.end(), "count " + target) != texts.end();
    if (was_counted) must_be_confirmed.insert(hears_of_another(toy::confirm, target).value());
  }

  void starts(const std::string& name) {
    start(name, toy::Version::chokes,
          {.decisions_a_batch = random.between(1, 4),
           .batches_in_flight = random.between(1, 4),
           .folds_a_catch_up = random.between(1, 20)});
  }

  void remember_effects(const std::string& name) {
    for (const auto& effect : process(name).effector.performed) {
      if (effect.back() != '?') ++performed_surely[effect];
    }
  }

  log::Random random{0};
  log::SimulatedFaults faults;
  std::vector<std::string> names;
  int timers = 0;
  int effects = 0;
  std::set<std::int64_t> must_be_confirmed;
  std::map<std::string, int> performed_surely;
};

TEST_F(ADisaster, LeavesEveryInputDecidedOnceInOrderOnTheAcceptedState) {
  std::size_t accepted = 0;
  std::size_t voided = 0;
  for (std::uint64_t seed = 1; seed <= seeds && !HasFailure(); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    happens(seed);
    the_faults_stop();
    expect_the_promises_kept();
    accepted += chain().size();
    voided += void_records();
  }
  EXPECT_GT(accepted, seeds * 10);
  EXPECT_GT(voided, seeds);
}

}  // namespace
}  // namespace matbud::processor
