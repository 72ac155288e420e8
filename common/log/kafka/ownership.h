// A member of the consumer group that shares the partitions of a service's own topic.
#pragma once

#include <memory>
#include <string>

#include "client.h"

namespace matbud::log::kafka {

class KafkaOwnership final : public Ownership {
 public:
  /// Joins the group named after the topic. `around` must outlive it.
  [[nodiscard]] static Result<std::unique_ptr<KafkaOwnership>> join(Surroundings& around, const std::string& own_topic);
  /// Leaves the group, so that the others take over at once.
  ~KafkaOwnership() override;
  KafkaOwnership(const KafkaOwnership&) = delete;
  KafkaOwnership& operator=(const KafkaOwnership&) = delete;

  [[nodiscard]] Assignment current() override;

 private:
  explicit KafkaOwnership(Surroundings& around) : around_{around} {}
  /// Answers the group, which waits for it.
  void hear(rd_kafka_event_t* event);
  void publish(std::vector<Partition> partitions);

  Surroundings& around_;
  Client client_;
  WakingQueue queue_;
  Assignment assignment_;
};

}  // namespace matbud::log::kafka
