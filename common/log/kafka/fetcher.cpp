#include "fetcher.h"

namespace matbud::log::kafka {
namespace {

/// What lies fetched and unread of one partition: more is fetched below that.
constexpr std::size_t queued_kilobytes = 512;
/// At most so much of a partition in one answer, compressed, and at least one batch: what is fetched at once should not
/// be many times what may lie unread.
constexpr std::size_t fetched_kilobytes = 128;
/// Several looks while a full queue is taken, so that it never runs dry.
constexpr std::size_t bytes_between_looks = queued_kilobytes * 1024 / 2;

/// Of so many looks at a quiet queue one is a real one, which also hears of errors.
constexpr std::uint32_t quiet_looks_believed = 64;

}  // namespace

Result<std::unique_ptr<Fetcher>> Fetcher::open(Surroundings& around) {
  auto conf = configure(around, {
                                    {"fetch.wait.max.ms", "10"},
                                    {"fetch.min.bytes", "1"},
                                    {"fetch.error.backoff.ms", "20"},
                                    {"queued.min.messages", "1000000"},
                                    {"queued.max.messages.kbytes", std::to_string(queued_kilobytes)},
                                    {"fetch.message.max.bytes", std::to_string(fetched_kilobytes * 1024)},
                                    {"check.crcs", "true"},
                                    {"auto.offset.reset", "error"},
                                    {"enable.auto.commit", "false"},
                                });
  if (!conf) return tl::unexpected{conf.error()};
  auto client = make_client(around, RD_KAFKA_CONSUMER, std::move(*conf));
  if (!client) return tl::unexpected{client.error()};
  std::unique_ptr<Fetcher> fetcher{new Fetcher{around}};
  fetcher->client_ = std::move(*client);
  return fetcher;
}

bool Fetcher::take(const TopicPartition& place) {
  const std::lock_guard guard{mutex_};
  return taken_.insert(place).second;
}

void Fetcher::give_back(const TopicPartition& place) {
  const std::lock_guard guard{mutex_};
  taken_.erase(place);
}

Result<rd_kafka_topic_t*> Fetcher::topic(const std::string& name) {
  const std::lock_guard guard{mutex_};
  if (const auto known = topics_.find(name); known != topics_.end()) return known->second.get();
  auto topic = make_topic(client_.get(), name);
  if (!topic) return tl::unexpected{topic.error()};
  return topics_.emplace(name, std::move(*topic)).first->second.get();
}

void Fetcher::look_again(const TopicPartition& place) {
  const PartitionList question{rd_kafka_topic_partition_list_new(1)};
  rd_kafka_topic_partition_list_add(question.get(), place.topic.c_str(),
                                    static_cast<std::int32_t>(place.partition.value()))
      ->offset = RD_KAFKA_OFFSET_END;
  // The answer is of no interest, so it is not waited for: being asked wakes the thread.
  (void)rd_kafka_offsets_for_times(client_.get(), question.get(), 0);
}

Result<std::unique_ptr<Fetching>> Fetching::start(Fetcher& fetcher, const TopicPartition& place, Offset from) {
  const auto topic = fetcher.topic(place.topic);
  if (!topic) {
    fetcher.give_back(place);
    return tl::unexpected{topic.error()};
  }
  WakingQueue queue{Queue{rd_kafka_queue_new(fetcher.client())}, fetcher.around().activity};
  const auto partition = static_cast<std::int32_t>(place.partition.value());
  if (rd_kafka_consume_start_queue(*topic, partition, from.value(), queue.get()) != 0) {
    fetcher.give_back(place);
    return fetcher.around().health.failed(to_string(place), rd_kafka_last_error());
  }
  return std::make_unique<Fetching>(fetcher, place, *topic, std::move(queue));
}

Fetching::Fetching(Fetcher& fetcher, TopicPartition place, rd_kafka_topic_t* topic, WakingQueue queue)
    : fetcher_{fetcher}, place_{std::move(place)}, topic_{topic}, queue_{std::move(queue)} {}

Fetching::~Fetching() {
  rd_kafka_consume_stop(topic_, static_cast<std::int32_t>(place_.partition.value()));
  fetcher_.give_back(place_);
}

std::vector<Message> Fetching::take(std::size_t messages_max, std::chrono::milliseconds timeout) {
  std::vector<Message> taken;
  queue_.listen();
  if (timeout.count() > 0) {
    // A batch would wait until it is full.
    Message first{rd_kafka_consume_queue(queue_.get(), static_cast<int>(timeout.count()))};
    if (!first) {
      hear_of_errors(fetcher_.client());
      return taken;
    }
    taken.push_back(std::move(first));
  } else if (!queue_.may_hold_something() && ++quiet_looks_ % quiet_looks_believed != 0) {
    return taken;
  }
  take_more(taken, messages_max);
  if (taken.empty()) hear_of_errors(fetcher_.client());
  look_after_room(taken);
  return taken;
}

void Fetching::take_more(std::vector<Message>& taken, std::size_t messages_max) {
  if (taken.size() >= messages_max) return;
  queue_.before_emptying();
  std::vector<rd_kafka_message_t*> some(messages_max - taken.size());
  const auto count = rd_kafka_consume_batch_queue(queue_.get(), 0, some.data(), some.size());
  for (ssize_t at = 0; at < count; ++at) taken.emplace_back(some[static_cast<std::size_t>(at)]);
  if (count > 0) queue_.not_emptied();  // perhaps; the next look tells
}

void Fetching::look_after_room(const std::vector<Message>& taken) {
  // librdkafka 2.0.2 stops fetching while the queue is full, and nothing tells it of the room that taking makes: its
  // thread sleeps for a second unless something else happens on the connection.
  for (const auto& message : taken) bytes_since_look_ += message->len + message->key_len;
  if (bytes_since_look_ < bytes_between_looks) return;
  bytes_since_look_ = 0;
  fetcher_.look_again(place_);
}

Result<std::unique_ptr<Fetching>> Fetchers::start(const TopicPartition& place, Offset from) {
  Fetcher* chosen = nullptr;
  {
    const std::lock_guard guard{mutex_};
    for (const auto& fetcher : fetchers_) {
      if (fetcher->take(place)) {
        chosen = fetcher.get();
        break;
      }
    }
    if (chosen == nullptr) {
      auto opened = Fetcher::open(around_);
      if (!opened) return tl::unexpected{opened.error()};
      chosen = fetchers_.emplace_back(std::move(*opened)).get();
      (void)chosen->take(place);
    }
  }
  return Fetching::start(*chosen, place, from);
}

}  // namespace matbud::log::kafka
