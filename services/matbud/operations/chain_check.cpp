#include "chain_check.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "matbud/log/record.h"
#include "matbud/log/topics.h"

namespace matbud::operations {
namespace {

constexpr std::size_t records_a_read = 1024;

/// What later records may refer to.
struct Known {
  log::Hash hash;
  Timestamp appended_at;
  bool accepted;
};

/// What an accepted event says of its cause.
struct Claim {
  std::size_t topic;  ///< the event's own, by index
  Offset offset;
  Timestamp appended_at;
  std::string_view cause_topic;
  Partition cause_partition;
  Offset cause_offset;
  log::Hash cause_hash;
};

class PartitionCheck {
 public:
  PartitionCheck(log::Log& log, const std::vector<Stretch>& stretches, Partition partition, const VerifyPlan& plan,
                 RecordListener* listener, VerifyReport& report)
      : log_{log},
        stretches_{stretches},
        partition_{partition},
        plan_{plan},
        listener_{listener},
        report_{report},
        known_(stretches.size()) {}

  Result<void> run() {
    for (std::size_t topic = 0; topic < stretches_.size(); ++topic) {
      if (auto followed = follow(topic); !followed) return followed;
    }
    for (const auto& claim : claims_) check(claim);
    return {};
  }

 private:
  Result<void> follow(std::size_t topic) {
    const log::TopicPartition place{stretches_[topic].topic, partition_};
    const auto end = stretches_[topic].end;
    PartitionReport partition{place, log::is_chained(place.topic), 0, log::chain_start(place)};
    bool whole = true;
    auto reader = log_.open_reader(place, Offset{0});
    if (!reader) return tl::unexpected{reader.error()};
    while ((*reader)->position() < end) {
      if (plan_.is_wanted && !plan_.is_wanted())
        return failure(Error::Code::retryable, "nobody wants to know any more");
      const auto batch = (*reader)->read(records_a_read);
      if (!batch) {
        if (batch.error().code != Error::Code::corrupt) return tl::unexpected{batch.error()};
        // What lies behind bytes that cannot be read is not judged.
        find(place, (*reader)->position(), batch.error().message);
        whole = false;
        break;
      }
      if (batch->empty()) break;
      const auto before = partition.records;
      for (const auto& entry : batch->entries) {
        if (entry.offset < end) take(topic, partition, entry);
      }
      if (plan_.on_progress) plan_.on_progress(partition.records - before);
    }
    if (listener_ != nullptr) listener_->topic_ended(place.topic, whole);
    report_.records += partition.records;
    report_.partitions.push_back(std::move(partition));
    return {};
  }

  void take(std::size_t topic, PartitionReport& partition, const log::Entry& entry) {
    ++partition.records;
    if (entry.offset != Offset{static_cast<std::int64_t>(known_[topic].size())}) {
      find(partition.place, entry.offset, "offset " + std::to_string(known_[topic].size()) + " is missing before it");
      known_[topic].resize(static_cast<std::size_t>(entry.offset.value()), Known{{}, {}, false});
    }
    const auto record = log::decode(entry.canonical);
    if (!record) {
      find(partition.place, entry.offset, record.error().message);
      known_[topic].push_back({{}, entry.appended_at, false});
      partition.position.next = entry.offset.next();
      return;
    }
    if (!partition.chained) {
      partition.position.next = entry.offset.next();
      ++partition.position.accepted;
      known_[topic].push_back({log::hash_of(entry.canonical), entry.appended_at, true});
      if (listener_ != nullptr) listener_->hear(partition.place.topic, entry, *record, known_[topic].back().hash);
      return;
    }
    const auto hash = log::follow(partition.position, entry, record->prev);
    known_[topic].push_back({hash.value_or(log::Hash{}), entry.appended_at, hash.has_value()});
    if (!hash) return;
    if (listener_ != nullptr) listener_->hear(partition.place.topic, entry, *record, *hash);
    if (entry.offset >= stretches_[topic].judged) return;
    if (!record->cause) {
      find(partition.place, entry.offset, "an event without a cause");
      return;
    }
    claims_.push_back({topic, entry.offset, entry.appended_at, stable(record->cause->topic), record->cause->partition,
                       record->cause->offset, record->cause->hash});
  }

  void check(const Claim& claim) {
    const auto wrong = wrong_with(claim);
    if (wrong.empty()) return;
    const auto where = std::string{claim.cause_topic} + "/" + std::to_string(claim.cause_partition.value()) + " at " +
                       std::to_string(claim.cause_offset.value());
    find({stretches_[claim.topic].topic, partition_}, claim.offset, "its cause " + where + std::string{wrong});
  }

  /// How the sentence about its cause ends; empty when nothing is wrong.
  std::string_view wrong_with(const Claim& claim) {
    const auto topic = index_of(claim.cause_topic);
    if (!topic || claim.cause_partition != partition_ || claim.cause_offset.value() < 0 ||
        static_cast<std::size_t>(claim.cause_offset.value()) >= known_[*topic].size()) {
      return " does not exist";
    }
    const auto& cause = known_[*topic][static_cast<std::size_t>(claim.cause_offset.value())];
    if (!cause.accepted) return " is void";
    if (cause.hash != claim.cause_hash) return " is another record now";
    if (cause.appended_at > claim.appended_at) return " came after it";
    auto& last = last_cause_[{claim.topic, *topic}];
    if (claim.cause_offset.value() < last) return " was decided before";
    last = claim.cause_offset.value() + 1;
    return {};
  }

  /// The same name, for as long as this check lives.
  std::string_view stable(std::string_view topic) {
    if (const auto index = index_of(topic)) return stretches_[*index].topic;
    return *unknown_topics_.emplace(topic).first;
  }

  [[nodiscard]] std::optional<std::size_t> index_of(std::string_view topic) const {
    for (std::size_t i = 0; i < stretches_.size(); ++i) {
      if (stretches_[i].topic == topic) return i;
    }
    return std::nullopt;
  }

  void find(const log::TopicPartition& place, Offset offset, std::string what) {
    report_.findings.push_back({place, offset, std::move(what)});
  }

  log::Log& log_;
  const std::vector<Stretch>& stretches_;
  Partition partition_;
  const VerifyPlan& plan_;
  RecordListener* listener_;
  VerifyReport& report_;
  std::vector<std::vector<Known>> known_;
  std::vector<Claim> claims_;
  std::set<std::string, std::less<>> unknown_topics_;  ///< that records name as their causes'
  std::map<std::pair<std::size_t, std::size_t>, std::int64_t>
      last_cause_;  ///< (event topic, cause topic) -> next offset
};

}  // namespace

Result<void> check_chains(log::Log& log, const std::vector<Stretch>& stretches, Partition partition,
                          const VerifyPlan& plan, RecordListener* listener, VerifyReport& report) {
  return PartitionCheck{log, stretches, partition, plan, listener, report}.run();
}

}  // namespace matbud::operations
