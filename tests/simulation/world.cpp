#include "world.h"

#include <algorithm>

#include "matbud/log/topics.h"

namespace matbud::simulation {
namespace {

constexpr std::int64_t monday_morning_ms = 1'772'438'400'000;  // 2026-03-02T08:00:00Z
constexpr std::int64_t ms_a_day = 86'400'000;
constexpr std::uint64_t records_max = 20'000;  ///< a run has about a thousand

Weather weather_of(log::Random& random, bool faults) {
  Weather weather;
  if (!faults) return weather;
  // Half of the worlds have a fault at all, and those have it seldom or often.
  const auto some = [&](unsigned often) {
    return random.chance(500) ? static_cast<unsigned>(1 + random.below(often)) : 0U;
  };
  weather.log.failed_append = some(60);
  weather.log.lost_ack = some(80);
  weather.log.torn_append = some(60);
  weather.log.split_append = some(200);
  weather.log.doubled = some(80);
  weather.log.orphan_lands = static_cast<unsigned>(random.below(1001));
  weather.log.slow_read = some(300);
  weather.log.lagging = some(40);
  weather.log.failed_read = some(40);
  weather.log.failed_call = some(60);
  weather.kill = some(12);
  weather.death_in_write = some(12);
  weather.move = some(25);
  weather.pause = some(15);
  weather.clock_jump = some(4);
  weather.power_loss = random.chance(500);
  weather.state_loss = random.chance(500);
  return weather;
}

processor::ProcessorSettings small_settings(log::Random& random) {
  processor::ProcessorSettings settings;
  settings.decisions_a_batch = static_cast<std::size_t>(random.between(1, 5));
  settings.batches_in_flight = static_cast<std::size_t>(random.between(1, 4));
  settings.folds_a_catch_up = static_cast<std::size_t>(random.between(1, 12));
  settings.cache_bytes = random.chance(500) ? 2000 : 200'000;
  return settings;
}

}  // namespace

World::World(std::uint64_t seed, const Options& options)
    : seed_{seed},
      options_{options},
      random_{seed},
      trace_{options.trace_lines},
      clock_{from_ms(monday_morning_ms + static_cast<std::int64_t>(seed % 364) * ms_a_day)},
      partitions_{static_cast<std::uint32_t>(random_.between(1, 3))},
      weather_{weather_of(random_, options.faults)},
      version_{random_.next()},
      installation_{
          whole_installation(partitions_, version_, [this](const auto& diet) { return keys_.diet_of(diet); })},
      log_{clock_, random_.next(), weather_.log},
      rules_{counts_},
      provider_{counts_},
      edge_{log_, clock_, partitions_},
      keys_{log_with_topics(), edge_, clock_, seed},
      people_{edge_, keys_, clock_, random_.split(), partitions_, trace_},
      shops_{log_, clock_, random_.split(), partitions_, trace_} {
  for (const auto& topic : installation_.topics) {
    for (std::uint32_t partition = 0; partition < topic.partitions; ++partition)
      ledger_.add({topic.name, Partition{partition}});
  }
  for (const auto& service : installation_.services) {
    for (std::uint32_t partition = 0; partition < partitions_; ++partition) {
      oracles_.push_back(std::make_unique<ServiceOracle>(service, Partition{partition}, ledger_, version_));
      oracle_of_topic_[{service.own_topic, Partition{partition}}] = oracles_.back().get();
    }
  }
  log_.on_landed([this](const auto& place, Offset offset, const auto& record) { landed(place, offset, record); });
  for (const auto& model : installation_.read_models) {
    for (std::uint32_t partition = 0; partition < partitions_; ++partition) {
      read_models_.push_back(std::make_unique<Folded>());
      auto& folded = *read_models_.back();
      folded.model = model;
      folded.projection = std::make_unique<projection::Projection>(model, Partition{partition}, log_, folded.space);
    }
  }
  Cluster::Setup setup;
  setup.services = &installation_.services;
  setup.partitions = partitions_;
  setup.processes = static_cast<std::size_t>(random_.between(1, 3));
  setup.settings = small_settings(random_);
  setup.make_effector = [this, random = random_.split()](const Slot&, const std::string& incarnation) mutable {
    return std::make_unique<SimulatedEffector>(provider_, keys_, random.split(), incarnation);
  };
  setup.check_space = [this](const Slot& slot, const SimulatedSpace& space) {
    oracles_[slot.service * partitions_ + slot.partition.value()]->expect_fold(space);
  };
  cluster_ = std::make_unique<Cluster>(std::move(setup), log_, clock_, random_.split(), trace_, counts_);
}

World::~World() = default;

log::SimulatedLog& World::log_with_topics() {
  (void)log_.create_topics(installation_.topics);
  return log_;
}

void World::landed(const log::TopicPartition& place, Offset offset, const log::SimulatedRecord& record) {
  trace_.mix(*record.canonical);
  if (place.topic == log::keys) return;
  if (log_.counters().landed > records_max) throw Violation{"9 liveness", "the log grows without end"};
  auto& chain = ledger_.at(place);
  const auto* accepted = chain.land(offset, record);
  if (accepted == nullptr) {
    trace_.note("void: " + log::to_string(place) + " at " + std::to_string(offset.value()));
    return;
  }
  trace_.note("landed: " + log::to_string(place) + " at " + std::to_string(offset.value()) + " " +
              std::string{accepted->record.type} + " " + std::string{accepted->record.subject});
  const auto oracle = oracle_of_topic_.find(place);
  if (oracle == oracle_of_topic_.end()) return;
  rules_.judge(*accepted, place);
  oracle->second->judge(*accepted);
  people_.hear(*accepted, place);
}

void World::let_time_pass() {
  clock_.advance(std::chrono::milliseconds{random_.below(20'000)});
  if (random_.chance(12)) clock_.advance(std::chrono::minutes{random_.between(10, 300)});
  if (!random_.chance(weather_.clock_jump)) return;
  const std::chrono::minutes jump{static_cast<std::int64_t>(random_.below(240)) - 90};
  clock_.advance(jump);
  ++counts_.clock_jumps;
  trace_.note("the clock jumps by " + std::to_string(jump.count()) + " minutes");
}

void World::step_with_faults() {
  let_time_pass();
  const auto what = random_.below(1000);
  if (what < 560) {
    cluster_->step_someone();
  } else if (what < 880) {
    (void)log_.deliver();
  } else if (what < 950) {
    (void)edge_.step();
    (void)people_.do_what_is_due();
    shops_.step_someone();
    (void)keys_.follow();
  } else if (what < 975) {
    people_.act();
  } else if (what < 995) {
    follow_read_models();
  } else {
    look_after_parked(false);
  }
  if (random_.chance(weather_.kill)) cluster_->kill_process(weather_.power_loss);
  if (random_.chance(weather_.death_in_write)) cluster_->arm_a_death_in_a_write();
  if (random_.chance(40)) cluster_->restart_process(weather_.state_loss);
  if (random_.chance(weather_.move)) cluster_->move_partition();
  if (random_.chance(weather_.pause)) cluster_->pause_or_resume();
  if (random_.chance(10)) cluster_->retire_a_zombie();
  if (random_.chance(weather_.kill)) shops_.someone_dies();
  if (random_.chance(2)) people_.erase_a_citizen();
  if (!version_.fixed() && trace_.step > options_.steps / 2 && random_.chance(5)) {
    trace_.note("a new version of the code is rolled out");
    roll_out_new_version();
  }
}

void World::give_keys() {
  constexpr int rounds_max = 10'000;
  for (const auto& citizen : people_.citizens()) keys_.give(citizen);
  const auto all_have_one = [&] {
    return std::all_of(people_.citizens().begin(), people_.citizens().end(),
                       [&](const std::string& citizen) { return keys_.present(citizen); });
  };
  for (int round = 0; !all_have_one(); ++round) {
    if (round == rounds_max) throw Violation{"9 liveness", "the citizens' keys do not arrive"};
    (void)edge_.step();
    (void)log_.deliver();
    (void)keys_.follow();
  }
}

void World::roll_out_new_version() {
  version_.set_fixed(true);
  for (auto& service : installation_.services) {
    if (!service.commands_topic.empty()) service.state_version = new_state_version;
  }
  cluster_->roll_out();
}

void World::follow_read_models() {
  if (read_models_.empty()) return;
  auto& folded = *read_models_[static_cast<std::size_t>(random_.below(read_models_.size()))];
  (void)folded.projection->step();
  if (folded.projection->alarm())
    throw Violation{"9 liveness", "read model " + folded.projection->model().name() +
                                      " stopped: " + folded.projection->alarm()->message};
  // Read models die as well, and come back on the state they had.
  if (random_.chance(100)) {
    folded.projection =
        std::make_unique<projection::Projection>(folded.model, folded.projection->partition(), log_, folded.space);
  }
}

void World::look_after_parked(bool give_up) {
  for (const auto& oracle : oracles_) {
    if (oracle->spec().commands_topic.empty()) continue;
    people_.redrive(parked_in(*oracle), oracle->spec().commands_topic, oracle->chain().place().partition, give_up);
  }
}

Outcome World::run() {
  Outcome outcome;
  outcome.seed = seed_;
  try {
    give_keys();
    people_.set_up();
    for (trace_.step = 0; trace_.step < options_.steps; ++trace_.step) step_with_faults();
    settle();
    expect_quiet_and_whole();
    outcome.held = true;
  } catch (const Violation& violation) {
    outcome.invariant = violation.invariant();
    outcome.message = violation.what();
    outcome.trace = trace_.last_lines();
  }
  gather_counts();
  outcome.counts = counts_;
  outcome.digest = trace_.digest();
  return outcome;
}

}  // namespace matbud::simulation
