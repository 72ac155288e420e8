#include <algorithm>

#include "matbud/log/simulated.h"
#include "simulated_partition.h"

namespace matbud::log {
namespace {

class SimulatedReader final : public Reader {
 public:
  SimulatedReader(SimulatedPartition& partition, Offset from) : partition_{partition}, cursor_{from} {}
  [[nodiscard]] Result<Batch> read(std::size_t max_records) override { return partition_.read(cursor_, max_records); }
  [[nodiscard]] Offset position() const override { return cursor_.position; }
  void seek(Offset position) override { cursor_.position = position; }

 private:
  SimulatedPartition& partition_;
  SimulatedPartition::Cursor cursor_;
};

class SimulatedWriter final : public Writer {
 public:
  explicit SimulatedWriter(SimulatedPartition& partition) : partition_{partition}, line_{partition.open_line()} {}
  SimulatedWriter(const SimulatedWriter&) = delete;
  SimulatedWriter& operator=(const SimulatedWriter&) = delete;
  ~SimulatedWriter() override { partition_.abandon(*line_); }
  void append(std::vector<std::string> records) override { partition_.append(*line_, std::move(records)); }
  [[nodiscard]] std::optional<Appended> poll() override { return partition_.poll(*line_); }
  [[nodiscard]] std::size_t in_flight() const override { return line_->in_flight(); }

 private:
  SimulatedPartition& partition_;
  std::shared_ptr<SimulatedPartition::Line> line_;
};

tl::unexpected<Error> no_such(const TopicPartition& place) {
  return failure(Error::Code::not_found, "there is no partition " + to_string(place));
}

}  // namespace

/// Who shares the partitions of one topic.
struct SimulatedLog::Group {
  std::map<std::size_t, Ownership::Assignment> members;  ///< by the order they joined
  std::size_t joined = 0;
  std::uint64_t generation = 0;
  bool assigned_by_hand = false;
};

class SimulatedLog::Member final : public Ownership {
 public:
  Member(SimulatedLog& log, std::shared_ptr<Group> group, std::uint32_t partitions)
      : log_{log}, group_{std::move(group)}, partitions_{partitions}, number_{group_->joined++} {
    group_->members[number_];
    log_.share_by_range(*group_, partitions_);
  }
  Member(const Member&) = delete;
  Member& operator=(const Member&) = delete;
  ~Member() override {
    group_->members.erase(number_);
    log_.share_by_range(*group_, partitions_);
  }
  [[nodiscard]] Assignment current() override { return group_->members[number_]; }

 private:
  SimulatedLog& log_;
  std::shared_ptr<Group> group_;
  std::uint32_t partitions_;
  std::size_t number_;
};

SimulatedLog::SimulatedLog(const Clock& clock) : clock_{clock}, random_{0}, queued_{false} {}

SimulatedLog::SimulatedLog(const Clock& clock, std::uint64_t seed, SimulatedFaults faults)
    : clock_{clock}, random_{seed}, faults_{faults}, queued_{true} {}

SimulatedLog::~SimulatedLog() = default;

Result<void> SimulatedLog::create_topics(std::span<const TopicSpec> topics) {
  for (const auto& topic : topics) {
    const auto existing = topics_.find(topic.name);
    if (existing == topics_.end()) continue;
    if (existing->second.partitions != topic.partitions || existing->second.compacted != topic.compacted)
      return failure(Error::Code::conflict, "topic " + topic.name + " exists with other properties");
  }
  for (const auto& topic : topics) {
    if (!topics_.emplace(topic.name, topic).second) continue;
    for (std::uint32_t number = 0; number < topic.partitions; ++number) {
      const TopicPartition place{topic.name, Partition{number}};
      partitions_[place] = std::make_unique<SimulatedPartition>(*this, place, topic.compacted);
    }
  }
  return {};
}

Result<std::vector<TopicSpec>> SimulatedLog::topics() {
  std::vector<TopicSpec> all;
  for (const auto& [name, topic] : topics_) all.push_back(topic);
  return all;
}

Result<Log::Watermarks> SimulatedLog::watermarks(const TopicPartition& place) {
  const auto* partition = find(place);
  if (partition == nullptr) return no_such(place);
  if (call_fails()) return failure(Error::Code::retryable, to_string(place) + " does not answer just now");
  return Watermarks{Offset{0}, partition->end()};
}

Result<std::unique_ptr<Reader>> SimulatedLog::open_reader(const TopicPartition& place, Offset from) {
  auto* partition = find(place);
  if (partition == nullptr) return no_such(place);
  if (call_fails()) return failure(Error::Code::retryable, to_string(place) + " does not answer just now");
  return std::make_unique<SimulatedReader>(*partition, from);
}

Result<std::unique_ptr<Writer>> SimulatedLog::open_writer(const TopicPartition& place) {
  auto* partition = find(place);
  if (partition == nullptr) return no_such(place);
  if (call_fails()) return failure(Error::Code::retryable, to_string(place) + " does not answer just now");
  return std::make_unique<SimulatedWriter>(*partition);
}

Result<std::unique_ptr<Ownership>> SimulatedLog::join(const std::string& own_topic) {
  const auto topic = topics_.find(own_topic);
  if (topic == topics_.end()) return failure(Error::Code::not_found, "there is no topic " + own_topic);
  auto& group = groups_[own_topic];
  if (!group) group = std::make_shared<Group>();
  return std::make_unique<Member>(*this, group, topic->second.partitions);
}

void SimulatedLog::share_by_range(Group& group, std::uint32_t partitions) {
  ++activity_;
  if (group.assigned_by_hand || group.members.empty()) return;
  ++group.generation;
  const auto members = static_cast<std::uint32_t>(group.members.size());
  std::uint32_t next = 0;
  std::uint32_t left = members;
  for (auto& [number, assignment] : group.members) {
    const std::uint32_t share = (partitions - next + left - 1) / left;
    assignment.partitions.clear();
    for (std::uint32_t i = 0; i < share; ++i) assignment.partitions.emplace_back(next++);
    assignment.generation = group.generation;
    --left;
  }
}

void SimulatedLog::assign(const std::string& own_topic, std::size_t member, std::vector<Partition> partitions) {
  auto& group = groups_[own_topic];
  if (!group) group = std::make_shared<Group>();
  std::sort(partitions.begin(), partitions.end());
  group->assigned_by_hand = true;
  group->members[member] = {std::move(partitions), ++group->generation};
  ++activity_;
}

std::uint64_t SimulatedLog::activity() const { return activity_; }

void SimulatedLog::wait_for_activity(std::uint64_t, std::chrono::milliseconds) {}
void SimulatedLog::wake() { ++activity_; }

bool SimulatedLog::deliver() {
  while (!on_the_way_.empty()) {
    const auto which = static_cast<std::size_t>(random_.below(on_the_way_.size()));
    auto* partition = on_the_way_[which];
    if (partition->deliver()) return true;
    partition->listed = false;
    on_the_way_[which] = on_the_way_.back();
    on_the_way_.pop_back();
  }
  return false;
}

void SimulatedLog::set_faults(const SimulatedFaults& faults) { faults_ = faults; }

const SimulatedCounters& SimulatedLog::counters() const { return counters_; }

const std::deque<SimulatedRecord>& SimulatedLog::records(const TopicPartition& place) const {
  return find(place)->records();
}

void SimulatedLog::on_landed(std::function<void(const TopicPartition&, Offset, const SimulatedRecord&)> watcher) {
  watcher_ = std::move(watcher);
}

void SimulatedLog::cut(const TopicPartition& place, Offset end) { find(place)->cut(end); }

SimulatedPartition* SimulatedLog::find(const TopicPartition& place) const {
  const auto found = partitions_.find(place);
  return found == partitions_.end() ? nullptr : found->second.get();
}

bool SimulatedLog::call_fails() { return faults_.failed_call > 0 && random_.chance(faults_.failed_call); }

}  // namespace matbud::log
