// One request of the admin interface and its answer.
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
  /// The settings of each of these topics.
  using TopicSettings = std::map<std::string, std::map<std::string, std::string>>;
  [[nodiscard]] Result<TopicSettings> settings(const std::vector<std::string>& names);

 private:
  /// Runs one request: `ask(options, queue)` sends it.
  template <class Ask>
  [[nodiscard]] Result<Event> answer(rd_kafka_admin_op_t operation, const char* what, const Ask& ask);

  Surroundings& around_;
  rd_kafka_t* client_;
};

}  // namespace matbud::log::kafka
