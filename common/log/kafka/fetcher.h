// Fetches partitions from the brokers. One consumer fetches a partition from one place only, so there are as many
// consumers as readers stand in the same partition at once: usually one.
#pragma once

#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "client.h"

namespace matbud::log::kafka {

/// A consumer without a group, and which partitions it fetches. Threads may share it.
class Fetcher {
 public:
  /// `around` must outlive it.
  [[nodiscard]] static Result<std::unique_ptr<Fetcher>> open(Surroundings& around);

  /// Takes the partition, unless it fetches it for somebody else.
  [[nodiscard]] bool take(const TopicPartition& place);
  void give_back(const TopicPartition& place);
  /// The reading end of a topic; lives as long as the fetcher.
  [[nodiscard]] Result<rd_kafka_topic_t*> topic(const std::string& name);
  [[nodiscard]] rd_kafka_t* client() const { return client_.get(); }
  /// Makes the thread that fetches this partition look whether its queue has room again. Does not wait.
  void look_again(const TopicPartition& place);
  [[nodiscard]] Surroundings& around() const { return around_; }

 private:
  explicit Fetcher(Surroundings& around) : around_{around} {}

  Surroundings& around_;
  std::mutex mutex_;
  Client client_;
  std::set<TopicPartition> taken_;
  std::map<std::string, Topic> topics_;
};

/// One partition being fetched from an offset onwards, until this goes. Not thread-safe.
class Fetching {
 public:
  [[nodiscard]] static Result<std::unique_ptr<Fetching>> start(Fetcher& fetcher, const TopicPartition& place,
                                                               Offset from);
  /// `fetcher` has taken the place, and gets it back with the end of this.
  Fetching(Fetcher& fetcher, TopicPartition place, rd_kafka_topic_t* topic, WakingQueue queue);
  ~Fetching();
  Fetching(const Fetching&) = delete;
  Fetching& operator=(const Fetching&) = delete;

  /// What has been fetched, at most so many; waits for the first at most so long. Messages that are errors among them.
  [[nodiscard]] std::vector<Message> take(std::size_t messages_max, std::chrono::milliseconds timeout);

 private:
  void take_more(std::vector<Message>& taken, std::size_t messages_max);
  void look_after_room(const std::vector<Message>& taken);

  Fetcher& fetcher_;
  TopicPartition place_;
  rd_kafka_topic_t* topic_;
  WakingQueue queue_;
  std::uint32_t quiet_looks_ = 0;
  std::size_t bytes_since_look_ = 0;  ///< taken since the fetching thread was made to look
};

/// The consumers of a log. Threads may share it.
class Fetchers {
 public:
  explicit Fetchers(Surroundings& around) : around_{around} {}
  /// Starts to fetch with the first consumer that does not fetch this partition yet, or a new one.
  [[nodiscard]] Result<std::unique_ptr<Fetching>> start(const TopicPartition& place, Offset from);

 private:
  Surroundings& around_;
  std::mutex mutex_;
  std::list<std::unique_ptr<Fetcher>> fetchers_;
};

}  // namespace matbud::log::kafka
