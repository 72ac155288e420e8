#include "producer.h"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <stdexcept>
#include <utility>

#include "rendering.h"

namespace matbud::log::kafka {
namespace {

constexpr std::chrono::milliseconds looked_after_every{50};
constexpr std::chrono::milliseconds served_for{50};
constexpr std::chrono::milliseconds purge_timeout{1000};
/// Held calls go on together until they have so many bytes: about what librdkafka puts into one request.
constexpr std::size_t bytes_together = 1'000'000;

/// What travels with a message, in the order of produceva().
class Parts {
 public:
  Parts(Producer::Place& place, const Envelope& record, rd_kafka_headers_t* headers, void* opaque) {
    parts_[0].vtype = RD_KAFKA_VTYPE_RKT;
    parts_[0].u.rkt = place.topic.get();
    parts_[1].vtype = RD_KAFKA_VTYPE_PARTITION;
    parts_[1].u.i32 = place.partition;
    parts_[2].vtype = RD_KAFKA_VTYPE_MSGFLAGS;
    parts_[2].u.i = RD_KAFKA_MSG_F_COPY;  // no waiting for room: the thread that makes it hands over, too
    parts_[3].vtype = RD_KAFKA_VTYPE_KEY;
    put(parts_[3], record.key);
    parts_[4].vtype = RD_KAFKA_VTYPE_VALUE;
    const bool tombstone = place.compacted && record.value.empty();
    if (!tombstone) put(parts_[4], record.value);
    parts_[5].vtype = RD_KAFKA_VTYPE_HEADERS;
    parts_[5].u.headers = headers;
    parts_[6].vtype = RD_KAFKA_VTYPE_OPAQUE;
    parts_[6].u.ptr = opaque;
  }
  [[nodiscard]] const rd_kafka_vu_t* data() const { return parts_.data(); }
  [[nodiscard]] static constexpr std::size_t size() { return 7; }

 private:
  static void put(rd_kafka_vu_t& part, std::string_view bytes) {
    static char nothing = 0;  // a null pointer would make a null of an empty text
    part.u.mem.ptr = bytes.empty() ? &nothing : const_cast<char*>(bytes.data());
    part.u.mem.size = bytes.size();
  }
  std::array<rd_kafka_vu_t, 7> parts_{};
};

}  // namespace

bool Call::delivered(rd_kafka_resp_err_t error, std::int64_t offset) {
  {
    const std::lock_guard guard{mutex_};
    if (delivered_ == 0 && outcome_.why_unknown.empty()) {
      outcome_.known = true;
      outcome_.first = Offset{offset};
    }
    const auto expected = outcome_.first.value() + static_cast<std::int64_t>(delivered_);
    ++delivered_;
    std::string why;
    if (error != RD_KAFKA_RESP_ERR_NO_ERROR) {
      why = rd_kafka_err2str(error);
    } else if (offset < 0) {
      why = "the broker knew a record already and did not say where it is";
    } else if (offset != expected) {
      why = "somebody else's record lies between the records of one append";
    }
    if (!why.empty()) {
      outcome_.known = false;
      if (outcome_.why_unknown.empty()) outcome_.why_unknown = std::move(why);
    }
  }
  return under_way_.fetch_sub(1, std::memory_order_acq_rel) == 1;
}

bool Call::refused(std::size_t records, std::string_view why) {
  {
    const std::lock_guard guard{mutex_};
    outcome_.known = false;
    if (outcome_.why_unknown.empty()) outcome_.why_unknown = why;
  }
  return under_way_.fetch_sub(records, std::memory_order_acq_rel) == records;
}

/// What messages that were handed over together point to. Whoever accounts for the last of them deletes it.
struct Producer::UnderWay {
  Producer* producer;
  Place* place;  ///< lives as long as the producer
  std::shared_ptr<Call> call;
  std::atomic<std::size_t> left;

  static void account_for(UnderWay* under_way, std::size_t messages) {
    if (under_way->left.fetch_sub(messages, std::memory_order_acq_rel) == messages) delete under_way;
  }
};

Result<std::shared_ptr<Producer>> Producer::open(Surroundings& around) {
  auto conf = configure(around, {
                                    {"enable.idempotence", "true"},
                                    {"acks", "all"},
                                    {"linger.ms", "0"},
                                    {"compression.codec", around.settings.compression},
                                    {"message.timeout.ms", std::to_string(around.settings.append_timeout.count())},
                                    {"message.max.bytes", "8000000"},
                                    {"batch.num.messages", "100000"},
                                    {"queue.buffering.max.messages", "1000000"},
                                    {"queue.buffering.max.kbytes", "262144"},
                                    {"retry.backoff.ms", "10"},
                                });
  if (!conf) return tl::unexpected{conf.error()};
  rd_kafka_conf_set_dr_msg_cb(conf->get(), on_delivery);
  auto client = make_client(around, RD_KAFKA_PRODUCER, std::move(*conf));
  if (!client) return tl::unexpected{client.error()};
  std::shared_ptr<Producer> producer{new Producer{around}};
  producer->client_ = std::move(*client);
  producer->news_ = WakingQueue{Queue{rd_kafka_queue_get_main(producer->client_.get())}, around.activity};
  producer->thread_ = std::jthread{[raw = producer.get()](const std::stop_token& stop) { raw->look_after(stop); }};
  return producer;
}

Producer::~Producer() {
  thread_.request_stop();
  thread_.join();
  spent_.store(true, std::memory_order_release);  // what is held is not handed over any more
  rd_kafka_purge(client_.get(), RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT);
  const auto deadline = std::chrono::steady_clock::now() + purge_timeout;
  while (rd_kafka_outq_len(client_.get()) > 0 && std::chrono::steady_clock::now() < deadline) serve(served_for);
  news_ = {};  // before the client that it is a part of
  places_.clear();
}

Result<Producer::Place*> Producer::place(const TopicPartition& of, bool compacted) {
  const std::lock_guard guard{mutex_};
  if (!warm_topics_.contains(of.topic)) {
    auto topic = make_topic(client_.get(), of.topic);
    if (!topic) return tl::unexpected{topic.error()};
    const rd_kafka_metadata_t* metadata = nullptr;
    const auto error = rd_kafka_metadata(client_.get(), 0, topic->get(), &metadata,
                                         static_cast<int>(around_.settings.request_timeout.count()));
    if (error != RD_KAFKA_RESP_ERR_NO_ERROR) return around_.health.failed(of.topic, error);
    rd_kafka_metadata_destroy(metadata);
    warm_topics_.insert(of.topic);
  }
  if (const auto known = places_.find(of); known != places_.end()) return &known->second;
  auto topic = make_topic(client_.get(), of.topic);
  if (!topic) return tl::unexpected{topic.error()};
  auto& place = places_[of];
  place.topic = std::move(*topic);
  place.name = of;
  place.partition = static_cast<std::int32_t>(of.partition.value());
  place.compacted = compacted;
  return &place;
}

void Producer::append(Place& place, std::vector<std::string> canonical_records, std::shared_ptr<Call> call) {
  Handful handful;
  handful.records = std::move(canonical_records);
  handful.call = std::move(call);
  handful.messages.reserve(handful.records.size());
  for (const auto& canonical : handful.records) {
    const auto record = decode(canonical);
    if (!record) throw std::invalid_argument{"append of what is no record: " + record.error().message};
    auto headers = headers_of(*record);
    if (!headers) throw std::invalid_argument{headers.error().message};
    handful.bytes += canonical.size();
    handful.messages.push_back({*record, std::move(*headers)});
  }
  news_.listen_instead();
  const std::lock_guard guard{place.mutex};
  place.held.push_back(std::move(handful));
  if (place.under_way.load(std::memory_order_acquire) == 0 && place.held.size() == 1) hand_over_front(place);
  // What was refused at once has no delivery that would let the rest go on.
  while (is_spent() && !place.held.empty() && place.under_way.load(std::memory_order_acquire) == 0)
    hand_over_front(place);
}

void Producer::refuse(const Handful& handful, std::size_t records, std::string_view why) {
  if (handful.call->refused(records, why)) around_.activity.bump();
}

/// The place's mutex is held. Hands over what is held first, and of the very first call one record.
void Producer::hand_over_front(Place& place) {
  auto& handful = place.held.front();
  const auto left = handful.messages.size() - handful.next;
  // To a broker that knows nothing of a producer, any sequence number is good. If it refuses the first request, since
  // the topic is so new that its leader does not know it yet, and takes the second, it takes the first for a duplicate
  // when that comes again: a record is lost, and librdkafka calls it delivered, without an offset.
  const bool alone = !place.begun.load(std::memory_order_acquire) && left > 1 && !is_spent();
  hand_over(place, handful, alone ? 1 : left);
  if (handful.next == handful.messages.size()) place.held.pop_front();
}

/// The place's mutex is held.
void Producer::hand_over(Place& place, Handful& handful, std::size_t count) {
  const auto first = std::exchange(handful.next, handful.next + count);
  if (is_spent()) return refuse(handful, count, "the producer had failed before");
  auto* const under_way = new UnderWay{this, &place, handful.call, count};
  place.under_way.fetch_add(count, std::memory_order_acq_rel);
  for (std::size_t at = 0; at < count; ++at) {
    auto& message = handful.messages[first + at];
    const Parts parts{place, message.record, message.headers.get(), under_way};
    const KafkaError error{rd_kafka_produceva(client_.get(), parts.data(), Parts::size())};
    if (error) {
      spent_.store(true, std::memory_order_release);
      place.under_way.fetch_sub(count - at, std::memory_order_acq_rel);
      refuse(handful, count - at, rd_kafka_error_string(error.get()));
      UnderWay::account_for(under_way, count - at);
      return;
    }
    (void)message.headers.release();  // the message has them
  }
}

void Producer::hand_over_held(Place& place) {
  const std::lock_guard guard{place.mutex};
  std::size_t bytes = 0;
  while (!place.held.empty() && (bytes < bytes_together || is_spent())) {
    bytes += place.held.front().bytes;
    hand_over_front(place);
    if (!place.begun.load(std::memory_order_acquire) && !is_spent()) return;
  }
}

void Producer::on_delivery(rd_kafka_t*, const rd_kafka_message_t* message, void*) {
  auto* const under_way = static_cast<UnderWay*>(message->_private);
  auto& producer = *under_way->producer;
  auto& place = *under_way->place;
  // The outcome of this message is unknown, and perhaps that of what the broker was sent after it.
  if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR) {
    producer.around_.refusals.note(rd_kafka_topic_name(message->rkt), message->err);
    producer.spent_.store(true, std::memory_order_release);
  }
  if (under_way->call->delivered(message->err, message->offset)) {
    const std::chrono::microseconds took{std::max<std::int64_t>(rd_kafka_message_latency(message), 0)};
    producer.around_.append_times.add(place.name, took);
    if (const auto& hear = producer.around_.settings.on_append) hear(took);
    producer.finished_.insert(under_way->call->listener());
  }
  if (message->err == RD_KAFKA_RESP_ERR_NO_ERROR) place.begun.store(true, std::memory_order_release);
  UnderWay::account_for(under_way, 1);
  if (place.under_way.fetch_sub(1, std::memory_order_acq_rel) == 1) producer.hand_over_held(place);
}

/// Of whoever holds `serving_`.
void Producer::serve(std::chrono::milliseconds timeout) {
  news_.before_emptying();
  rd_kafka_poll(client_.get(), static_cast<int>(timeout.count()));
  for (const auto place : finished_) around_.activity.bump(place);
  finished_.clear();
}

void Producer::hear_news() {
  if (!news_.may_hold_something()) return;
  // Whoever serves now makes activity of what it hears, and what comes afterwards does so by itself.
  const std::unique_lock lock{serving_, std::try_to_lock};
  if (lock) serve(std::chrono::milliseconds{0});
}

void Producer::look_after(const std::stop_token& stop) {
  bool given_up = false;
  std::mutex mutex;
  std::condition_variable_any stopped;
  std::unique_lock lock{mutex};
  while (!stop.stop_requested()) {
    stopped.wait_for(lock, stop, looked_after_every, [] { return false; });
    if (const std::unique_lock mine{serving_, std::try_to_lock}; mine) serve(std::chrono::milliseconds{0});
    if (const auto fatal = rd_kafka_fatal_error(client_.get(), nullptr, 0);
        fatal != RD_KAFKA_RESP_ERR_NO_ERROR && !is_spent()) {
      around_.refusals.note({}, fatal);
      spent_.store(true, std::memory_order_release);
    }
    if (is_spent() && !given_up) {
      given_up = true;
      rd_kafka_purge(client_.get(), RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT);
    }
  }
}

void Producer::flush(std::chrono::milliseconds timeout) {
  const std::lock_guard serving{serving_};
  rd_kafka_flush(client_.get(), static_cast<int>(timeout.count()));
}

}  // namespace matbud::log::kafka
