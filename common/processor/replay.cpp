#include "matbud/processor/replay.h"

#include "folding.h"
#include "matbud/log/follower.h"
#include "matbud/processor/positions.h"
#include "matbud/state/overlay.h"

namespace matbud::processor {
namespace {

constexpr std::size_t events_a_write = 2048;
constexpr std::size_t arena_block_bytes = 24U << 10U;

google::protobuf::ArenaOptions starting_in(char* block) {
  google::protobuf::ArenaOptions options;
  options.initial_block = block;
  options.initial_block_size = arena_block_bytes;
  return options;
}

}  // namespace

EventFold::EventFold(const ProcessorSpec& spec, state::TableWriter& tables)
    : spec_{spec},
      tables_{tables},
      block_{std::make_unique<char[]>(arena_block_bytes)},
      arena_{starting_in(block_.get())} {}

Result<void> EventFold::take(const log::Envelope& record, const log::TopicPartition& place, Offset at) {
  const auto* event = decoded_event(*spec_.decider, record, arena_);
  if (event == nullptr) return tl::unexpected{unknown_event(place, at, record)};
  fold_event(*spec_.decider, tables_, *event, {record.id, record.key, record.subject, record.time});
  arena_.Reset();
  return {};
}

Result<log::ChainPosition> replay(const ProcessorSpec& spec, Partition partition, log::Log& log, state::Space& space,
                                  const ReplayLimit& limit, const std::function<void(std::size_t)>& on_progress) {
  const log::TopicPartition place{spec.own_topic, partition};
  log::Follower follower{log, place, true, log::chain_start(place)};
  state::Overlay overlay{space};
  EventFold fold{spec, overlay};
  auto reached = follower.position();
  std::size_t unwritten = 0;
  const auto write = [&] {
    overlay.close_group();
    overlay.fold_oldest({version_change(spec.state_version), position_change(spec.own_topic, reached)});
    if (on_progress && unwritten > 0) on_progress(unwritten);
    unwritten = 0;
  };
  for (;;) {
    auto followed = follower.next();
    if (!followed) return tl::unexpected{followed.error()};
    if (!*followed) break;
    const auto& [entry, record, hash] = **followed;
    if (entry.offset >= limit.end || entry.appended_at > limit.latest) break;
    if (auto folded = fold.take(record, place, entry.offset); !folded) return tl::unexpected{folded.error()};
    reached = follower.position();
    if (++unwritten == events_a_write) write();
  }
  write();
  return reached;
}

}  // namespace matbud::processor
