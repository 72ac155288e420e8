// How a cluster is set up for an installation: its topics and who may do what, compared with what should be.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "matbud/log/grants.h"
#include "matbud/log/kafka/kafka_log.h"

namespace matbud::log {

/// What an installation wants of a cluster.
struct KafkaWish {
  std::vector<TopicSpec> topics;
  Grants grants;
};

/// In what a cluster differs from a wish. All empty: in nothing.
struct KafkaDifference {
  /// A setting of a topic that is there.
  struct Setting {
    std::string topic;
    std::string name;
    std::string is;
    std::string should_be;
  };
  std::vector<TopicSpec> missing_topics;
  std::vector<Setting> settings;
  std::vector<Grant> missing_grants;
  /// What apply() leaves alone, since only a person can say what is right: a sentence each. Another number of
  /// partitions or copies; a topic nobody knows; a right that nobody should have.
  std::vector<std::string> strange;
  /// False: the broker refuses nobody anything, so grants cannot be had, and none are missing.
  bool grants_count = true;

  [[nodiscard]] bool nothing_to_do() const {
    return missing_topics.empty() && settings.empty() && missing_grants.empty();
  }
};

/// One cluster, seen by its operator. Not thread-safe.
class KafkaSetup {
 public:
  /// Errors as KafkaLog::open.
  [[nodiscard]] static Result<std::unique_ptr<KafkaSetup>> open(const KafkaSettings& settings);
  ~KafkaSetup();
  KafkaSetup(const KafkaSetup&) = delete;
  KafkaSetup& operator=(const KafkaSetup&) = delete;

  /// The topics that are there.
  [[nodiscard]] Result<std::vector<TopicSpec>> topics();
  /// `unavailable` when we may not ask.
  [[nodiscard]] Result<KafkaDifference> compare(const KafkaWish& wish);
  /// Makes the missing topics, changes the settings, adds the missing grants; nothing is taken away. Returns when the
  /// cluster shows it all. What was done
  /// before an error stays: compare again. A topic's other settings stay as they are.
  [[nodiscard]] Result<void> apply(const KafkaDifference& difference);

 private:
  class Impl;
  explicit KafkaSetup(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace matbud::log
