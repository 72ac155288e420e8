#include "simulated_partition.h"

#include <algorithm>

#include "matbud/log/record.h"

namespace matbud::log {

SimulatedPartition::SimulatedPartition(SimulatedLog& log, TopicPartition place, bool compacted)
    : log_{log}, place_{std::move(place)}, compacted_{compacted} {}

SimulatedPartition::~SimulatedPartition() = default;

std::shared_ptr<SimulatedPartition::Line> SimulatedPartition::open_line() {
  lines_.push_back(std::make_shared<Line>());
  return lines_.back();
}

void SimulatedPartition::append(Line& line, std::vector<std::string> records) {
  if (line.dead) {
    line.outcomes.push_back({.known = false, .first = {}, .count = records.size(), .why_unknown = line.why_dead});
    return;
  }
  line.queued.push_back({std::move(records), 0, {}, true});
  if (!log_.queued_) {
    land_whole(line);
    line.outcomes.push_back(std::move(line.returning.front()));
    line.returning.pop_front();
    return;
  }
  if (!listed) log_.on_the_way_.push_back(this);
  listed = true;
}

std::optional<Appended> SimulatedPartition::poll(Line& line) {
  if (line.outcomes.empty()) return std::nullopt;
  auto outcome = std::move(line.outcomes.front());
  line.outcomes.pop_front();
  return outcome;
}

void SimulatedPartition::abandon(Line& line) {
  for (auto& call : line.queued) {
    for (std::size_t i = call.landed; i < call.records.size(); ++i) orphan(std::move(call.records[i]));
  }
  std::erase_if(lines_, [&](const auto& kept) { return kept.get() == &line; });
}

bool SimulatedPartition::deliver() {
  // Each writer's next append, each writer's next acknowledgement and the orphans are equally likely to move.
  std::vector<Line*> movable;
  for (const auto& line : lines_) {
    if (!line->queued.empty()) movable.push_back(line.get());
  }
  const std::size_t appends = movable.size();
  for (const auto& line : lines_) {
    if (!line->returning.empty()) movable.push_back(line.get());
  }
  const std::size_t choices = movable.size() + (orphans_.empty() ? 0 : 1);
  if (choices == 0) return false;
  const auto choice = static_cast<std::size_t>(log_.random_.below(choices));
  if (choice < appends) {
    deliver_append(*movable[choice]);
  } else if (choice < movable.size()) {
    auto& line = *movable[choice];
    line.outcomes.push_back(std::move(line.returning.front()));
    line.returning.pop_front();
    ++log_.activity_;
  } else {
    const auto which = static_cast<std::size_t>(log_.random_.below(orphans_.size()));
    std::swap(orphans_[which], orphans_.back());
    auto canonical = std::move(orphans_.back());
    orphans_.pop_back();
    ++log_.counters_.orphans_landed;
    land(std::move(canonical));
  }
  return true;
}

void SimulatedPartition::deliver_append(Line& line) {
  auto& random = log_.random_;
  const auto& faults = log_.faults_;
  auto& call = line.queued.front();
  if (random.chance(faults.failed_append)) return kill(line, "append failed");
  if (random.chance(faults.torn_append)) {
    const auto front = static_cast<std::size_t>(random.below(call.records.size()));
    for (std::size_t i = call.landed; i < std::max(front, call.landed); ++i) land(call.records[i]);
    call.landed = std::max(front, call.landed);
    return kill(line, "append timed out");
  }
  if (random.chance(faults.lost_ack)) {
    for (std::size_t i = call.landed; i < call.records.size(); ++i) land(call.records[i]);
    call.landed = call.records.size();
    return kill(line, "acknowledgement lost");
  }
  if (random.chance(faults.split_append) && call.records.size() - call.landed > 1) {
    const auto now = 1 + random.below(call.records.size() - call.landed - 1);
    if (call.landed == 0) call.first = end();
    for (std::uint64_t i = 0; i < now; ++i) {
      call.contiguous = call.contiguous && end().value() == call.first.value() + static_cast<std::int64_t>(call.landed);
      land(call.records[call.landed]);
      ++call.landed;
    }
    return;
  }
  if (random.chance(faults.doubled)) {
    log_.counters_.doubled += call.records.size();
    // Either the first or the second time is acknowledged.
    if (random.chance(500)) {
      for (const auto& record : call.records) land(record);
      land_whole(line);
    } else {
      const auto again = call.records;
      land_whole(line);
      for (const auto& record : again) land(record);
    }
    return;
  }
  land_whole(line);
}

void SimulatedPartition::land_whole(Line& line) {
  auto& call = line.queued.front();
  if (call.landed == 0) call.first = end();
  for (; call.landed < call.records.size(); ++call.landed) {
    call.contiguous = call.contiguous && end().value() == call.first.value() + static_cast<std::int64_t>(call.landed);
    land(std::move(call.records[call.landed]));
  }
  if (!call.contiguous) return kill(line, "another writer came between");
  line.returning.push_back({.known = true, .first = call.first, .count = call.records.size(), .why_unknown = {}});
  line.queued.pop_front();
}

void SimulatedPartition::kill(Line& line, const std::string& why) {
  line.dead = true;
  line.why_dead = why;
  std::move(line.returning.begin(), line.returning.end(), std::back_inserter(line.outcomes));
  line.returning.clear();
  for (auto& call : line.queued) {
    for (std::size_t i = call.landed; i < call.records.size(); ++i) orphan(std::move(call.records[i]));
    line.outcomes.push_back({.known = false, .first = {}, .count = call.records.size(), .why_unknown = why});
    ++log_.counters_.unknown_outcomes;
  }
  line.queued.clear();
  ++log_.activity_;
}

void SimulatedPartition::land(std::string canonical) {
  if (compacted_) {
    if (const auto record = decode(canonical)) {
      const auto [newest, first_of_key] = newest_of_key_.try_emplace(std::string{record->key}, records_.size());
      if (!first_of_key) {
        records_[newest->second].canonical.reset();
        newest->second = records_.size();
      }
    }
  }
  records_.push_back({log_.clock_.now(), std::make_shared<const std::string>(std::move(canonical)), log_.sequence_++});
  ++log_.counters_.landed;
  ++log_.activity_;
  if (log_.watcher_) log_.watcher_(place_, Offset{static_cast<std::int64_t>(records_.size()) - 1}, records_.back());
}

void SimulatedPartition::orphan(std::string canonical) {
  if (!log_.random_.chance(log_.faults_.orphan_lands)) {
    ++log_.counters_.orphans_dropped;
    return;
  }
  orphans_.push_back(std::move(canonical));
}

void SimulatedPartition::cut(Offset end) {
  while (records_.size() > static_cast<std::size_t>(end.value())) records_.pop_back();
  ++log_.activity_;
}

Offset SimulatedPartition::visible_end(Cursor& cursor) {
  constexpr std::uint64_t lagging_reads_max = 64;
  const auto lagging = log_.faults_.lagging;
  if (lagging == 0) return end();
  if (cursor.lagging_reads == 0) {
    if (!log_.random_.chance(lagging)) return end();
    cursor.lagging_reads = 1 + log_.random_.below(lagging_reads_max);
    cursor.lagging_end = end();
  }
  --cursor.lagging_reads;
  return std::min(end(), cursor.lagging_end);
}

Result<Batch> SimulatedPartition::read(Cursor& cursor, std::size_t max_records) {
  auto& position = cursor.position;
  if (position.value() < 0 || position > end()) {
    return failure(Error::Code::not_found, to_string(place_) + " ends at " + std::to_string(end().value()) +
                                               " and cannot be read at " + std::to_string(position.value()));
  }
  auto& random = log_.random_;
  const auto& faults = log_.faults_;
  if (faults.failed_read > 0 && random.chance(faults.failed_read))
    return failure(Error::Code::retryable, to_string(place_) + " cannot be read just now");
  const auto visible = visible_end(cursor);
  auto wanted = position < visible ? static_cast<std::size_t>(visible.value() - position.value()) : 0;
  if (faults.slow_read > 0 && wanted > 0 && random.chance(faults.slow_read))
    wanted = static_cast<std::size_t>(random.below(wanted));
  Batch batch;
  for (; wanted > 0 && batch.entries.size() < max_records; --wanted) {
    const auto& record = records_[static_cast<std::size_t>(position.value())];
    if (record.canonical) {
      batch.entries.push_back({position, record.appended_at, *record.canonical, nullptr});
      batch.keep_alive.push_back(record.canonical);
    }
    position = position.next();
  }
  return batch;
}

}  // namespace matbud::log
