#include "matbud/processor/replay.h"

#include "folding.h"
#include "matbud/log/follower.h"
#include "matbud/processor/positions.h"
#include "matbud/state/overlay.h"

namespace matbud::processor {
namespace {

constexpr std::size_t events_a_write = 2048;
constexpr std::size_t arena_block_bytes = 24U << 10U;

/// Folds event after event; `folded` hears the position behind each.
template <class Folded>
Result<log::ChainPosition> fold_each(const ProcessorSpec& spec, Partition partition, log::Log& log,
                                     state::TableWriter& tables, const ReplayLimit& limit, const Folded& folded) {
  const log::TopicPartition place{spec.own_topic, partition};
  log::Follower follower{log, place, true, log::chain_start(place)};
  const auto block = std::make_unique<char[]>(arena_block_bytes);  // most events fit: it stays warm
  google::protobuf::ArenaOptions options;
  options.initial_block = block.get();
  options.initial_block_size = arena_block_bytes;
  google::protobuf::Arena arena{options};
  auto reached = follower.position();
  for (;;) {
    auto followed = follower.next();
    if (!followed) return tl::unexpected{followed.error()};
    if (!*followed) return reached;
    const auto& [entry, record, hash] = **followed;
    if (entry.offset >= limit.end || entry.appended_at > limit.latest) return reached;
    auto* event = spec.decider->new_event(arena);
    if (!event->ParseFromArray(record.value.data(), static_cast<int>(record.value.size()))) {
      return failure(Error::Code::corrupt, to_string(place) + " at " + std::to_string(entry.offset.value()) +
                                               " is in the chain but cannot be decoded by this version");
    }
    fold_event(*spec.decider, tables, *event, {record.id, record.key, record.subject, record.time});
    arena.Reset();
    reached = follower.position();
    folded(reached);
  }
}

}  // namespace

Result<log::ChainPosition> replay(const ProcessorSpec& spec, Partition partition, log::Log& log, state::Space& space,
                                  const ReplayLimit& limit, const std::function<void(std::size_t)>& on_progress) {
  state::Overlay overlay{space};
  std::size_t unwritten = 0;
  const auto write = [&](const log::ChainPosition& reached) {
    overlay.close_group();
    overlay.fold_oldest({version_change(spec.state_version), position_change(spec.own_topic, reached)});
    if (on_progress && unwritten > 0) on_progress(unwritten);
    unwritten = 0;
  };
  auto reached = fold_each(spec, partition, log, overlay, limit, [&](const log::ChainPosition& position) {
    if (++unwritten == events_a_write) write(position);
  });
  if (reached) write(*reached);
  return reached;
}

Result<log::ChainPosition> fold(const ProcessorSpec& spec, Partition partition, log::Log& log,
                                state::TableWriter& tables, const ReplayLimit& limit) {
  return fold_each(spec, partition, log, tables, limit, [](const log::ChainPosition&) {});
}

}  // namespace matbud::processor
