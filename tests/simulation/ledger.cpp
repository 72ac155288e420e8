#include "ledger.h"

#include <algorithm>

#include "trace.h"

namespace matbud::simulation {
namespace {

/// By the letter of proto/README.md, not by the code under test.
log::Hash genesis_of(const log::TopicPartition& place) {
  return log::hash_of("matbud/1/" + place.topic + "/" + std::to_string(place.partition.value()));
}

bool has_chain(const std::string& topic) { return topic.ends_with(".events.v1") || topic.ends_with(".orders.v1"); }

}  // namespace

Chain::Chain(const log::TopicPartition& place, bool chained)
    : place_{place}, chained_{chained}, genesis_{genesis_of(place)} {}

const Accepted* Chain::land(Offset offset, const log::SimulatedRecord& record) {
  if (offset != end_) throw Violation{"5 chain", log::to_string(place_) + " has a hole at its end"};
  end_ = offset.next();
  auto envelope = log::decode(*record.canonical);
  if (!envelope) throw Violation{"5 chain", log::to_string(place_) + " holds bytes that are no record"};
  if (chained_ && envelope->prev != head(accepted_.size())) {
    ++voided_;
    return nullptr;
  }
  accepted_.push_back(
      {offset, record.appended_at, record.sequence, log::hash_of(*record.canonical), record.canonical, *envelope});
  return &accepted_.back();
}

const log::Hash& Chain::head(std::size_t count) const { return count == 0 ? genesis_ : accepted_[count - 1].hash; }

std::size_t Chain::accepted_before(Offset offset) const {
  const auto at = std::lower_bound(accepted_.begin(), accepted_.end(), offset,
                                   [](const Accepted& one, Offset sought) { return one.offset < sought; });
  return static_cast<std::size_t>(at - accepted_.begin());
}

Chain& Ledger::add(const log::TopicPartition& place) {
  auto& chain = chains_[place];
  chain = std::make_unique<Chain>(place, has_chain(place.topic));
  return *chain;
}

}  // namespace matbud::simulation
