// Membership of the consumer group that shares the partitions of a service's own topic.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "client.h"

namespace matbud::log::kafka {

/// This process's membership. Threads may share it.
class GroupMember {
 public:
  /// Joins the group named after the topic. `around` must outlive it.
  [[nodiscard]] static Result<std::shared_ptr<GroupMember>> join(Surroundings& around, const std::string& own_topic);
  /// Leaves the group, so that the others take over at once.
  ~GroupMember();
  GroupMember(const GroupMember&) = delete;
  GroupMember& operator=(const GroupMember&) = delete;

  [[nodiscard]] Ownership::Assignment current();
  /// Commits the positions to the group, the figures beside that of the own topic. Does not wait.
  void tell(const Progress& progress);

 private:
  explicit GroupMember(Surroundings& around) : around_{around} {}
  /// Answers the group, which waits for it.
  void hear(rd_kafka_event_t* event);
  void publish(std::vector<Partition> partitions);

  Surroundings& around_;
  std::mutex mutex_;
  Client client_;
  WakingQueue queue_;
  Ownership::Assignment assignment_;
};

/// One membership, seen by one of those who share it in this process.
class KafkaOwnership final : public Ownership {
 public:
  explicit KafkaOwnership(std::shared_ptr<GroupMember> member) : member_{std::move(member)} {}
  [[nodiscard]] Assignment current() override { return member_->current(); }
  void tell(const Progress& progress) override { member_->tell(progress); }

 private:
  std::shared_ptr<GroupMember> member_;
};

/// The memberships of a log: one a topic, however often it is joined. Threads may share it.
class GroupMembers {
 public:
  explicit GroupMembers(Surroundings& around) : around_{around} {}
  [[nodiscard]] Result<std::unique_ptr<Ownership>> join(const std::string& own_topic);

 private:
  Surroundings& around_;
  std::mutex mutex_;
  std::map<std::string, std::weak_ptr<GroupMember>> members_;
};

}  // namespace matbud::log::kafka
