#include "topics.h"

#include <rocksdb/write_batch.h>

#include <algorithm>
#include <mutex>
#include <utility>

#include "chunk_reader.h"
#include "segment_start.h"

namespace matbud::log::embedded {
namespace {

constexpr std::uint32_t partitions_max = 0xffff;
constexpr std::size_t topics_max = 0xffff;

std::string encoded(const TopicSpec& spec) {
  std::string bytes;
  append(bytes, spec.partitions);
  append(bytes, static_cast<std::uint8_t>(spec.compacted ? 1 : 0));
  return bytes.append(spec.name);
}

Result<TopicSpec> decoded(std::string_view bytes, const Database& database) {
  ByteReader reader{bytes};
  TopicSpec spec;
  spec.partitions = reader.number<std::uint32_t>();
  spec.compacted = reader.number<std::uint8_t>() != 0;
  spec.name = reader.rest();
  if (!reader.intact() || spec.name.empty() || spec.partitions == 0)
    return failure(Error::Code::corrupt, "log " + database.directory().string() + ": a topic's properties");
  return spec;
}

bool same(const TopicSpec& one, const TopicSpec& other) {
  return one.partitions == other.partitions && one.compacted == other.compacted;
}

Result<void> check(const TopicSpec& spec) {
  if (spec.name.empty()) return failure(Error::Code::invalid, "a topic needs a name");
  if (spec.partitions == 0 || spec.partitions > partitions_max) {
    return failure(Error::Code::invalid, "topic " + spec.name + ": " + std::to_string(spec.partitions) +
                                             " partitions; from 1 to " + std::to_string(partitions_max) +
                                             " are possible");
  }
  return {};
}

}  // namespace

Result<std::unique_ptr<Topics>> Topics::load(Database& database, Segments& segments) {
  std::unique_ptr<Topics> topics{new Topics{database}};
  const auto stored = topics->stored();
  if (!stored) return tl::unexpected{stored.error()};
  for (const auto& [number, spec] : *stored) topics->add(number, spec);
  if (const auto loaded = topics->load_segments(segments); !loaded) return tl::unexpected{loaded.error()};
  for (const auto& partition : topics->by_index_) {
    const auto end = find_end(database, segments, *partition);
    if (!end) return tl::unexpected{end.error()};
    partition->start_at(*end);
  }
  return topics;
}

Result<std::map<std::uint16_t, TopicSpec>> Topics::stored() const {
  std::map<std::uint16_t, TopicSpec> found;
  const std::unique_ptr<rocksdb::Iterator> at{database_.db().NewIterator({}, database_.about())};
  const std::string mark(1, topic_mark);
  for (at->Seek(mark); at->Valid() && view(at->key()).starts_with(mark); at->Next()) {
    auto spec = decoded(view(at->value()), database_);
    if (!spec) return tl::unexpected{spec.error()};
    found.emplace(topic_in(view(at->key())), std::move(*spec));
  }
  if (!at->status().ok()) return tl::unexpected{database_.error(at->status())};
  return found;
}

Result<void> Topics::load_segments(Segments& segments) const {
  std::map<PlaceId, std::size_t> index_of;
  for (const auto& partition : by_index_) index_of.emplace(partition->id(), partition->index());
  const std::unique_ptr<rocksdb::Iterator> at{database_.db().NewIterator({}, database_.chunks())};
  at->SeekToFirst();
  while (at->Valid()) {
    const auto number = segment_in(view(at->key()));
    const auto newest = segments.newest();
    const bool expected = view(at->key()) == segment_start_key(number) && (!newest || newest->next() == number);
    const auto starts = expected ? decode_segment_start(view(at->value())) : std::nullopt;
    if (!starts) {
      return failure(Error::Code::corrupt, "log " + database_.directory().string() + ": the start of segment " +
                                               std::to_string(number.value()) + " is missing or damaged");
    }
    std::vector<Offset> by_index(by_index_.size());
    for (const auto& [id, start] : *starts) {
      const auto index = index_of.find(id);
      if (index != index_of.end()) by_index[index->second] = start;
    }
    segments.add(number, std::move(by_index));
    at->Seek(segment_start_key(number.next()));
  }
  if (!at->status().ok()) return tl::unexpected{database_.error(at->status())};
  return {};
}

Result<void> Topics::create(std::span<const TopicSpec> topics) {
  const std::lock_guard guard{mutex_};
  const auto wanted = lacking(topics);
  if (!wanted) return tl::unexpected{wanted.error()};
  if (wanted->empty()) return {};
  if (by_name_.size() + wanted->size() > topics_max)
    return failure(Error::Code::invalid, "the embedded log holds at most " + std::to_string(topics_max) + " topics");
  auto number = static_cast<std::uint16_t>(by_name_.size() + 1);  // topics are never removed
  rocksdb::WriteBatch batch;
  for (const auto& spec : *wanted) {
    const auto status = batch.Put(database_.about(), topic_key(number++), encoded(spec));
    if (!status.ok()) return tl::unexpected{database_.error(status)};
  }
  if (const auto written = database_.write(batch); !written) return tl::unexpected{written.error()};
  for (const auto& spec : *wanted) add(static_cast<std::uint16_t>(by_name_.size() + 1), spec);
  return {};
}

Result<std::vector<TopicSpec>> Topics::lacking(std::span<const TopicSpec> topics) const {
  std::map<std::string, TopicSpec> wanted;
  for (const auto& spec : topics) {
    if (const auto checked = check(spec); !checked) return tl::unexpected{checked.error()};
    const auto existing = by_name_.find(spec.name);
    const auto& other =
        existing != by_name_.end() ? existing->second.spec : wanted.emplace(spec.name, spec).first->second;
    if (!same(spec, other)) {
      return failure(Error::Code::conflict, "topic " + spec.name + " exists with " + std::to_string(other.partitions) +
                                                " partitions" + (other.compacted ? ", compacted" : ", not compacted"));
    }
  }
  std::vector<TopicSpec> in_order;
  for (auto& [name, spec] : wanted) in_order.push_back(std::move(spec));
  return in_order;
}

void Topics::add(std::uint16_t number, const TopicSpec& spec) {
  Topic topic{spec, number, {}};
  for (std::uint32_t partition = 0; partition < spec.partitions; ++partition) {
    by_index_.push_back(std::make_unique<PartitionState>(TopicPartition{spec.name, Partition{partition}},
                                                         PlaceId{number, static_cast<std::uint16_t>(partition)},
                                                         by_index_.size(), spec.compacted));
    topic.partitions.push_back(by_index_.back().get());
  }
  by_name_.emplace(spec.name, std::move(topic));
}

std::vector<TopicSpec> Topics::specs() const {
  const std::shared_lock guard{mutex_};
  std::vector<TopicSpec> specs;
  for (const auto& [name, topic] : by_name_) specs.push_back(topic.spec);
  return specs;
}

Result<PartitionState*> Topics::find(const TopicPartition& place) const {
  const auto partitions = partitions_of(place.topic);
  if (!partitions) return tl::unexpected{partitions.error()};
  if (place.partition.value() >= partitions->size()) {
    return failure(Error::Code::not_found, "there is no partition " + to_string(place) + ": the topic has " +
                                               std::to_string(partitions->size()));
  }
  return (*partitions)[place.partition.value()];
}

Result<std::vector<PartitionState*>> Topics::partitions_of(const std::string& topic) const {
  const std::shared_lock guard{mutex_};
  const auto found = by_name_.find(topic);
  if (found == by_name_.end()) return failure(Error::Code::not_found, "there is no topic " + topic);
  return found->second.partitions;
}

std::vector<PartitionState*> Topics::partitions() const {
  const std::shared_lock guard{mutex_};
  std::vector<PartitionState*> all;
  all.reserve(by_index_.size());
  for (const auto& partition : by_index_) all.push_back(partition.get());
  return all;
}

}  // namespace matbud::log::embedded
