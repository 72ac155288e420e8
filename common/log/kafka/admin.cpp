#include "admin.h"

#include <array>
#include <map>
#include <span>
#include <utility>

#include "request.h"
#include "topic_settings.h"

namespace matbud::log::kafka {
namespace {

Result<void> outcome_of(const rd_kafka_topic_result_t* const* results, std::size_t count) {
  for (std::size_t at = 0; at < count; ++at) {
    const auto error = rd_kafka_topic_result_error(results[at]);
    if (error == RD_KAFKA_RESP_ERR_NO_ERROR) continue;
    const char* const words = rd_kafka_topic_result_error_string(results[at]);
    return failure(code_of(error), std::string{rd_kafka_topic_result_name(results[at])} + ": " +
                                       (words != nullptr ? words : rd_kafka_err2str(error)));
  }
  return {};
}

Result<NewTopic> new_topic(const TopicSpec& topic, std::optional<std::int32_t> copies) {
  std::array<char, 512> why{};
  NewTopic made{rd_kafka_NewTopic_new(topic.name.c_str(), static_cast<int>(topic.partitions), copies.value_or(-1),
                                      why.data(), why.size())};
  if (!made) return failure(Error::Code::invalid, topic.name + ": " + why.data());
  for (const auto& [name, value] : settings_of(topic)) {
    const auto error = rd_kafka_NewTopic_set_config(made.get(), name.c_str(), value.c_str());
    if (error != RD_KAFKA_RESP_ERR_NO_ERROR) return failed(topic.name + " " + name, error);
  }
  return made;
}

template <class T>
std::vector<typename T::pointer> raw(const std::vector<T>& handles) {
  std::vector<typename T::pointer> pointers;
  for (const auto& handle : handles) pointers.push_back(handle.get());
  return pointers;
}

}  // namespace

Result<Metadata> Admin::metadata(const std::string& topic) {
  Topic one;
  if (!topic.empty()) {
    auto made = make_topic(client_, topic);
    if (!made) return tl::unexpected{made.error()};
    one = std::move(*made);
  }
  const rd_kafka_metadata_t* found = nullptr;
  const auto error = rd_kafka_metadata(client_, topic.empty() ? 1 : 0, one.get(), &found,
                                       static_cast<int>(around_.settings.request_timeout.count()));
  hear_of_errors(client_);
  if (error != RD_KAFKA_RESP_ERR_NO_ERROR) return around_.health.failed(topic.empty() ? "topics" : topic, error);
  return Metadata{found};
}

Result<void> Admin::create(std::span<const TopicSpec> topics) {
  std::vector<NewTopic> wanted;
  for (const auto& topic : topics) {
    auto made = new_topic(topic, around_.settings.copies);
    if (!made) return tl::unexpected{made.error()};
    wanted.push_back(std::move(*made));
  }
  auto pointers = raw(wanted);
  const auto event =
      ask_cluster(around_, client_, RD_KAFKA_ADMIN_OP_CREATETOPICS, "create topics", [&](auto* options, auto* queue) {
        rd_kafka_CreateTopics(client_, pointers.data(), pointers.size(), options, queue);
      });
  if (!event) return tl::unexpected{event.error()};
  std::size_t count = 0;
  const auto* const* results =
      rd_kafka_CreateTopics_result_topics(rd_kafka_event_CreateTopics_result(event->get()), &count);
  return outcome_of(results, count);
}

Result<void> Admin::remove(const std::vector<std::string>& names) {
  std::vector<DeleteTopic> wanted;
  for (const auto& name : names) wanted.emplace_back(rd_kafka_DeleteTopic_new(name.c_str()));
  auto pointers = raw(wanted);
  const auto event =
      ask_cluster(around_, client_, RD_KAFKA_ADMIN_OP_DELETETOPICS, "delete topics", [&](auto* options, auto* queue) {
        rd_kafka_DeleteTopics(client_, pointers.data(), pointers.size(), options, queue);
      });
  if (!event) return tl::unexpected{event.error()};
  std::size_t count = 0;
  const auto* const* results =
      rd_kafka_DeleteTopics_result_topics(rd_kafka_event_DeleteTopics_result(event->get()), &count);
  return outcome_of(results, count);
}

Result<void> Admin::set(const TopicSettings& all) {
  if (all.empty()) return {};
  std::vector<ConfigResource> wanted;
  for (const auto& [topic, settings] : all) {
    auto& resource = wanted.emplace_back(rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, topic.c_str()));
    for (const auto& [name, setting] : settings) {
      if (!setting.is_topics_own) continue;
      const auto error = rd_kafka_ConfigResource_set_config(resource.get(), name.c_str(), setting.value.c_str());
      if (error != RD_KAFKA_RESP_ERR_NO_ERROR) return failed(topic + " " + name, error);
    }
  }
  auto pointers = raw(wanted);
  const auto event =
      ask_cluster(around_, client_, RD_KAFKA_ADMIN_OP_ALTERCONFIGS, "change settings", [&](auto* options, auto* queue) {
        rd_kafka_AlterConfigs(client_, pointers.data(), pointers.size(), options, queue);
      });
  if (!event) return tl::unexpected{event.error()};
  std::size_t count = 0;
  const auto* const* resources =
      rd_kafka_AlterConfigs_result_resources(rd_kafka_event_AlterConfigs_result(event->get()), &count);
  for (std::size_t at = 0; at < count; ++at) {
    const auto error = rd_kafka_ConfigResource_error(resources[at]);
    if (error == RD_KAFKA_RESP_ERR_NO_ERROR) continue;
    const char* const words = rd_kafka_ConfigResource_error_string(resources[at]);
    return failure(code_of(error), std::string{rd_kafka_ConfigResource_name(resources[at])} + ": " +
                                       (words != nullptr ? words : rd_kafka_err2str(error)));
  }
  return {};
}

Result<Admin::TopicSettings> Admin::settings(const std::vector<std::string>& names) {
  if (names.empty()) return TopicSettings{};
  std::vector<ConfigResource> wanted;
  for (const auto& name : names)
    wanted.emplace_back(rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, name.c_str()));
  auto pointers = raw(wanted);
  const auto event = ask_cluster(around_, client_, RD_KAFKA_ADMIN_OP_DESCRIBECONFIGS, "settings of topics",
                                 [&](auto* options, auto* queue) {
                                   rd_kafka_DescribeConfigs(client_, pointers.data(), pointers.size(), options, queue);
                                 });
  if (!event) return tl::unexpected{event.error()};
  TopicSettings found;
  std::size_t count = 0;
  const auto* const* resources =
      rd_kafka_DescribeConfigs_result_resources(rd_kafka_event_DescribeConfigs_result(event->get()), &count);
  for (std::size_t at = 0; at < count; ++at) {
    const std::string name = rd_kafka_ConfigResource_name(resources[at]);
    if (const auto error = rd_kafka_ConfigResource_error(resources[at]); error != RD_KAFKA_RESP_ERR_NO_ERROR)
      return failed(name, error);
    std::size_t entries = 0;
    const auto* const* configs = rd_kafka_ConfigResource_configs(resources[at], &entries);
    for (std::size_t entry = 0; entry < entries; ++entry) {
      const char* const value = rd_kafka_ConfigEntry_value(configs[entry]);
      found[name][rd_kafka_ConfigEntry_name(configs[entry])] = {
          value != nullptr ? value : "",
          rd_kafka_ConfigEntry_source(configs[entry]) == RD_KAFKA_CONFIG_SOURCE_DYNAMIC_TOPIC_CONFIG};
    }
  }
  return found;
}

Result<void> Admin::check_group(const std::string& group) {
  std::array groups{group.c_str()};
  const auto event =
      ask_cluster(around_, client_, RD_KAFKA_ADMIN_OP_DESCRIBECONSUMERGROUPS, "group", [&](auto* options, auto* queue) {
        rd_kafka_DescribeConsumerGroups(client_, groups.data(), groups.size(), options, queue);
      });
  if (!event) return {};
  std::size_t count = 0;
  const auto* const* results =
      rd_kafka_DescribeConsumerGroups_result_groups(rd_kafka_event_DescribeConsumerGroups_result(event->get()), &count);
  for (std::size_t at = 0; at < count; ++at) {
    const auto* const error = rd_kafka_ConsumerGroupDescription_error(results[at]);
    if (error != nullptr && code_of(rd_kafka_error_code(error)) == Error::Code::unavailable)
      return failed("group " + group, rd_kafka_error_code(error));
  }
  return {};
}

Result<std::vector<Progress>> Admin::told(const std::string& own_topic) {
  const GroupOffsets all{rd_kafka_ListConsumerGroupOffsets_new(own_topic.c_str(), nullptr)};
  std::array request{all.get()};
  const auto event =
      ask_cluster(around_, client_, RD_KAFKA_ADMIN_OP_LISTCONSUMERGROUPOFFSETS, "offsets of a group",
                  [&](auto* options, auto* queue) {
                    rd_kafka_ListConsumerGroupOffsets(client_, request.data(), request.size(), options, queue);
                  });
  if (!event) return tl::unexpected{event.error()};
  std::size_t count = 0;
  const auto* const* groups = rd_kafka_ListConsumerGroupOffsets_result_groups(
      rd_kafka_event_ListConsumerGroupOffsets_result(event->get()), &count);
  std::map<std::int32_t, Progress> told;
  for (std::size_t at = 0; at < count; ++at) {
    if (const auto* const error = rd_kafka_group_result_error(groups[at]); error != nullptr)
      return failed("group " + own_topic, rd_kafka_error_code(error));
    const auto* const offsets = rd_kafka_group_result_partitions(groups[at]);
    for (const auto& one : std::span{offsets->elems, static_cast<std::size_t>(offsets->cnt)}) {
      if (one.offset < 0) continue;  // nothing is committed there
      const Partition partition{static_cast<std::uint32_t>(one.partition)};
      auto& progress = told[one.partition];
      progress.partition = partition;
      progress.reached.push_back({{one.topic, partition}, Offset{one.offset}});
      if (one.topic != own_topic) continue;
      std::swap(progress.reached.front(), progress.reached.back());
      if (one.metadata != nullptr) progress.figures.assign(static_cast<const char*>(one.metadata), one.metadata_size);
    }
  }
  std::vector<Progress> result;
  for (auto& [partition, progress] : told) result.push_back(std::move(progress));
  return result;
}

}  // namespace matbud::log::kafka
