#include "matbud/operations/copy.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace matbud::operations {
namespace {

constexpr std::size_t records_an_append = 1000;
constexpr std::size_t bytes_an_append = 1U << 20U;
constexpr std::size_t records_a_wave = 8000;  ///< of one partition
constexpr std::chrono::seconds patience{60};
constexpr std::chrono::seconds look_again{1};

/// How far each partition of the target has come.
using Reached = std::map<log::TopicPartition, Offset>;

/// Reads one partition up to an offset, however long single records take to come.
class Scan {
 public:
  /// `may_end_in_a_hole`: a compacted partition's last records before `end` may be gone.
  static Result<Scan> open(log::Log& log, const log::TopicPartition& place, Offset end, bool may_end_in_a_hole) {
    const auto marks = log.watermarks(place);
    if (!marks) return tl::unexpected{marks.error()};
    auto reader = log.open_reader(place, marks->begin);
    if (!reader) return tl::unexpected{reader.error()};
    return Scan{log, place, end, std::move(*reader), may_end_in_a_hole};
  }

  /// The next record; null at the end. It lives until the next call.
  Result<const log::Entry*> next() {
    auto deadline = std::chrono::steady_clock::now() + patience;
    while (at_ == batch_.entries.size()) {
      if (reader_->position() >= end_) return nullptr;
      const auto seen = log_->activity();
      auto batch = reader_->read(records_an_append);
      if (!batch && batch.error().code != Error::Code::retryable) return tl::unexpected{batch.error()};
      at_ = 0;
      batch_ = batch ? std::move(*batch) : log::Batch{};
      if (!batch_.empty()) break;
      if (batch && may_end_in_a_hole_) return nullptr;
      if (std::chrono::steady_clock::now() > deadline)
        return failure(Error::Code::retryable, log::to_string(place_) + " is not read to its end");
      log_->wait_for_activity(seen, look_again);
    }
    const auto& entry = batch_.entries[at_++];
    if (entry.offset >= end_) return nullptr;
    return &entry;
  }

 private:
  Scan(log::Log& log, log::TopicPartition place, Offset end, std::unique_ptr<log::Reader> reader,
       bool may_end_in_a_hole)
      : log_{&log},
        place_{std::move(place)},
        end_{end},
        reader_{std::move(reader)},
        may_end_in_a_hole_{may_end_in_a_hole} {}
  log::Log* log_;
  log::TopicPartition place_;
  Offset end_;
  std::unique_ptr<log::Reader> reader_;
  log::Batch batch_;
  std::size_t at_ = 0;
  bool may_end_in_a_hole_;
};

/// One partition's copying.
class PartitionCopy {
 public:
  PartitionCopy(log::Log& from, log::Log& to, log::TopicPartition place, bool compacted, const CopyPlan& plan)
      : from_{from}, to_{to}, place_{std::move(place)}, compacted_{compacted}, plan_{plan} {}

  /// Finds both ends, and refuses what cannot be copied.
  Result<void> look() {
    const auto source = from_.watermarks(place_);
    if (!source) return tl::unexpected{source.error()};
    if (source->begin != Offset{0} && !compacted_)
      return failure(Error::Code::invalid, log::to_string(place_) + " begins at " +
                                               std::to_string(source->begin.value()) + ": its history is not whole");
    end_ = source->end;
    const auto target = to_.watermarks(place_);
    if (!target) return tl::unexpected{target.error()};
    target_end_ = target->end;
    if (target_end_ > Offset{0} && !plan_.resume)
      return failure(Error::Code::conflict, "the target is not empty: " + log::to_string(place_) + " has records");
    return compare(true).and_then([&](std::uint64_t same) -> Result<void> {
      there_ = same;
      return {};
    });
  }

  /// Makes ready to append.
  Result<void> begin() {
    auto scan = scan_of(from_, end_);
    if (!scan) return tl::unexpected{scan.error()};
    source_.emplace(std::move(*scan));
    for (std::uint64_t i = 0; i < there_; ++i) {
      if (auto read = read_on(); !read) return read;
    }
    auto writer = to_.open_writer(place_);
    if (!writer) return tl::unexpected{writer.error()};
    writer_ = std::move(*writer);
    return read_on();
  }

  /// Hands over records whose causes are in the target, a bounded number, without waiting; returns how many.
  Result<std::size_t> send(const Reached& reached) {
    std::vector<std::string> batch;
    std::size_t bytes = 0;
    std::size_t sent = 0;
    const auto hand_over = [&] {
      if (!batch.empty()) writer_->append(std::exchange(batch, {}));
      bytes = 0;
    };
    while (next_ != nullptr && sent < records_a_wave && is_there(reached)) {
      batch.emplace_back(next_->canonical);
      bytes += batch.back().size();
      ++sent;
      if (auto read = read_on(); !read) return tl::unexpected{read.error()};
      if (batch.size() >= records_an_append || bytes >= bytes_an_append) hand_over();
    }
    hand_over();
    appended_ += sent;
    return sent;
  }

  /// Waits until everything that was sent is durable, and says how far the target has come.
  Result<void> settle(Reached& reached) {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (writer_->in_flight() > 0) {
      const auto seen = to_.activity();
      bool moved = false;
      while (const auto outcome = writer_->poll()) {
        if (!outcome->known)
          return failure(Error::Code::retryable, log::to_string(place_) + ": " + outcome->why_unknown);
        tell(outcome->count);
        moved = true;
      }
      if (moved) continue;
      if (std::chrono::steady_clock::now() > deadline)
        return failure(Error::Code::retryable, log::to_string(place_) + ": an append has no outcome");
      to_.wait_for_activity(seen, look_again);
    }
    reached[place_] = next_place_;
    return {};
  }
  [[nodiscard]] bool is_done() const { return next_ == nullptr; }
  [[nodiscard]] std::uint64_t appended() const { return appended_; }
  [[nodiscard]] const log::TopicPartition& place() const { return place_; }

  /// Compares the whole; returns how many records there are.
  Result<std::uint64_t> verify() {
    const auto source = from_.watermarks(place_);
    if (!source) return tl::unexpected{source.error()};
    if (source->end != end_)
      return failure(Error::Code::conflict, "somebody wrote to " + log::to_string(place_) + " meanwhile");
    const auto target = to_.watermarks(place_);
    if (!target) return tl::unexpected{target.error()};
    target_end_ = target->end;
    return compare(false);
  }

 private:
  Result<Scan> scan_of(log::Log& log, Offset end) { return Scan::open(log, place_, end, compacted_); }

  /// Reads both side by side; returns how many records are the same. `beginning`: the target may end sooner.
  Result<std::uint64_t> compare(bool beginning) {
    if (beginning && target_end_ == Offset{0}) return 0;
    auto source = scan_of(from_, end_);
    if (!source) return tl::unexpected{source.error()};
    auto target = scan_of(to_, target_end_);
    if (!target) return tl::unexpected{target.error()};
    for (std::uint64_t same = 0;; ++same) {
      const auto copied = target->next();
      if (!copied) return tl::unexpected{copied.error()};
      if (beginning && *copied == nullptr) return same;
      const auto original = source->next();
      if (!original) return tl::unexpected{original.error()};
      if (*copied == nullptr && *original == nullptr) return same;
      if (*copied == nullptr || *original == nullptr || !are_same(**original, **copied)) {
        return failure(
            beginning ? Error::Code::conflict : Error::Code::corrupt,
            log::to_string(place_) + ": record number " + std::to_string(same) + " of the target is not the source's");
      }
      tell(1);
    }
  }

  [[nodiscard]] bool are_same(const log::Entry& original, const log::Entry& copied) const {
    if (!compacted_ && original.offset != copied.offset) return false;
    return original.canonical == copied.canonical;
  }

  Result<void> read_on() {
    if (next_ != nullptr) next_place_ = next_->offset.next();
    const auto entry = source_->next();
    if (!entry) return tl::unexpected{entry.error()};
    next_ = *entry;
    cause_.reset();
    if (next_ == nullptr) return {};
    const auto record = log::decode(next_->canonical);
    if (record && record->cause)
      cause_.emplace(log::TopicPartition{std::string{record->cause->topic}, record->cause->partition},
                     record->cause->offset);
    return {};
  }

  /// The next record's cause is in the target, or nowhere.
  [[nodiscard]] bool is_there(const Reached& reached) const {
    if (!cause_) return true;
    const auto found = reached.find(cause_->first);
    return found == reached.end() || cause_->second < found->second || cause_->first == place_;
  }

  void tell(std::size_t records) const {
    if (plan_.on_progress) plan_.on_progress(records);
  }

  log::Log& from_;
  log::Log& to_;
  log::TopicPartition place_;
  bool compacted_;
  const CopyPlan& plan_;
  Offset end_;
  Offset target_end_;
  std::uint64_t there_ = 0;  ///< records that the target has already
  std::optional<Scan> source_;
  std::unique_ptr<log::Writer> writer_;
  const log::Entry* next_ = nullptr;                             ///< the record to append next; null at the end
  Offset next_place_;                                            ///< behind the last record that was read past
  std::optional<std::pair<log::TopicPartition, Offset>> cause_;  ///< of the next record
  std::uint64_t appended_ = 0;
};

/// Appends in waves: a record goes out when its cause has arrived, so that no log takes an effect before its cause.
Result<void> append_all(std::vector<PartitionCopy>& copies) {
  Reached reached;
  for (auto& one : copies) {
    if (auto begun = one.begin(); !begun) return begun;
    if (auto settled = one.settle(reached); !settled) return settled;
  }
  for (;;) {
    std::size_t sent = 0;
    std::vector<PartitionCopy*> senders;
    for (auto& one : copies) {
      const auto some = one.send(reached);
      if (!some) return tl::unexpected{some.error()};
      if (*some > 0) senders.push_back(&one);
      sent += *some;
    }
    for (auto* one : senders) {
      if (auto settled = one->settle(reached); !settled) return settled;
    }
    if (sent > 0) continue;
    const auto waiting = std::find_if(copies.begin(), copies.end(), [](const auto& one) { return !one.is_done(); });
    if (waiting == copies.end()) return {};
    return failure(Error::Code::corrupt, log::to_string(waiting->place()) + " has a record whose cause never comes");
  }
}

/// A target with records that the source knows nothing of is somebody else's.
Result<void> refuse_strange_topics(log::Log& to, const std::vector<log::TopicSpec>& known) {
  const auto topics = to.topics();
  if (!topics) return tl::unexpected{topics.error()};
  for (const auto& topic : *topics) {
    const bool is_known =
        std::any_of(known.begin(), known.end(), [&](const auto& one) { return one.name == topic.name; });
    for (std::uint32_t p = 0; !is_known && p < topic.partitions; ++p) {
      const auto marks = to.watermarks({topic.name, Partition{p}});
      if (!marks) return tl::unexpected{marks.error()};
      if (marks->end > Offset{0})
        return failure(Error::Code::conflict, "the target is not empty: " + topic.name + " has records");
    }
  }
  return {};
}

}  // namespace

Result<CopyReport> copy(log::Log& from, log::Log& to, const CopyPlan& plan) {
  const auto topics = from.topics();
  if (!topics) return tl::unexpected{topics.error()};
  if (auto refused = refuse_strange_topics(to, *topics); !refused) return tl::unexpected{refused.error()};
  if (auto created = to.create_topics(*topics); !created) return tl::unexpected{created.error()};
  std::vector<PartitionCopy> copies;
  for (const auto& topic : *topics) {
    for (std::uint32_t p = 0; p < topic.partitions; ++p)
      copies.emplace_back(from, to, log::TopicPartition{topic.name, Partition{p}}, topic.compacted, plan);
  }
  CopyReport report;
  report.partitions = copies.size();
  for (auto& one : copies) {
    if (auto looked = one.look(); !looked) return tl::unexpected{looked.error()};
  }
  if (auto appended = append_all(copies); !appended) return tl::unexpected{appended.error()};
  for (const auto& one : copies) report.appended += one.appended();
  for (auto& one : copies) {
    const auto records = one.verify();
    if (!records) return tl::unexpected{records.error()};
    report.records += *records;
  }
  return report;
}

}  // namespace matbud::operations
