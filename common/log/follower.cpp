#include "matbud/log/follower.h"

namespace matbud::log {
namespace {

constexpr std::size_t records_a_read = 512;

}  // namespace

Follower::Follower(Log& log, TopicPartition place, bool chained, ChainPosition from)
    : log_{log}, place_{std::move(place)}, chained_{chained}, position_{from} {}

Result<std::optional<Followed>> Follower::next() {
  for (;;) {
    if (at_ == batch_.entries.size()) {
      if (!reader_) {
        auto opened = log_.open_reader(place_, position_.next);
        if (!opened) return tl::unexpected{opened.error()};
        reader_ = std::move(*opened);
      }
      auto batch = reader_->read(records_a_read);
      if (!batch) return tl::unexpected{batch.error()};
      batch_ = std::move(*batch);
      at_ = 0;
      if (batch_.empty()) return std::nullopt;
    }
    const Entry& entry = batch_.entries[at_];
    auto record = decode(entry.canonical);
    if (!record) {
      return failure(Error::Code::corrupt,
                     to_string(place_) + " at " + std::to_string(entry.offset.value()) + ": " + record.error().message);
    }
    ++at_;
    if (!chained_) {
      position_.next = entry.offset.next();
      position_.head = hash_of(entry);
      position_.head_offset = entry.offset;
      ++position_.accepted;
      return Followed{entry, *record, position_.head};
    }
    if (const auto hash = follow(position_, entry, record->prev)) return Followed{entry, *record, *hash};
  }
}

}  // namespace matbud::log
