#include "matbud/operations/cut.h"

#include <algorithm>
#include <optional>

#include "matbud/log/follower.h"
#include "matbud/log/topics.h"

namespace matbud::operations {
namespace {

constexpr std::size_t records_a_read = 1024;

/// The first record of the partition that was appended after `latest`; nothing when there is none.
Result<std::optional<Offset>> first_after(log::Log& log, const log::TopicPartition& place, Timestamp latest) {
  auto reader = log.open_reader(place, Offset{0});
  if (!reader) return tl::unexpected{reader.error()};
  for (;;) {
    const auto batch = (*reader)->read(records_a_read);
    if (!batch) return tl::unexpected{batch.error()};
    if (batch->empty()) return std::nullopt;
    for (const auto& entry : batch->entries) {
      if (entry.appended_at > latest) return entry.offset;
    }
  }
}

/// The first accepted event inside the cut whose cause lies outside; nothing when all causes count.
Result<std::optional<Offset>> first_without_cause(log::Log& log, const log::TopicPartition& place, const Cut& cut) {
  const auto end = cut.end_of(place);
  log::Follower follower{log, place, true, log::chain_start(place)};
  for (;;) {
    const auto followed = follower.next();
    if (!followed) return tl::unexpected{followed.error()};
    if (!*followed || (*followed)->entry.offset >= end) return std::nullopt;
    const auto& cause = (*followed)->record.cause;
    if (cause && cause->offset >= cut.end_of({std::string{cause->topic}, cause->partition}))
      return (*followed)->entry.offset;
  }
}

void shorten(Cut& cut, const log::TopicPartition& place, Offset end) {
  const auto [known, fresh] = cut.ends.try_emplace(place, end);
  if (!fresh) known->second = std::min(known->second, end);
}

}  // namespace

Offset Cut::end_of(const log::TopicPartition& place) const {
  const auto found = ends.find(place);
  return found == ends.end() ? Offset{INT64_MAX} : found->second;
}

Result<Cut> consistent(log::Log& log, const std::vector<log::TopicSpec>& topics, Cut cut) {
  const auto for_each_place = [&](bool chained_only, const auto& look) -> Result<void> {
    for (const auto& topic : topics) {
      if (chained_only && !log::is_chained(topic.name)) continue;
      for (std::uint32_t p = 0; p < topic.partitions; ++p) {
        const log::TopicPartition place{topic.name, Partition{p}};
        const auto end = look(place);
        if (!end) return tl::unexpected{end.error()};
        if (*end) shorten(cut, place, **end);
      }
    }
    return {};
  };
  if (cut.latest != Timestamp::max()) {
    const auto in_time = [&](const auto& place) { return first_after(log, place, cut.latest); };
    if (auto timed = for_each_place(false, in_time); !timed) return tl::unexpected{timed.error()};
    cut.latest = Timestamp::max();
  }
  for (bool shorter = !cut.ends.empty(); shorter;) {
    shorter = false;
    const auto grounded = [&](const auto& place) {
      auto end = first_without_cause(log, place, cut);
      shorter = shorter || (end && *end);
      return end;
    };
    if (auto looked = for_each_place(true, grounded); !looked) return tl::unexpected{looked.error()};
  }
  return cut;
}

}  // namespace matbud::operations
