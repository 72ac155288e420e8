#include "matbud/log/chain.h"

#include "matbud/base/plant.h"

namespace matbud::log {

Hash genesis(const TopicPartition& place) {
  return hash_of("matbud/1/" + place.topic + "/" + std::to_string(place.partition.value()));
}

ChainPosition chain_start(const TopicPartition& place) {
  ChainPosition position;
  position.head = genesis(place);
  return position;
}

Hash HashMemo::of(std::string_view canonical) const {
  if (state_.load(std::memory_order_acquire) == known) return hash_;
  const auto hash = hash_of(canonical);
  std::uint8_t expected = empty;
  // Whoever comes second has its own copy of the same.
  if (state_.compare_exchange_strong(expected, being_written, std::memory_order_relaxed)) {
    hash_ = hash;
    state_.store(known, std::memory_order_release);
  }
  return hash;
}

Hash hash_of(const Entry& entry) {
  return entry.memo == nullptr ? hash_of(entry.canonical) : entry.memo->of(entry.canonical);
}

std::optional<Hash> follow(ChainPosition& position, const Entry& entry, const Hash& prev) {
  position.next = entry.offset.next();
  if (prev != position.head && !planted("void-accepted")) {
    ++position.voided;
    return std::nullopt;
  }
  position.head = hash_of(entry);
  position.head_offset = entry.offset;
  ++position.accepted;
  return position.head;
}

Result<void> check_not_gone_back(Log& log, const TopicPartition& place, const ChainPosition& position) {
  const auto marks = log.watermarks(place);
  if (!marks) return tl::unexpected{marks.error()};
  if (marks->end < position.next) {
    return failure(Error::Code::corrupt, to_string(place) + " ends at " + std::to_string(marks->end.value()) +
                                             " but was read up to " + std::to_string(position.next.value()) +
                                             ": the log went back");
  }
  if (position.head_offset.value() < 0) return {};
  auto reader = log.open_reader(place, position.head_offset);
  if (!reader) return tl::unexpected{reader.error()};
  const auto batch = (*reader)->read(1);
  if (!batch) return tl::unexpected{batch.error()};
  // It lies before the end, so it is there; that nothing came is quiet, not gone.
  if (batch->empty()) {
    return failure(Error::Code::retryable, to_string(place) + " could not be read at " +
                                               std::to_string(position.head_offset.value()) + " just now");
  }
  if (batch->entries.front().offset != position.head_offset ||
      hash_of(batch->entries.front().canonical) != position.head) {
    return failure(Error::Code::corrupt, to_string(place) + " holds another record at " +
                                             std::to_string(position.head_offset.value()) +
                                             " than the one that was read there: the log was altered");
  }
  return {};
}

}  // namespace matbud::log
