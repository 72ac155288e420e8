#include "matbud/host/lag.h"

#include <algorithm>

namespace matbud::host {

Lag lag_of(log::Log& log, Partition partition, const processor::ProcessorStanding& standing, Timestamp now) {
  Lag lag{0, 0, std::chrono::milliseconds{0}};
  if (!standing.own.topic.empty()) {
    const auto marks = log.watermarks({standing.own.topic, partition});
    if (marks && marks->end > standing.own.next)
      lag.own_records = static_cast<std::uint64_t>(marks->end.value() - standing.own.next.value());
  }
  for (const auto& heard : standing.inputs) {
    const log::TopicPartition place{heard.topic, partition};
    const auto marks = log.watermarks(place);
    if (!marks || marks->end <= heard.next) continue;
    lag.records += static_cast<std::uint64_t>(marks->end.value() - heard.next.value());
    const auto reader = log.open_reader(place, heard.next);
    if (!reader) continue;
    const auto batch = (*reader)->read(1);
    if (!batch || batch->empty()) continue;
    lag.oldest_waits_for = std::max(lag.oldest_waits_for, now - batch->entries.front().appended_at);
  }
  return lag;
}

}  // namespace matbud::host
