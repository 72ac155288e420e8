#include "matbud/projection/replay.h"

#include "matbud/log/topics.h"
#include "matbud/processor/positions.h"
#include "matbud/state/overlay.h"

namespace matbud::projection {
namespace {

constexpr std::size_t records_a_write = 2048;

}  // namespace

Result<std::size_t> replay(const ReadModel& model, Partition partition, log::Log& log, state::Space& space,
                           const std::function<bool(const std::string& topic, const log::Entry& entry)>& wanted,
                           const std::function<void(std::size_t)>& on_progress) {
  state::Overlay overlay{space};
  std::size_t folded = 0;
  std::vector<state::Change> extra{processor::version_change(model.version())};
  std::size_t unwritten = 0;
  const auto write = [&] {
    overlay.close_group();
    overlay.fold_oldest(extra);
    extra.clear();
    if (on_progress && unwritten > 0) on_progress(unwritten);
    unwritten = 0;
  };
  for (const auto& topic : model.topics()) {
    const log::TopicPartition place{topic, partition};
    const bool chained = log::is_chained(topic);
    log::Follower follower{log, place, chained, chained ? log::chain_start(place) : log::ChainPosition{}};
    auto reached = follower.position();
    for (;;) {
      auto followed = follower.next();
      if (!followed) return tl::unexpected{followed.error()};
      if (!*followed) break;
      const auto& [entry, record, hash] = **followed;
      if (!wanted(topic, entry)) break;
      model.fold(overlay, {topic, partition, entry.offset, entry.appended_at, record, hash});
      reached = follower.position();
      ++folded;
      if (++unwritten == records_a_write) write();
    }
    extra.push_back(processor::position_change(topic, reached));
  }
  write();
  return folded;
}

}  // namespace matbud::projection
