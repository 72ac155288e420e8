// Makes librdkafka's clients: producers and consumers with the settings that experience has taught (README.md).
#pragma once

#include <atomic>
#include <initializer_list>
#include <memory>
#include <utility>

#include "append_times.h"
#include "errors.h"
#include "handles.h"
#include "matbud/log/activity.h"
#include "matbud/log/kafka/kafka_log.h"

namespace matbud::log::kafka {

/// What every client of one log shares. Outlives them.
struct Surroundings {
  KafkaSettings settings;
  Activity activity;
  Health health;
  Refusals refusals;
  AppendTimes append_times;
};

using Properties = std::initializer_list<std::pair<const char*, std::string>>;

/// A configuration with the settings of every client and these on top.
/// `invalid` when librdkafka knows no such property or value.
[[nodiscard]] Result<Conf> configure(const Surroundings& around, Properties properties);

/// A client made from the configuration. What goes wrong with its connections is noted in `around.health`; the
/// callbacks of the configuration get `around` as their opaque.
/// `invalid` with the words of librdkafka.
[[nodiscard]] Result<Client> make_client(Surroundings& around, rd_kafka_type_t type, Conf conf);

/// Lets the client say what went wrong with its connections, to Surroundings::health. To be called now and then, unless
/// a thread serves the client.
inline void hear_of_errors(rd_kafka_t* client) { rd_kafka_poll(client, 0); }

/// The reading end of a topic, or the writing end.
[[nodiscard]] Result<Topic> make_topic(rd_kafka_t* client, const std::string& name);

/// Bumps the log's activity whenever something is put into the empty queue, until the handle goes: for whoever listens,
/// or for everybody while nobody has said so.
class WakingQueue {
 public:
  WakingQueue() = default;
  WakingQueue(Queue queue, Activity& activity);
  ~WakingQueue();
  WakingQueue(WakingQueue&& other) noexcept = default;
  WakingQueue& operator=(WakingQueue&& other) noexcept;
  [[nodiscard]] rd_kafka_queue_t* get() const { return queue_.get(); }

  /// News are for the calling thread; once a second thread has said so, for everybody.
  void listen() {
    const auto before = news_->listener.load();
    const auto place = waiting_place();
    // In one order with the look at the queue that follows: either it sees the news or the news finds this listener.
    if (before != place && before != everybody) news_->listener.store(before == nobody ? place : everybody);
  }
  /// News are for the calling thread from now on, whoever listened before: any thread does that hears them.
  void listen_instead() {
    const auto place = waiting_place();
    if (news_->listener.load() != place) news_->listener.store(place);
  }
  /// False when the queue is empty: cheaper than looking into it, which takes librdkafka's locks.
  [[nodiscard]] bool may_hold_something() const { return news_->waiting.load(); }
  /// To be called before the queue is emptied, and not_emptied() when something may be left.
  void before_emptying() { news_->waiting.store(false, std::memory_order_release); }
  void not_emptied() { news_->waiting.store(true, std::memory_order_release); }

 private:
  static constexpr WaitingPlace everybody = 255;
  static constexpr WaitingPlace nobody = 254;
  struct News {
    explicit News(Activity& a) : activity{a} {}
    Activity& activity;
    std::atomic<bool> waiting{true};  // what came before anybody listened
    std::atomic<WaitingPlace> listener{nobody};
  };
  static void wake(rd_kafka_t*, void* news);

  std::unique_ptr<News> news_;  // outlives the queue's callback
  Queue queue_;
};

}  // namespace matbud::log::kafka
