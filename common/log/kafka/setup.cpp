#include "matbud/log/kafka/setup.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <thread>

#include "acls.h"
#include "topic_settings.h"
#include "topics.h"

namespace matbud::log {

using namespace kafka;

namespace {

constexpr std::chrono::milliseconds look_again_after{20};

std::vector<std::string> topics_of(const std::vector<KafkaDifference::Setting>& settings) {
  std::set<std::string> names;
  for (const auto& setting : settings) names.insert(setting.topic);
  return {names.begin(), names.end()};
}

}  // namespace

class KafkaSetup::Impl {
 public:
  explicit Impl(const KafkaSettings& settings) { around.settings = settings; }

  Result<void> compare_topics(const std::vector<TopicSpec>& wanted, KafkaDifference& difference);
  /// Of each wanted setting only what it should be counts.
  Result<void> compare_settings(const std::vector<KafkaDifference::Setting>& wanted, KafkaDifference& difference);
  Result<void> compare_copies(const std::vector<TopicSpec>& present, KafkaDifference& difference);
  Result<void> compare_grants(const Grants& wanted, KafkaDifference& difference);
  /// Waits until the cluster shows what apply() has done.
  Result<void> wait_for(const KafkaDifference& difference);
  Result<void> change(const std::vector<KafkaDifference::Setting>& settings);

  Surroundings around;  // outlives the client
  std::unique_ptr<Topics> topics;
};

Result<std::unique_ptr<KafkaSetup>> KafkaSetup::open(const KafkaSettings& settings) {
  auto impl = std::make_unique<Impl>(settings);
  auto topics = Topics::open(impl->around);
  if (!topics) return tl::unexpected{topics.error()};
  impl->topics = std::move(*topics);
  return std::unique_ptr<KafkaSetup>{new KafkaSetup{std::move(impl)}};
}

KafkaSetup::KafkaSetup(std::unique_ptr<Impl> impl) : impl_{std::move(impl)} {}
KafkaSetup::~KafkaSetup() = default;

Result<std::vector<TopicSpec>> KafkaSetup::topics() { return impl_->topics->all(); }

Result<KafkaDifference> KafkaSetup::compare(const KafkaWish& wish) {
  KafkaDifference difference;
  if (const auto done = impl_->compare_topics(wish.topics, difference); !done) return tl::unexpected{done.error()};
  if (const auto done = impl_->compare_grants(wish.grants, difference); !done) return tl::unexpected{done.error()};
  return difference;
}

Result<void> KafkaSetup::Impl::compare_topics(const std::vector<TopicSpec>& wanted, KafkaDifference& difference) {
  const auto found = topics->all();
  if (!found) return tl::unexpected{found.error()};
  std::map<std::string, TopicSpec> there;
  for (const auto& topic : *found) there[topic.name] = topic;
  std::vector<TopicSpec> present;
  for (const auto& topic : wanted) {
    const auto known = there.find(topic.name);
    if (known == there.end()) {
      difference.missing_topics.push_back(topic);
      continue;
    }
    if (known->second.partitions != topic.partitions) {
      difference.strange.push_back(topic.name + " has " + std::to_string(known->second.partitions) +
                                   " partitions instead of " + std::to_string(topic.partitions) +
                                   ": its keys would change their partitions");
    }
    present.push_back(topic);
    there.erase(known);
  }
  for (const auto& [name, topic] : there) difference.strange.push_back("topic " + name + " is none of ours");
  std::vector<KafkaDifference::Setting> settings;
  for (const auto& topic : present) {
    for (const auto& [name, value] : settings_of(topic)) settings.push_back({topic.name, name, {}, value});
  }
  if (auto done = compare_settings(settings, difference); !done) return done;
  return compare_copies(present, difference);
}

Result<void> KafkaSetup::Impl::compare_settings(const std::vector<KafkaDifference::Setting>& wanted,
                                                KafkaDifference& difference) {
  const auto all = topics->admin().settings(topics_of(wanted));
  if (!all) return tl::unexpected{all.error()};
  for (const auto& [topic, name, unused, should_be] : wanted) {
    const auto& settings = all->at(topic);
    const auto found = settings.find(name);
    const auto is = found == settings.end() ? std::string{} : found->second.value;
    if (is != should_be) difference.settings.push_back({topic, name, is, should_be});
  }
  return {};
}

Result<void> KafkaSetup::Impl::compare_copies(const std::vector<TopicSpec>& present, KafkaDifference& difference) {
  if (!around.settings.copies) return {};
  const auto metadata = topics->admin().metadata();
  if (!metadata) return tl::unexpected{metadata.error()};
  for (const auto& found : std::span{(*metadata)->topics, static_cast<std::size_t>((*metadata)->topic_cnt)}) {
    const bool is_ours =
        std::any_of(present.begin(), present.end(), [&](const auto& one) { return one.name == found.topic; });
    if (!is_ours || found.partition_cnt == 0 || found.partitions[0].replica_cnt == *around.settings.copies) continue;
    difference.strange.push_back(std::string{found.topic} + " has " + std::to_string(found.partitions[0].replica_cnt) +
                                 " copies instead of " + std::to_string(*around.settings.copies) +
                                 ": kafka-reassign-partitions moves them");
  }
  return {};
}

Result<void> KafkaSetup::Impl::compare_grants(const Grants& wanted, KafkaDifference& difference) {
  auto found = Acls{around, topics->client()}.all();
  if (!found) return tl::unexpected{found.error()};
  difference.grants_count = found->has_value();
  if (!difference.grants_count) return {};
  const auto& there = (*found)->grants;
  std::set_difference(wanted.begin(), wanted.end(), there.begin(), there.end(),
                      std::back_inserter(difference.missing_grants));
  std::vector<Grant> more;
  std::set_difference(there.begin(), there.end(), wanted.begin(), wanted.end(), std::back_inserter(more));
  for (const auto& grant : more) difference.strange.push_back("nobody should have this right: " + to_string(grant));
  for (const auto& other : (*found)->others) difference.strange.push_back("nobody should have this right: " + other);
  return {};
}

Result<void> KafkaSetup::apply(const KafkaDifference& difference) {
  if (!difference.missing_topics.empty()) {
    if (auto made = impl_->topics->create(difference.missing_topics); !made) return made;
  }
  if (auto changed = impl_->change(difference.settings); !changed) return changed;
  if (auto added = Acls{impl_->around, impl_->topics->client()}.add(difference.missing_grants); !added) return added;
  return impl_->wait_for(difference);
}

Result<void> KafkaSetup::Impl::wait_for(const KafkaDifference& difference) {
  const Grants added{difference.missing_grants.begin(), difference.missing_grants.end()};
  const auto deadline = std::chrono::steady_clock::now() + around.settings.request_timeout;
  for (;;) {
    KafkaDifference left;
    if (auto done = compare_settings(difference.settings, left); !done) return done;
    if (auto done = compare_grants(added, left); !done) return done;
    if (left.nothing_to_do()) return {};
    if (std::chrono::steady_clock::now() > deadline)
      return failure(Error::Code::retryable, "the brokers do not show yet what they have taken");
    std::this_thread::sleep_for(look_again_after);  // the cluster tells nobody when word has spread
  }
}

Result<void> KafkaSetup::Impl::change(const std::vector<KafkaDifference::Setting>& settings) {
  if (settings.empty()) return {};
  // librdkafka 2.0.2 can only replace all of a topic's settings, so those of others are sent along.
  auto all = topics->admin().settings(topics_of(settings));
  if (!all) return tl::unexpected{all.error()};
  for (const auto& setting : settings) (*all)[setting.topic][setting.name] = {setting.should_be, true};
  return topics->admin().set(*all);
}

}  // namespace matbud::log
