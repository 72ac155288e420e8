#include "matbud/log/kafka/kafka_log.h"

#include <mutex>

#include "fetcher.h"
#include "ownership.h"
#include "producer.h"
#include "reader.h"
#include "topics.h"
#include "writer.h"

namespace matbud::log {

using namespace kafka;

namespace {

constexpr std::chrono::seconds flush_timeout{5};

}  // namespace

class KafkaLog::Impl {
 public:
  explicit Impl(const KafkaSettings& settings) : fetchers{around}, members{around} { around.settings = settings; }
  ~Impl() {
    if (producer_) producer_->flush(flush_timeout);
  }

  /// The producer of the moment: a new one after the last one has failed.
  Result<std::shared_ptr<Producer>> producer() {
    const std::lock_guard guard{mutex_};
    if (producer_ && !producer_->is_spent()) return producer_;
    auto opened = Producer::open(around);
    if (opened) producer_ = *opened;
    return opened;
  }

  Surroundings around;  // outlives the clients below
  std::unique_ptr<Topics> topics;
  Fetchers fetchers;
  GroupMembers members;

 private:
  std::mutex mutex_;
  std::shared_ptr<Producer> producer_;
};

Result<std::unique_ptr<KafkaLog>> KafkaLog::open(const KafkaSettings& settings) {
  auto impl = std::make_unique<Impl>(settings);
  auto topics = Topics::open(impl->around);
  if (!topics) return tl::unexpected{topics.error()};
  impl->topics = std::move(*topics);
  return std::unique_ptr<KafkaLog>{new KafkaLog{std::move(impl)}};
}

KafkaLog::KafkaLog(std::unique_ptr<Impl> impl) : impl_{std::move(impl)} {}
KafkaLog::~KafkaLog() = default;

Result<void> KafkaLog::create_topics(std::span<const TopicSpec> topics) { return impl_->topics->create(topics); }
Result<std::vector<TopicSpec>> KafkaLog::topics() { return impl_->topics->all(); }
Result<Log::Watermarks> KafkaLog::watermarks(const TopicPartition& place) { return impl_->topics->watermarks(place); }

Result<std::unique_ptr<Reader>> KafkaLog::open_reader(const TopicPartition& place, Offset from) {
  const auto topic = impl_->topics->find(place);
  if (!topic) return tl::unexpected{topic.error()};
  return std::make_unique<KafkaReader>(impl_->fetchers, *impl_->topics, place, topic->compacted, from);
}

Result<std::unique_ptr<Writer>> KafkaLog::open_writer(const TopicPartition& place) {
  const auto topic = impl_->topics->find(place);
  if (!topic) return tl::unexpected{topic.error()};
  if (auto refusal = impl_->around.refusals.take(place.topic)) return tl::unexpected{std::move(*refusal)};
  auto producer = impl_->producer();
  if (!producer) return tl::unexpected{producer.error()};
  const auto where = (*producer)->place(place, topic->compacted);
  if (!where) return tl::unexpected{where.error()};
  return std::make_unique<KafkaWriter>(std::move(*producer), **where);
}

Result<std::unique_ptr<Ownership>> KafkaLog::join(const std::string& own_topic) {
  if (const auto topic = impl_->topics->find(own_topic); !topic) return tl::unexpected{topic.error()};
  // Only who shows a certificate can be refused, and only asking tells: a refused member just never hears anything.
  if (impl_->around.settings.tls) {
    if (const auto allowed = impl_->topics->admin().check_group(own_topic); !allowed)
      return tl::unexpected{allowed.error()};
  }
  return impl_->members.join(own_topic);
}

std::uint64_t KafkaLog::activity() const { return impl_->around.activity.number(); }
void KafkaLog::wait_for_activity(std::uint64_t seen, std::chrono::milliseconds timeout) {
  impl_->around.activity.wait_until_not(seen, timeout);
}

void KafkaLog::wake() { impl_->around.activity.bump(); }

Result<std::vector<Progress>> KafkaLog::told(const std::string& own_topic) {
  return impl_->topics->admin().told(own_topic);
}

Result<void> KafkaLog::delete_topics(const std::vector<std::string>& names) { return impl_->topics->remove(names); }

}  // namespace matbud::log
