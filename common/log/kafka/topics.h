// The cluster's topics, remembered: they neither change nor go while an installation runs.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "admin.h"

namespace matbud::log::kafka {

/// Threads may share it. `around` must outlive it.
class Topics {
 public:
  /// Errors as KafkaLog::open.
  [[nodiscard]] static Result<std::unique_ptr<Topics>> open(Surroundings& around);

  /// The topic of the partition; `not_found` when there is no such partition.
  [[nodiscard]] Result<TopicSpec> find(const TopicPartition& place);
  [[nodiscard]] Result<TopicSpec> find(const std::string& topic);
  /// As of Log.
  [[nodiscard]] Result<Log::Watermarks> watermarks(const TopicPartition& place);
  [[nodiscard]] Result<std::vector<TopicSpec>> all();
  [[nodiscard]] Result<void> create(std::span<const TopicSpec> topics);
  [[nodiscard]] Result<void> remove(const std::vector<std::string>& names);
  [[nodiscard]] Surroundings& around() const { return around_; }
  [[nodiscard]] rd_kafka_t* client() const { return client_.get(); }
  [[nodiscard]] Admin& admin() { return admin_; }

 private:
  Topics(Surroundings& around, Client client);
  /// Asks the cluster for all topics that are not its own.
  [[nodiscard]] Result<void> refresh();
  [[nodiscard]] tl::unexpected<Error> why_not_listed(const std::string& topic);
  [[nodiscard]] Result<Offset> begin(const TopicPartition& place);
  /// The offset that librdkafka has this name for: the beginning's, the end's.
  [[nodiscard]] Result<Offset> offset(const TopicPartition& place, std::int64_t which);
  /// `retryable` with these words when it is not so in time.
  [[nodiscard]] Result<void> wait_until(const std::function<bool(const rd_kafka_metadata_t&)>& it_is_so,
                                        const char* else_why);

  Surroundings& around_;
  Client client_;  ///< of its own, so that no long poll or batch stands before its requests
  Admin admin_;
  std::mutex mutex_;
  std::map<std::string, TopicSpec> known_;
  struct Begin {
    Offset offset;
    std::chrono::steady_clock::time_point at;  ///< when it was asked for
  };
  std::map<TopicPartition, Begin> begins_;
};

}  // namespace matbud::log::kafka
