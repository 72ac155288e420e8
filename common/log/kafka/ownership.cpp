#include "ownership.h"

#include <algorithm>
#include <cstring>
#include <span>

namespace matbud::log::kafka {
namespace {

constexpr std::chrono::seconds leave_timeout{5};
constexpr std::chrono::milliseconds heard_for{50};

std::vector<Partition> ascending(const rd_kafka_topic_partition_list_t& list) {
  std::vector<Partition> partitions;
  for (const auto& one : std::span{list.elems, static_cast<std::size_t>(list.cnt)})
    partitions.emplace_back(static_cast<std::uint32_t>(one.partition));
  std::sort(partitions.begin(), partitions.end());
  return partitions;
}

}  // namespace

Result<std::shared_ptr<GroupMember>> GroupMember::join(Surroundings& around, const std::string& own_topic) {
  const auto session = around.settings.session_timeout;
  auto conf = configure(
      around, {
                  {"group.id", own_topic},
                  {"partition.assignment.strategy", "range"},
                  {"session.timeout.ms", std::to_string(session.count())},
                  {"heartbeat.interval.ms", std::to_string(std::max<std::int64_t>(session.count() / 10, 100))},
                  {"enable.auto.commit", "false"},
                  {"auto.offset.reset", "error"},
              });
  if (!conf) return tl::unexpected{conf.error()};
  std::shared_ptr<GroupMember> member{new GroupMember{around}};
  rd_kafka_conf_set_events(conf->get(), RD_KAFKA_EVENT_REBALANCE);
  auto client = make_client(around, RD_KAFKA_CONSUMER, std::move(*conf));
  if (!client) return tl::unexpected{client.error()};
  member->client_ = std::move(*client);
  auto* const raw = member->client_.get();
  rd_kafka_poll_set_consumer(raw);
  member->queue_ = WakingQueue{Queue{rd_kafka_queue_get_consumer(raw)}, around.activity};
  const PartitionList topics{rd_kafka_topic_partition_list_new(1)};
  rd_kafka_topic_partition_list_add(topics.get(), own_topic.c_str(), RD_KAFKA_PARTITION_UA);
  if (const auto error = rd_kafka_subscribe(raw, topics.get()); error != RD_KAFKA_RESP_ERR_NO_ERROR)
    return around.health.failed("group " + own_topic, error);
  return member;
}

Ownership::Assignment GroupMember::current() {
  const std::lock_guard guard{mutex_};
  while (const Event event{rd_kafka_queue_poll(queue_.get(), 0)}) hear(event.get());
  return assignment_;
}

void GroupMember::tell(const Progress& progress) {
  const PartitionList positions{rd_kafka_topic_partition_list_new(static_cast<int>(progress.reached.size()))};
  for (const auto& reached : progress.reached) {
    auto* const one = rd_kafka_topic_partition_list_add(positions.get(), reached.place.topic.c_str(),
                                                        static_cast<std::int32_t>(reached.place.partition.value()));
    one->offset = reached.next.value();
    if (&reached != &progress.reached.front()) continue;
    const auto figures = progress.figures + around_.append_times.take_figures(reached.place);
    one->metadata = ::strdup(figures.c_str());  // the list frees it
    one->metadata_size = one->metadata == nullptr ? 0 : figures.size();
  }
  // In the midst of a rebalance the group takes none: the next ones will do.
  (void)rd_kafka_commit(client_.get(), positions.get(), 1);
}

void GroupMember::hear(rd_kafka_event_t* event) {
  if (rd_kafka_event_type(event) != RD_KAFKA_EVENT_REBALANCE) {
    if (const auto error = rd_kafka_event_error(event); error != RD_KAFKA_RESP_ERR_NO_ERROR)
      around_.health.note(error, rd_kafka_event_error_string(event));
    return;
  }
  if (rd_kafka_event_error(event) == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS) {
    publish(ascending(*rd_kafka_event_topic_partition_list(event)));
    // Membership is all we want: the own topic is read from elsewhere, so nothing is assigned to be fetched.
    const PartitionList nothing{rd_kafka_topic_partition_list_new(0)};
    rd_kafka_assign(client_.get(), nothing.get());
    return;
  }
  // Whoever is still a member will soon hear what it keeps, and goes on until then. The chain bears two owners.
  if (rd_kafka_assignment_lost(client_.get()) != 0) publish({});
  rd_kafka_assign(client_.get(), nullptr);
}

void GroupMember::publish(std::vector<Partition> partitions) {
  if (assignment_.generation > 0 && assignment_.partitions == partitions) return;
  assignment_.partitions = std::move(partitions);
  ++assignment_.generation;
}

GroupMember::~GroupMember() {
  auto* const client = client_.get();
  if (client == nullptr) return;
  const Queue rest{rd_kafka_queue_new(client)};
  const KafkaError refused{rd_kafka_consumer_close_queue(client, rest.get())};
  const auto deadline = std::chrono::steady_clock::now() + leave_timeout;
  while (!refused && rd_kafka_consumer_closed(client) == 0 && std::chrono::steady_clock::now() < deadline) {
    const Event event{rd_kafka_queue_poll(rest.get(), static_cast<int>(heard_for.count()))};
    if (event && rd_kafka_event_type(event.get()) == RD_KAFKA_EVENT_REBALANCE) rd_kafka_assign(client, nullptr);
  }
  queue_ = {};
  // What has not left by now may never: the session's end removes it, and waiting for it could block for ever.
  const bool left = rd_kafka_consumer_closed(client) != 0;
  rd_kafka_destroy_flags(client_.release(), left ? 0 : RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE);
}

Result<std::unique_ptr<Ownership>> GroupMembers::join(const std::string& own_topic) {
  const std::lock_guard guard{mutex_};
  auto member = members_[own_topic].lock();
  if (!member) {
    auto joined = GroupMember::join(around_, own_topic);
    if (!joined) return tl::unexpected{joined.error()};
    member = std::move(*joined);
    members_[own_topic] = member;
  }
  return std::make_unique<KafkaOwnership>(std::move(member));
}

}  // namespace matbud::log::kafka
