#include "matbud/processor/host.h"

#include <algorithm>

namespace matbud::processor {
namespace {

constexpr std::chrono::seconds tells_every{1};
constexpr std::chrono::seconds tells_unchanged_every{10};  // so that a silent owner can be told from a quiet one

}  // namespace

Result<std::unique_ptr<ProcessorHost>> ProcessorHost::open(ProcessorSpec spec, log::Log& log,
                                                           HostEnvironment environment) {
  if (!environment.only_follows.empty()) {
    environment.settings.decides = false;
    return std::unique_ptr<ProcessorHost>{new ProcessorHost{std::move(spec), log, std::move(environment), nullptr}};
  }
  auto ownership = log.join(spec.own_topic);
  if (!ownership) return tl::unexpected{ownership.error()};
  return std::unique_ptr<ProcessorHost>{
      new ProcessorHost{std::move(spec), log, std::move(environment), std::move(*ownership)}};
}

ProcessorHost::ProcessorHost(ProcessorSpec spec, log::Log& log, HostEnvironment environment,
                             std::unique_ptr<log::Ownership> ownership)
    : spec_{std::move(spec)}, log_{log}, environment_{std::move(environment)}, ownership_{std::move(ownership)} {
  for (const auto partition : environment_.only_follows) take(partition);
  follow_ownership();
}

void ProcessorHost::follow_ownership() {
  if (!ownership_) return;
  auto assignment = ownership_->current();
  if (generation_ == assignment.generation) return;
  generation_ = assignment.generation;
  auto& partitions = assignment.partitions;
  assigned_ = !partitions.empty();
  if (environment_.takes)
    std::erase_if(partitions, [&](Partition partition) { return !environment_.takes(partition); });
  std::erase_if(owned_, [&](const auto& owned) {
    return std::find(partitions.begin(), partitions.end(), Partition{owned.first}) == partitions.end();
  });
  not_opened_.clear();
  for (const auto partition : partitions) {
    if (!owned_.contains(partition.value())) take(partition);
  }
  stand_by();
}

std::unique_ptr<state::Space> ProcessorHost::open_space(Partition partition) {
  try {
    return environment_.open_space(spec_.name, partition);
  } catch (const state::StoreFailure& error) {
    not_opened_.emplace(partition.value(), Error{Error::Code::unavailable, error.what()});
    return nullptr;
  }
}

void ProcessorHost::stand_by() {
  auto settings = environment_.settings;
  settings.decides = false;
  for (const auto partition : environment_.stands_by) {
    if (owned_.contains(partition.value()) || standing_by_.contains(partition.value())) continue;
    Owned follower;
    follower.space = open_space(partition);
    if (!follower.space) continue;
    follower.processor = std::make_unique<Processor>(spec_, partition, log_, *follower.space, nullptr,
                                                     environment_.new_incarnation(), settings);
    standing_by_.emplace(partition.value(), std::move(follower));
  }
}

void ProcessorHost::take(Partition partition) {
  Owned owned;
  if (const auto warm = standing_by_.find(partition.value()); warm != standing_by_.end()) {
    warm->second.processor.reset();  // what it has folded is in the space
    owned.space = std::move(warm->second.space);
    standing_by_.erase(warm);
  } else {
    owned.space = open_space(partition);
  }
  if (!owned.space) return;
  if (environment_.make_effector) owned.effector = environment_.make_effector(partition);
  owned.processor = std::make_unique<Processor>(spec_, partition, log_, *owned.space, owned.effector.get(),
                                                environment_.new_incarnation(), environment_.settings);
  owned_.emplace(partition.value(), std::move(owned));
}

bool ProcessorHost::step(Timestamp now) {
  follow_ownership();
  bool moved = false;
  for (auto& [partition, owned] : owned_) moved = owned.processor->step(now) || moved;
  for (auto& [partition, follower] : standing_by_) moved = follower.processor->step(now) || moved;
  if (ownership_ && now >= tells_at_) tell_progress(now);
  return moved;
}

void ProcessorHost::tell_progress(Timestamp now) {
  tells_at_ = now + tells_every;
  for (auto& [partition, owned] : owned_) {
    try {
      auto progress = owned.processor->progress();
      if (progress == owned.told && now < owned.told_at + tells_unchanged_every) continue;
      owned.told = progress;
      owned.told_at = now;
      progress.figures += " told_ms=" + std::to_string(to_ms(now));
      ownership_->tell(progress);
    } catch (const state::StoreFailure&) {
      // The processor meets it, too, and stops with an alarm.
    }
  }
}

std::optional<Timestamp> ProcessorHost::next_timer() const {
  std::optional<Timestamp> earliest;
  for (const auto& [partition, owned] : owned_) {
    const auto next = owned.processor->next_timer();
    if (next && (!earliest || *next < *earliest)) earliest = next;
  }
  return earliest;
}

std::vector<Error> ProcessorHost::alarms() const {
  std::vector<Error> alarms;
  const auto add = [&](std::uint32_t partition, const Error& error) {
    alarms.push_back({error.code, spec_.name + "/" + std::to_string(partition) + ": " + error.message});
  };
  for (const auto& [partition, error] : not_opened_) add(partition, error);
  for (const auto& [partition, owned] : owned_) {
    if (const auto& alarm = owned.processor->alarm()) add(partition, *alarm);
  }
  for (const auto& [partition, follower] : standing_by_) {
    if (const auto& alarm = follower.processor->alarm()) add(partition, *alarm);
  }
  return alarms;
}

bool ProcessorHost::ready() const {
  return assigned_ && not_opened_.empty() && std::all_of(owned_.begin(), owned_.end(), [](const auto& owned) {
           return owned.second.processor->phase() == Processor::Phase::running;
         });
}

bool ProcessorHost::idle() const {
  return std::all_of(owned_.begin(), owned_.end(), [](const auto& owned) { return owned.second.processor->idle(); });
}

void ProcessorHost::for_each(const std::function<void(const Processor&)>& visit) const {
  for (const auto& [partition, owned] : owned_) visit(*owned.processor);
}

}  // namespace matbud::processor
