// The producer that all writers of a log share, until something goes wrong with it: then a new one takes its place.
#pragma once

#include <atomic>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "client.h"
#include "matbud/log/record.h"

namespace matbud::log::kafka {

/// One call of append(): what has become of its records so far. The writer's thread and the producer's share it.
class Call {
 public:
  /// The outcome is for the calling thread.
  explicit Call(std::size_t records) : listener_{waiting_place()}, under_way_{records} { outcome_.count = records; }

  /// Where the thread waits that the outcome is for.
  [[nodiscard]] WaitingPlace listener() const { return listener_; }

  /// One record, the next in order, has an offset, or nobody knows. Returns whether it was the last under way.
  bool delivered(rd_kafka_resp_err_t error, std::int64_t offset);
  /// This many of its records never got under way. Returns whether they were the last.
  bool refused(std::size_t records, std::string_view why);
  [[nodiscard]] bool has_outcome() const { return under_way_.load(std::memory_order_acquire) == 0; }
  /// Only when it has one, and once.
  [[nodiscard]] Appended take_outcome() { return std::move(outcome_); }

 private:
  const WaitingPlace listener_;
  std::mutex mutex_;
  Appended outcome_;  ///< `known` while nothing speaks against it, from the first delivery on
  std::size_t delivered_ = 0;
  std::atomic<std::size_t> under_way_;
};

/// An idempotent producer and the thread that hears what became of its messages. Threads may share it.
class Producer {
 public:
  /// `around` must outlive it.
  [[nodiscard]] static Result<std::shared_ptr<Producer>> open(Surroundings& around);
  /// Gives up what is still under way.
  ~Producer();
  Producer(const Producer&) = delete;
  Producer& operator=(const Producer&) = delete;

  /// The records of one call, ready to be handed over.
  struct Handful {
    struct Message {
      Envelope record;  ///< views of `records`
      Headers headers;
    };
    std::vector<std::string> records;
    std::vector<Message> messages;
    std::size_t next = 0;  ///< the first that has not been handed over
    std::size_t bytes = 0;
    std::shared_ptr<Call> call;
  };
  /// Where one partition's records go. Calls for one partition never mix.
  struct Place {
    Topic topic;
    TopicPartition name;
    std::int32_t partition;
    bool compacted;  ///< an empty value is null there
    std::mutex mutex;
    std::deque<Handful> held;               ///< calls that wait until nothing is under way; of the mutex
    std::atomic<std::size_t> under_way{0};  ///< records that librdkafka has
    std::atomic<bool> begun{false};         ///< the broker has taken a record of this producer
  };
  /// The place of a partition; lives as long as the producer. Waits until the leaders of its topic are known, so that
  /// the first append does not.
  [[nodiscard]] Result<Place*> place(const TopicPartition& of, bool compacted);

  /// Takes the records and returns; when all of them have one, the call has its outcome and the log activity.
  /// Throws std::invalid_argument when a record is not canonical.
  void append(Place& place, std::vector<std::string> canonical_records, std::shared_ptr<Call> call);

  /// Hears what has become of messages, if there is news. Whoever waits for an outcome calls it before looking: the
  /// log has activity when there is news.
  void hear_news();
  /// Nobody can say any more what it does: it had a fatal error, or an append timed out.
  [[nodiscard]] bool is_spent() const { return spent_.load(std::memory_order_acquire); }
  /// Waits until nothing is under way, at most so long.
  void flush(std::chrono::milliseconds timeout);

 private:
  struct UnderWay;
  explicit Producer(Surroundings& around) : around_{around} {}
  static void on_delivery(rd_kafka_t* client, const rd_kafka_message_t* message, void* opaque);
  void hand_over(Place& place, Handful& handful, std::size_t count);
  void hand_over_front(Place& place);
  void hand_over_held(Place& place);
  void refuse(const Handful& handful, std::size_t records, std::string_view why);
  void look_after(const std::stop_token& stop);
  void serve(std::chrono::milliseconds timeout);

  Surroundings& around_;
  std::mutex mutex_;
  std::map<TopicPartition, Place> places_;
  std::set<std::string> warm_topics_;
  std::atomic<bool> spent_{false};
  std::mutex serving_;               ///< reports must be heard in their order
  std::set<WaitingPlace> finished_;  ///< who has an outcome since the activity was bumped; of whoever serves
  Client client_;
  WakingQueue news_;  ///< librdkafka's queue of reports; whoever has appended last is woken to hear them
  std::jthread thread_;
};

}  // namespace matbud::log::kafka
