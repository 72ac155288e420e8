// What the cluster is asked about its topics, and told to make of them.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "client.h"

namespace matbud::log::kafka {

/// Asks the cluster about topics and changes them. Threads may share it. `around` must outlive it.
class Admin {
 public:
  Admin(Surroundings& around, rd_kafka_t* client) : around_{around}, client_{client} {}

  /// The cluster's answer about one topic, or about all when the name is empty.
  [[nodiscard]] Result<Metadata> metadata(const std::string& topic = {});
  /// Makes the topics. `conflict` when one exists.
  [[nodiscard]] Result<void> create(std::span<const TopicSpec> topics);
  [[nodiscard]] Result<void> remove(const std::vector<std::string>& names);
  struct Setting {
    std::string value;
    bool is_topics_own;  ///< set for this topic; else the broker's default
  };
  using TopicSettings = std::map<std::string, std::map<std::string, Setting>>;
  /// The settings of each of these topics.
  [[nodiscard]] Result<TopicSettings> settings(const std::vector<std::string>& names);
  /// Makes these the topics' own settings; what is not among them goes back to the broker's default.
  [[nodiscard]] Result<void> set(const TopicSettings& all);

  /// `unavailable` when we may not take part in the group; any other answer is none of its business.
  [[nodiscard]] Result<void> check_group(const std::string& group);
  /// What the members of the group named after the topic have committed, by partition of the topic.
  [[nodiscard]] Result<std::vector<Progress>> told(const std::string& own_topic);

 private:
  Surroundings& around_;
  rd_kafka_t* client_;
};

}  // namespace matbud::log::kafka
