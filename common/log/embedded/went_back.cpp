#include "went_back.h"

#include <map>
#include <string>

#include "chunk_reader.h"
#include "crc32c.h"

namespace matbud::log::embedded {
namespace {

tl::unexpected<Error> gone_back(const Database& database, const std::string& place, const std::string& how) {
  return failure(Error::Code::corrupt,
                 "log " + database.directory().string() + ": the log went back: " + place + " " + how);
}

/// `same` tells whether a record is the recorded one.
template <class Same>
Result<void> check(Database& database, const Segments& segments, const PartitionState& partition, Offset end,
                   const Same& same) {
  const auto place = to_string(partition.place());
  if (partition.end() < end) {
    return gone_back(database, place,
                     "ends at " + std::to_string(partition.end().value()) + ", but was recorded up to " +
                         std::to_string(end.value()));
  }
  const Offset last{end.value() - 1};
  const auto record = read_record(database, segments, partition, last);
  if (!record) return tl::unexpected{record.error()};
  const bool may_be_compacted_away = partition.compacted() && partition.end() > end;
  if (!*record && may_be_compacted_away) return {};
  if (!*record || !same(**record)) {
    return gone_back(database, place, "holds another record at " + std::to_string(last.value()) + " than was recorded");
  }
  return {};
}

}  // namespace

Result<void> check_not_gone_back(Database& database, const Segments& segments, const Topics& topics,
                                 const std::optional<std::vector<Head>>& heads,
                                 const std::vector<CommittedHead>& last_commit) {
  std::map<PlaceId, const PartitionState*> by_id;
  for (const auto* partition : topics.partitions()) {
    by_id.emplace(partition->id(), partition);
    // The file is made before the first record can be.
    if (!heads && partition->end() > Offset{0})
      return gone_back(database, to_string(partition->place()), "has records, but the file `heads` is gone");
  }
  if (heads) {
    for (const auto& head : *heads) {
      const auto partition = topics.find(head.place);
      if (!partition) return gone_back(database, to_string(head.place), "was recorded, but is gone");
      const auto same = [&](const std::string& record) { return hash_of(record) == head.last; };
      if (auto checked = check(database, segments, **partition, head.end, same); !checked) return checked;
    }
  }
  for (const auto& head : last_commit) {
    const auto partition = by_id.find(head.id);
    if (partition == by_id.end())
      return gone_back(database, "topic number " + std::to_string(head.id.topic), "was written to, but is gone");
    const auto same = [&](const std::string& record) { return crc32c(record) == head.last_checksum; };
    if (auto checked = check(database, segments, *partition->second, head.end, same); !checked) return checked;
  }
  return {};
}

}  // namespace matbud::log::embedded
