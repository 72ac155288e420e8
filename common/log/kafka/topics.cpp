#include "topics.h"

#include <algorithm>
#include <thread>

#include "topic_settings.h"

namespace matbud::log::kafka {
namespace {

bool is_brokers_own(std::string_view topic) { return topic.starts_with("__"); }

/// Nothing to wait for but the cluster.
constexpr std::chrono::milliseconds look_again_after{5};
/// A partition's beginning moves only when somebody deletes records.
constexpr std::chrono::seconds begin_is_news_for{10};

/// A leader that takes longer may be dead; another one is looked for.
constexpr std::chrono::milliseconds leader_has_answered_after{2000};
/// Who leads is asked anew after so long. By default librdkafka believes the last answer for a quarter of an hour when
/// it asks for offsets, even of a leader that is dead or says that it is none.
constexpr std::chrono::milliseconds leaders_are_known_for{1000};

const rd_kafka_metadata_topic_t* topic_of(const rd_kafka_metadata_t& metadata, const std::string& name) {
  const std::span topics{metadata.topics, static_cast<std::size_t>(metadata.topic_cnt)};
  const auto found = std::find_if(topics.begin(), topics.end(), [&](const auto& one) { return one.topic == name; });
  return found == topics.end() ? nullptr : &*found;
}

bool has_leaders(const rd_kafka_metadata_t& metadata, const TopicSpec& topic) {
  const auto* const found = topic_of(metadata, topic.name);
  if (found == nullptr || found->partition_cnt != static_cast<int>(topic.partitions)) return false;
  const std::span partitions{found->partitions, static_cast<std::size_t>(found->partition_cnt)};
  return std::all_of(partitions.begin(), partitions.end(), [](const auto& one) { return one.leader >= 0; });
}

/// A leader that is not there yet, or no longer: the next one is found by asking again.
bool is_changing_leader(rd_kafka_resp_err_t error) {
  return error == RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION || error == RD_KAFKA_RESP_ERR_LEADER_NOT_AVAILABLE ||
         error == RD_KAFKA_RESP_ERR_FENCED_LEADER_EPOCH || error == RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART;
}

}  // namespace

Topics::Topics(Surroundings& around, Client client)
    : around_{around}, client_{std::move(client)}, admin_{around, client_.get()} {}

Result<std::unique_ptr<Topics>> Topics::open(Surroundings& around) {
  const auto known_for = std::to_string(leaders_are_known_for.count());
  auto conf = configure(around, {{"socket.timeout.ms", std::to_string(around.settings.request_timeout.count())},
                                 {"topic.metadata.refresh.interval.ms", known_for},
                                 {"metadata.max.age.ms", known_for}});
  if (!conf) return tl::unexpected{conf.error()};
  auto client = make_client(around, RD_KAFKA_PRODUCER, std::move(*conf));
  if (!client) return tl::unexpected{client.error()};
  std::unique_ptr<Topics> topics{new Topics{around, std::move(*client)}};
  if (const auto found = topics->refresh(); !found) return tl::unexpected{found.error()};
  return topics;
}

Result<void> Topics::refresh() {
  const auto metadata = admin_.metadata();
  if (!metadata) return tl::unexpected{metadata.error()};
  std::map<std::string, TopicSpec> found;
  std::vector<std::string> names;
  for (const auto& topic : std::span{(*metadata)->topics, static_cast<std::size_t>((*metadata)->topic_cnt)}) {
    if (is_brokers_own(topic.topic) || topic.err != RD_KAFKA_RESP_ERR_NO_ERROR) continue;
    names.emplace_back(topic.topic);
    found[topic.topic] = {topic.topic, static_cast<std::uint32_t>(topic.partition_cnt), false};
  }
  const auto settings = admin_.settings(names);
  if (!settings) return tl::unexpected{settings.error()};
  for (const auto& [name, values] : *settings) {
    const auto policy = values.find("cleanup.policy");
    found[name].compacted = policy != values.end() && is_compacted(policy->second.value);
  }
  const std::lock_guard guard{mutex_};
  known_ = std::move(found);
  std::erase_if(begins_, [&](const auto& begin) { return !known_.contains(begin.first.topic); });
  return {};
}

Result<TopicSpec> Topics::find(const std::string& topic) {
  for (const bool refreshed : {false, true}) {
    if (refreshed) {
      if (const auto found = refresh(); !found) return tl::unexpected{found.error()};
    }
    const std::lock_guard guard{mutex_};
    if (const auto known = known_.find(topic); known != known_.end()) return known->second;
  }
  return why_not_listed(topic);
}

tl::unexpected<Error> Topics::why_not_listed(const std::string& topic) {
  // What we may not see is not listed, but asked for by name it is refused.
  const auto metadata = admin_.metadata(topic);
  if (!metadata) return tl::unexpected{metadata.error()};
  const auto* const found = topic_of(**metadata, topic);
  if (found != nullptr && code_of(found->err) == Error::Code::unavailable) return failed(topic, found->err);
  return failure(Error::Code::not_found, "there is no topic " + topic);
}

Result<TopicSpec> Topics::find(const TopicPartition& place) {
  auto topic = find(place.topic);
  if (topic && place.partition.value() >= topic->partitions)
    return failure(Error::Code::not_found, "there is no partition " + to_string(place));
  return topic;
}

Result<Log::Watermarks> Topics::watermarks(const TopicPartition& place) {
  if (const auto known = find(place); !known) return tl::unexpected{known.error()};
  const auto begin = this->begin(place);
  if (!begin) return tl::unexpected{begin.error()};
  const auto end = offset(place, RD_KAFKA_OFFSET_END);
  if (!end) return tl::unexpected{end.error()};
  return Log::Watermarks{*begin, *end};
}

Result<Offset> Topics::begin(const TopicPartition& place) {
  const auto now = std::chrono::steady_clock::now();
  {
    const std::lock_guard guard{mutex_};
    const auto known = begins_.find(place);
    if (known != begins_.end() && now - known->second.at < begin_is_news_for) return known->second.offset;
  }
  const auto asked = offset(place, RD_KAFKA_OFFSET_BEGINNING);
  if (!asked) return asked;
  const std::lock_guard guard{mutex_};
  begins_[place] = {*asked, now};
  return asked;
}

Result<Offset> Topics::offset(const TopicPartition& place, std::int64_t which) {
  const auto timeout = std::min(around_.settings.request_timeout, leader_has_answered_after);
  const auto deadline = std::chrono::steady_clock::now() + around_.settings.request_timeout;
  for (;;) {
    const PartitionList question{rd_kafka_topic_partition_list_new(1)};
    auto* const asked = rd_kafka_topic_partition_list_add(question.get(), place.topic.c_str(),
                                                          static_cast<std::int32_t>(place.partition.value()));
    asked->offset = which;
    // Not rd_kafka_query_watermark_offsets: while no broker can be reached, it never returns.
    auto error = rd_kafka_offsets_for_times(client_.get(), question.get(), static_cast<int>(timeout.count()));
    hear_of_errors(client_.get());
    if (error == RD_KAFKA_RESP_ERR_NO_ERROR) error = asked->err;
    if (error == RD_KAFKA_RESP_ERR_NO_ERROR) return Offset{asked->offset};
    const bool leader_may_be_dead = error == RD_KAFKA_RESP_ERR__TIMED_OUT || error == RD_KAFKA_RESP_ERR__TRANSPORT;
    if (!(is_changing_leader(error) || leader_may_be_dead) || std::chrono::steady_clock::now() > deadline)
      return around_.health.failed(to_string(place), error);
    std::this_thread::sleep_for(look_again_after);
  }
}

Result<std::vector<TopicSpec>> Topics::all() {
  if (const auto found = refresh(); !found) return tl::unexpected{found.error()};
  const std::lock_guard guard{mutex_};
  std::vector<TopicSpec> topics;
  for (const auto& [name, topic] : known_) topics.push_back(topic);
  return topics;
}

Result<void> Topics::create(std::span<const TopicSpec> topics) {
  if (const auto found = refresh(); !found) return tl::unexpected{found.error()};
  std::vector<TopicSpec> missing;
  {
    const std::lock_guard guard{mutex_};
    for (const auto& topic : topics) {
      const auto known = known_.find(topic.name);
      if (known == known_.end()) {
        missing.push_back(topic);
      } else if (known->second.partitions != topic.partitions || known->second.compacted != topic.compacted) {
        return failure(Error::Code::conflict, topic.name + " exists with other partitions or another clean-up policy");
      }
    }
  }
  if (missing.empty()) return {};
  if (const auto created = admin_.create(missing); !created) return tl::unexpected{created.error()};
  const auto ready = [&](const rd_kafka_metadata_t& metadata) {
    return std::all_of(missing.begin(), missing.end(), [&](const auto& one) { return has_leaders(metadata, one); });
  };
  if (const auto waited = wait_until(ready, "the new topics have no leaders yet"); !waited)
    return tl::unexpected{waited.error()};
  return refresh();
}

Result<void> Topics::wait_until(const std::function<bool(const rd_kafka_metadata_t&)>& it_is_so, const char* else_why) {
  const auto deadline = std::chrono::steady_clock::now() + around_.settings.request_timeout;
  for (;;) {
    const auto metadata = admin_.metadata();
    if (!metadata) return tl::unexpected{metadata.error()};
    if (it_is_so(**metadata)) return {};
    if (std::chrono::steady_clock::now() > deadline) return failure(Error::Code::retryable, else_why);
    std::this_thread::sleep_for(look_again_after);  // the cluster tells nobody when word has spread
  }
}

Result<void> Topics::remove(const std::vector<std::string>& names) {
  if (names.empty()) return {};
  if (const auto removed = admin_.remove(names); !removed) return tl::unexpected{removed.error()};
  const auto gone = [&](const rd_kafka_metadata_t& metadata) {
    return std::none_of(names.begin(), names.end(),
                        [&](const auto& name) { return topic_of(metadata, name) != nullptr; });
  };
  if (const auto waited = wait_until(gone, "the removed topics are still listed"); !waited)
    return tl::unexpected{waited.error()};
  return refresh();
}

}  // namespace matbud::log::kafka
