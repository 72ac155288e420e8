#include "matbud/log/topics.h"

#include <algorithm>
#include <charconv>
#include <cstring>

namespace matbud::log {
namespace {

bool is_name_part(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

std::uint32_t murmur2(std::string_view key) {
  constexpr std::uint32_t m = 0x5bd1e995;
  const auto size = static_cast<std::uint32_t>(key.size());
  std::uint32_t hash = 0x9747b28c ^ size;
  std::size_t at = 0;
  for (; at + 4 <= key.size(); at += 4) {
    std::uint32_t k = 0;
    std::memcpy(&k, key.data() + at, 4);
    k *= m;
    k ^= k >> 24;
    k *= m;
    hash *= m;
    hash ^= k;
  }
  const auto byte = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<std::uint8_t>(key[at + i])); };
  const std::size_t rest = key.size() - at;
  if (rest >= 3) hash ^= byte(2) << 16;
  if (rest >= 2) hash ^= byte(1) << 8;
  if (rest >= 1) {
    hash ^= byte(0);
    hash *= m;
  }
  hash ^= hash >> 13;
  hash *= m;
  hash ^= hash >> 15;
  return hash;
}

}  // namespace

std::string grocer_orders(const GrocerId& grocer) { return "grocer." + grocer.value() + ".orders.v1"; }
std::string grocer_answers(const GrocerId& grocer) { return "grocer." + grocer.value() + ".answers.v1"; }

std::optional<TopicName> parse_topic(std::string_view name) {
  const auto version_dot = name.rfind(".v");
  if (version_dot == std::string_view::npos) return std::nullopt;
  const auto digits = name.substr(version_dot + 2);
  std::uint32_t version = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), version);
  if (error != std::errc{} || end != digits.data() + digits.size() || version == 0 || digits.front() == '0')
    return std::nullopt;
  const auto stem = name.substr(0, version_dot);
  const auto kind_dot = stem.rfind('.');
  if (kind_dot == std::string_view::npos) return std::nullopt;
  auto owner = stem.substr(0, kind_dot);
  const auto kind = stem.substr(kind_dot + 1);
  if (!is_name_part(kind)) return std::nullopt;
  for (auto rest = owner;;) {
    const auto dot = rest.find('.');
    if (!is_name_part(rest.substr(0, dot))) return std::nullopt;
    if (dot == std::string_view::npos) break;
    rest.remove_prefix(dot + 1);
  }
  return TopicName{std::string{owner}, std::string{kind}, version};
}

bool is_chained(std::string_view topic) {
  const auto name = parse_topic(topic);
  return name && (name->kind == "events" || name->kind == "orders");
}

std::vector<TopicSpec> installation_topics(const std::vector<GrocerId>& grocers, std::uint32_t partitions) {
  std::vector<TopicSpec> topics;
  for (const auto name : {ordering_commands, ordering_events, bridge_commands, bridge_events, dispatch_commands,
                          dispatch_events, notification_commands, notification_events, audit_commands, audit_events}) {
    topics.push_back({std::string{name}, partitions, false});
  }
  for (const auto& grocer : grocers) {
    topics.push_back({grocer_orders(grocer), partitions, false});
    topics.push_back({grocer_answers(grocer), partitions, false});
  }
  topics.push_back({std::string{keys}, 1, true});
  return topics;
}

std::vector<GrocerId> grocers_in(const std::vector<TopicSpec>& topics) {
  constexpr std::string_view prefix = "grocer.";
  std::vector<GrocerId> grocers;
  for (const auto& topic : topics) {
    const auto name = parse_topic(topic.name);
    if (name && name->kind == "orders" && name->owner.starts_with(prefix))
      grocers.emplace_back(name->owner.substr(prefix.size()));
  }
  return grocers;
}

Partition partition_of(std::string_view key, std::uint32_t partitions) {
  return Partition{(murmur2(key) & 0x7fffffff) % partitions};
}

}  // namespace matbud::log
