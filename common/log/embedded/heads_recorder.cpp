#include "heads_recorder.h"

#include <utility>
#include <vector>

#include "chunk_reader.h"

namespace matbud::log::embedded {

HeadsRecorder::HeadsRecorder(Database& database, const Segments& segments, const Topics& topics)
    : database_{database}, segments_{segments}, topics_{topics} {}

HeadsRecorder::~HeadsRecorder() { stop(); }

Result<void> HeadsRecorder::record() {
  bool moved = !ever_recorded_;
  for (const auto* partition : topics_.partitions()) {
    const auto known = recorded_.find(partition->index());
    const auto recorded_end = known == recorded_.end() ? Offset{0} : known->second.end;
    if (partition->end() == recorded_end) continue;
    auto head = head_of(*partition);
    if (!head) return tl::unexpected{head.error()};
    recorded_.insert_or_assign(partition->index(), std::move(*head));
    moved = true;
  }
  if (!moved) return {};
  std::vector<Head> heads;
  heads.reserve(recorded_.size());
  for (const auto& [index, head] : recorded_) heads.push_back(head);
  auto written = write_heads(database_.files(), database_.directory(), heads);
  ever_recorded_ = written.has_value();
  return written;
}

Result<Head> HeadsRecorder::head_of(const PartitionState& partition) {
  for (;;) {
    const auto end = partition.end();
    const Offset last{end.value() - 1};
    const auto in_memory = partition.tail_from(last, 1);
    if (!in_memory.empty() && in_memory.back()->end() == end)
      return Head{partition.place(), end, hash_of(in_memory.back()->last_record())};
    const auto record = read_record(database_, segments_, partition, last);
    if (!record) return tl::unexpected{record.error()};
    if (*record) return Head{partition.place(), end, hash_of(**record)};
    // A newer record has superseded it and a compaction removed it, both since we looked: look again.
  }
}

void HeadsRecorder::start(std::chrono::milliseconds interval, std::function<void(const Error&)> on_failure) {
  thread_ = std::thread{[this, interval, on_failure = std::move(on_failure)] {
    std::unique_lock lock{mutex_};
    while (!stop_asked_.wait_for(lock, interval, [&] { return stopping_; })) {
      lock.unlock();
      if (const auto recorded = record(); !recorded) {
        on_failure(recorded.error());
        return;
      }
      lock.lock();
    }
  }};
}

void HeadsRecorder::stop() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard guard{mutex_};
    stopping_ = true;
  }
  stop_asked_.notify_one();
  thread_.join();
}

}  // namespace matbud::log::embedded
