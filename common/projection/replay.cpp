#include "matbud/projection/replay.h"

#include "matbud/log/topics.h"
#include "matbud/processor/positions.h"
#include "matbud/state/overlay.h"

namespace matbud::projection {
namespace {

constexpr std::size_t records_a_write = 2048;

using Wanted = std::function<bool(const std::string& topic, const log::Entry& entry)>;

/// Folds record after record; `folded` is called behind each, `ended` with the position behind each topic.
template <class Folded, class Ended>
Result<std::size_t> fold_each(const ReadModel& model, Partition partition, log::Log& log, state::TableWriter& tables,
                              const Wanted& wanted, const Folded& folded, const Ended& ended) {
  std::size_t count = 0;
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
      model.fold(tables, {topic, partition, entry.offset, entry.appended_at, record, hash});
      reached = follower.position();
      ++count;
      folded();
    }
    ended(topic, reached);
  }
  return count;
}

}  // namespace

Result<std::size_t> replay(const ReadModel& model, Partition partition, log::Log& log, state::Space& space,
                           const Wanted& wanted, const std::function<void(std::size_t)>& on_progress) {
  state::Overlay overlay{space};
  std::vector<state::Change> extra{processor::version_change(model.version())};
  std::size_t unwritten = 0;
  const auto write = [&] {
    overlay.close_group();
    overlay.fold_oldest(extra);
    extra.clear();
    if (on_progress && unwritten > 0) on_progress(unwritten);
    unwritten = 0;
  };
  const auto folded = fold_each(
      model, partition, log, overlay, wanted,
      [&] {
        if (++unwritten == records_a_write) write();
      },
      [&](const std::string& topic, const log::ChainPosition& reached) {
        extra.push_back(processor::position_change(topic, reached));
      });
  if (folded) write();
  return folded;
}

Result<std::size_t> fold(const ReadModel& model, Partition partition, log::Log& log, state::TableWriter& tables,
                         const Wanted& wanted) {
  return fold_each(
      model, partition, log, tables, wanted, [] {}, [](const std::string&, const log::ChainPosition&) {});
}

}  // namespace matbud::projection
