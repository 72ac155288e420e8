// The end of a run: faults stop, everything must come to rest, and then everything is compared with everything.
#include <algorithm>
#include <map>

#include "matbud/audit/v1/commands.pb.h"
#include "matbud/audit/v1/events.pb.h"
#include "matbud/base/plant.h"
#include "matbud/log/topics.h"
#include "matbud/processor/machinery.h"
#include "matbud/processor/replay.h"
#include "sealed_boxes.h"
#include "world.h"

namespace matbud::simulation {
namespace {

constexpr std::chrono::hours longest_life{24 * 12};  ///< within which every order must end
constexpr int times_to_call_drivers = 4;             ///< for orders that wait for one
constexpr std::uint64_t rounds_max = 8'000;

}  // namespace

std::vector<runtime::v1::InputParked> World::parked_in(const ServiceOracle& oracle) const {
  std::vector<runtime::v1::InputParked> parked;
  constexpr state::Table<runtime::v1::InputParked> queues{processor::parked_inputs};
  queues.scan(oracle.state(), "", "", [&](std::string_view, const runtime::v1::InputParked& input) {
    parked.push_back(input);
    return true;
  });
  return parked;
}

bool World::round_without_faults() {
  ++trace_.step;
  bool moved = people_.do_what_is_due();
  moved = edge_.step() || moved;
  moved = shops_.step_all() || moved;
  moved = keys_.follow() || moved;
  moved = cluster_->step_all() || moved;
  while (log_.deliver()) moved = true;
  return moved;
}

bool World::skip_to_the_next_moment(Timestamp horizon) {
  std::optional<Timestamp> next = people_.next_due();
  for (const auto& other : {cluster_->next_timer(), shops_.next_due()}) {
    if (other && (!next || *other < *next)) next = other;
  }
  if (!next || *next > horizon) return false;
  if (*next > clock_.now()) clock_.set(*next);
  clock_.advance(std::chrono::seconds{1});
  trace_.note("nothing moves; the clock is set to " + std::to_string(to_ms(clock_.now())));
  return true;
}

void World::settle() {
  trace_.note("faults stop");
  log_.set_faults({});
  people_.calm_down();
  provider_.calm_down();
  cluster_->settle();
  if (!version_.fixed()) roll_out_new_version();
  const auto horizon = clock_.now() + longest_life;
  const auto limit = trace_.step + rounds_max;
  std::uint64_t quiet_rounds = 0;
  int drivers_called = 0;
  for (;;) {
    if (trace_.step > limit) throw Violation{"9 liveness", "no rest after faults stopped"};
    quiet_rounds = round_without_faults() ? 0 : quiet_rounds + 1;
    // What moved in one round may have moved something else: only several quiet rounds are a rest.
    if (quiet_rounds < 3) continue;
    const bool parked =
        std::any_of(oracles_.begin(), oracles_.end(), [&](const auto& oracle) { return !parked_in(*oracle).empty(); });
    if (parked) {
      look_after_parked(true);
    } else if (!skip_to_the_next_moment(horizon)) {
      if (rules_.open_orders() == 0 || drivers_called == times_to_call_drivers) return;
      ++drivers_called;
      people_.call_drivers();
    }
    quiet_rounds = 0;
  }
}

void World::expect_quiet_and_whole() {
  if (!cluster_->idle()) throw Violation{"9 liveness", "a processor is not idle at rest"};
  for (const auto& oracle : oracles_) {
    oracle->expect_every_input_decided();
    const auto effects = [&] {
      std::size_t count = 0;
      oracle->state().scan(processor::pending_effects, "", "", [&](auto, auto) { return ++count > 0; });
      return count;
    }();
    if (effects > 0)
      throw Violation{"9 liveness", oracle->spec().name + " has " + std::to_string(effects) + " effects open at rest"};
  }
  cluster_->for_each_owner([&](const Slot& slot, const processor::Processor& owner, const SimulatedSpace& space) {
    const auto& oracle = *oracles_[slot.service * partitions_ + slot.partition.value()];
    oracle.expect_fold(space);
    if (!(space.kept().digest() == oracle.digest_after(oracle.chain().accepted().size())))
      throw Violation{"9 liveness", owner.spec().name + "/" + std::to_string(slot.partition.value()) +
                                        " lags behind its own topic at rest"};
  });
  cluster_->for_each_space([&](const Slot& slot, const SimulatedSpace& space) {
    oracles_[slot.service * partitions_ + slot.partition.value()]->expect_fold(space);
  });
  rules_.expect_every_order_ended();
  expect_prefixes_replay();
  expect_read_models_are_folds();
  expect_no_personal_data();
  expect_erased_are_unreadable();
  expect_every_look_is_recorded();
  expect_a_cut_log_is_noticed();
}

void World::expect_prefixes_replay() {
  for (const auto& oracle : oracles_) {
    const auto end = oracle->chain().end().value();
    if (end == 0) continue;
    processor::ReplayLimit limit;
    limit.end = Offset{static_cast<std::int64_t>(random_.below(static_cast<std::uint64_t>(end) + 1))};
    SimulatedSpace space;
    const auto position =
        processor::replay(oracle->spec(), oracle->chain().place().partition, log_, space, limit, nullptr);
    if (!position) throw Violation{"8 replay of a prefix", position.error().message};
    oracle->expect_fold(space);
    if (!(space.kept().digest() == oracle->digest_after(oracle->chain().accepted_before(limit.end))))
      throw Violation{"8 replay of a prefix", log::to_string(oracle->chain().place()) + " replayed to " +
                                                  std::to_string(limit.end.value()) +
                                                  " is not the state of that moment"};
  }
}

void World::expect_read_models_are_folds() {
  const auto fold_to_the_end = [](projection::Projection& projection) {
    while (projection.step() > 0) {
    }
  };
  for (auto& folded : read_models_) {
    fold_to_the_end(*folded->projection);
    SimulatedSpace fresh;
    projection::Projection again{folded->model, folded->projection->partition(), log_, fresh};
    {
      const PlantsAsleep sound_code;
      fold_to_the_end(again);
    }
    if (!(fresh.kept().digest() == folded->space.kept().digest()))
      throw Violation{"4 projection = fold(log)", "read model " + folded->model->name() + "/" +
                                                      std::to_string(folded->projection->partition().value()) +
                                                      " is not the fold of its topics"};
  }
}

void World::for_all_bytes(const std::function<void(const std::string& where, std::string_view bytes)>& look) const {
  for (const auto& [place, chain] : ledger_.chains()) {
    if (place.topic == log::keys) continue;
    const auto where = log::to_string(place);
    for (const auto& record : log_.records(place)) look(where, *record.canonical);
  }
  const auto look_into = [&](const std::string& name, const SimulatedSpace& space) {
    const auto where = "the state of " + name;
    for (const auto& [key, value] : space.kept().entries()) {
      look(where, key);
      look(where, value);
    }
  };
  cluster_->for_each_space([&](const Slot& slot, const SimulatedSpace& space) {
    look_into(installation_.services[slot.service].name, space);
  });
  for (const auto& folded : read_models_) look_into(folded->model->name(), folded->space);
}

void World::expect_no_personal_data() {
  for_all_bytes([&](const std::string& where, std::string_view bytes) {
    if (bytes.find(canary) != std::string_view::npos)
      throw Violation{"10 no personal data", where + " holds a personal value in the clear"};
    if (where.starts_with("grocer.") && people_.names_a_citizen(bytes))
      throw Violation{"10 no personal data", where + " tells a grocer who the citizen is"};
  });
}

void World::expect_erased_are_unreadable() {
  ErasureCheck check{keys_};
  check.expect_no_keys(people_.citizens());
  for_all_bytes(
      [&](const std::string& where, std::string_view bytes) { check.expect_sealed(where, bytes, people_.citizens()); });
  counts_.erasures = keys_.erased().size();
  counts_.boxes_of_erased = check.found();
}

void World::expect_every_look_is_recorded() {
  std::map<std::string, int> recorded;
  for (const auto& [place, chain] : ledger_.chains()) {
    if (place.topic != log::audit_events) continue;
    for (const auto& event : chain->accepted()) {
      audit::v1::AuditEvent said;
      (void)said.ParseFromArray(event.record.value.data(), static_cast<int>(event.record.value.size()));
      if (said.has_access_recorded()) ++recorded[said.access_recorded().command_id()];
    }
  }
  for (const auto& [place, chain] : ledger_.chains()) {
    if (place.topic != log::audit_commands) continue;
    for (const auto& command : chain->accepted()) {
      const std::string id{command.record.id};
      const bool look = command.record.type == audit::v1::ReportAccess::descriptor()->full_name();
      if (!look || id.starts_with("rubbish-") || recorded[id] == 1) continue;
      throw Violation{"12 every look recorded",
                      "look " + id + " at a citizen is recorded " + std::to_string(recorded[id]) + " times"};
    }
  }
}

void World::expect_a_cut_log_is_noticed() {
  const auto& oracle = *oracles_[static_cast<std::size_t>(random_.below(oracles_.size()))];
  if (oracle.chain().accepted().empty()) return;
  const auto& place = oracle.chain().place();
  log_.cut(place, oracle.chain().accepted().back().offset);
  cluster_->for_each_owner([&](const Slot& slot, const processor::Processor& owner, const SimulatedSpace& space) {
    if (owner.spec().own_topic != place.topic || slot.partition != place.partition) return;
    auto state = space;
    processor::Processor after_the_cut{owner.spec(), slot.partition, log_, state, nullptr, "after the cut"};
    for (int step = 0; step < 4; ++step) (void)after_the_cut.step(clock_.now());
    if (!after_the_cut.alarm() || after_the_cut.alarm()->code != Error::Code::corrupt)
      throw Violation{"5 chain", log::to_string(place) + " lost its last event, and nobody was alarmed"};
  });
}

void World::gather_counts() {
  counts_.seeds = 1;
  counts_.steps = trace_.step;
  counts_.records = log_.counters().landed;
  counts_.doubled = log_.counters().doubled;
  counts_.orphans = log_.counters().orphans_landed;
  counts_.unknown = log_.counters().unknown_outcomes;
  for (const auto& [place, chain] : ledger_.chains()) {
    if (!chain->chained()) continue;
    counts_.accepted += chain->accepted().size();
    counts_.voided += chain->voided();
    for (const auto& event : chain->accepted()) {
      if (event.record.type == "matbud.runtime.v1.RuntimeEvent") ++counts_.parked;
    }
  }
  for (const auto& oracle : oracles_) counts_.redecided += oracle->redecided();
}

}  // namespace matbud::simulation
