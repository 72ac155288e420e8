// The topics of the log and their partitions, as the database knows them.
#pragma once

#include <map>
#include <memory>
#include <shared_mutex>
#include <span>
#include <string>
#include <vector>

#include "database.h"
#include "matbud/log/log.h"
#include "partition.h"
#include "segments.h"

namespace matbud::log::embedded {

/// Threads may share it. Partitions live as long as it does.
class Topics {
 public:
  /// Reads topics, segments (into `segments`) and ends.
  [[nodiscard]] static Result<std::unique_ptr<Topics>> load(Database& database, Segments& segments);

  [[nodiscard]] Result<void> create(std::span<const TopicSpec> topics);
  [[nodiscard]] std::vector<TopicSpec> specs() const;
  /// `not_found` names what is not there.
  [[nodiscard]] Result<PartitionState*> find(const TopicPartition& place) const;
  /// All partitions of a topic; `not_found` as above.
  [[nodiscard]] Result<std::vector<PartitionState*>> partitions_of(const std::string& topic) const;
  /// Every partition, by index.
  [[nodiscard]] std::vector<PartitionState*> partitions() const;

 private:
  struct Topic {
    TopicSpec spec;
    std::uint16_t number = 0;
    std::vector<PartitionState*> partitions;
  };

  explicit Topics(Database& database) : database_{database} {}
  Result<std::map<std::uint16_t, TopicSpec>> stored() const;
  Result<void> load_segments(Segments& segments) const;
  /// What creating them would add; errors as create().
  Result<std::vector<TopicSpec>> lacking(std::span<const TopicSpec> topics) const;
  void add(std::uint16_t number, const TopicSpec& spec);

  Database& database_;
  mutable std::shared_mutex mutex_;
  std::map<std::string, Topic> by_name_;
  std::vector<std::unique_ptr<PartitionState>> by_index_;
};

}  // namespace matbud::log::embedded
