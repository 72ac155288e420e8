// The log's Kafka home: Apache Kafka 3.9 or 4.x through librdkafka, for many processes.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "matbud/log/log.h"

namespace matbud::log {

/// Files for mTLS, PEM. The certificate's subject is the principal that the broker's ACLs know.
struct KafkaTls {
  std::filesystem::path ca;           ///< who may have signed the broker's certificate
  std::filesystem::path certificate;  ///< ours
  std::filesystem::path key;          ///< its private key
};

/// How to reach one cluster.
struct KafkaSettings {
  std::string brokers;                                ///< `host:port,host:port`: any of the cluster's
  std::string client_id = "matbud";                   ///< names this process in the broker's logs and metrics
  std::optional<KafkaTls> tls;                        ///< none: plain text, for loopback only
  std::optional<std::int32_t> copies;                 ///< of the topics it creates; none: as the broker is set
  std::string compression = "lz4";                    ///< of batches: none, lz4, zstd
  std::chrono::milliseconds session_timeout{10'000};  ///< after which an owner that is not heard of is dead
  std::chrono::milliseconds append_timeout{30'000};   ///< after which an append has an unknown outcome
  std::chrono::milliseconds request_timeout{10'000};  ///< after which anything else is `retryable`
  /// Called with how long each append took from being handed over until the brokers had acknowledged its last record,
  /// on a thread of the log's. May be empty.
  std::function<void(std::chrono::microseconds)> on_append = nullptr;
  /// Properties of librdkafka for every client, last word; for tests and emergencies.
  std::map<std::string, std::string> properties;
};

/// One cluster's topics as a log. Promises of log.h, and:
/// - Readers wait for history: what lay in a partition when the reader first looked after it was opened or sought is
///   never mistaken for quiet. While it is read, read() waits for the broker, at most `request_timeout`, then
///   `retryable`. Beyond it, read() never waits.
/// - A writer's calls lie together unless another process appends between them; then their outcome is unknown.
/// - After a fatal error or a timed-out append every writer of this log is dead; new ones get a new producer.
/// - Records whose headers are not those of a record (proto/README.md) are read as records of type foreign_type.
/// - What the cluster does not allow us is `unavailable`: reading at the first read, sharing at join(), writing at the
///   open_writer() after the append that was refused, whose outcome is unknown.
/// - Owners are the members of the consumer group named after the topic; one log is one member, however often it joins.
///   current() keeps it a member: an owner that does not call it for five minutes has left. A new assignment replaces
///   the old one when it is complete; in between, two owners may hold a partition, and the chain decides.
class KafkaLog final : public Log {
 public:
  /// `retryable` when no broker answers within `request_timeout`; `unavailable` when one refuses us; `invalid` when a
  /// setting cannot be.
  [[nodiscard]] static Result<std::unique_ptr<KafkaLog>> open(const KafkaSettings& settings);
  /// Waits for outstanding appends, at most five seconds. Readers, writers and ownerships must be gone.
  ~KafkaLog() override;

  [[nodiscard]] Result<void> create_topics(std::span<const TopicSpec> topics) override;
  [[nodiscard]] Result<std::vector<TopicSpec>> topics() override;
  [[nodiscard]] Result<Watermarks> watermarks(const TopicPartition& place) override;
  [[nodiscard]] Result<std::unique_ptr<Reader>> open_reader(const TopicPartition& place, Offset from) override;
  [[nodiscard]] Result<std::unique_ptr<Writer>> open_writer(const TopicPartition& place) override;
  [[nodiscard]] Result<std::unique_ptr<Ownership>> join(const std::string& own_topic) override;
  [[nodiscard]] std::uint64_t activity() const override;
  void wait_for_activity(std::uint64_t seen, std::chrono::milliseconds timeout) override;
  void wake() override;

  /// What the owners of this topic's partitions have told last (Ownership::tell), be they gone by now. The positions
  /// are the offsets that the group named after the topic has committed, the figures the metadata beside them.
  [[nodiscard]] Result<std::vector<Progress>> told(const std::string& own_topic);

  /// Removes topics with all their records, for ever. For tests. `not_found` when one does not exist.
  [[nodiscard]] Result<void> delete_topics(const std::vector<std::string>& names);

 private:
  class Impl;
  explicit KafkaLog(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace matbud::log
