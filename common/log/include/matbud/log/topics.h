// Topics are named once: `service.kind.vN`, dots and hyphens only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "matbud/base/ids.h"
#include "matbud/log/log.h"

namespace matbud::log {

// Names below live in the log for years: add, never rename or reuse.
inline constexpr std::string_view ordering_commands = "ordering.commands.v1";
inline constexpr std::string_view ordering_events = "ordering.events.v1";
inline constexpr std::string_view bridge_commands = "grocer-bridge.commands.v1";
inline constexpr std::string_view bridge_events = "grocer-bridge.events.v1";
inline constexpr std::string_view dispatch_commands = "dispatch.commands.v1";
inline constexpr std::string_view dispatch_events = "dispatch.events.v1";
inline constexpr std::string_view notification_commands = "notification.commands.v1";
inline constexpr std::string_view notification_events = "notification.events.v1";
inline constexpr std::string_view audit_commands = "audit.commands.v1";
inline constexpr std::string_view audit_events = "audit.events.v1";
inline constexpr std::string_view keys = "keys.v1";  ///< the only compacted topic; one record a citizen

/// `grocer.<id>.orders.v1` and `grocer.<id>.answers.v1`. The id has lower-case letters, digits and hyphens.
[[nodiscard]] std::string grocer_orders(const GrocerId& grocer);
[[nodiscard]] std::string grocer_answers(const GrocerId& grocer);

/// A topic name taken apart: `grocer.dagros.orders.v1` is {"grocer.dagros", "orders", 1}.
struct TopicName {
  std::string owner;
  std::string kind;
  std::uint32_t version;
  friend bool operator==(const TopicName&, const TopicName&) = default;
};
/// Nothing when the name is not `service.kind.vN`.
[[nodiscard]] std::optional<TopicName> parse_topic(std::string_view name);

/// Whether records of this topic are chained: one writer a partition.
[[nodiscard]] bool is_chained(std::string_view topic);

/// Every topic of an installation with these grocers. All but keys.v1 have the same number of partitions.
[[nodiscard]] std::vector<TopicSpec> installation_topics(const std::vector<GrocerId>& grocers,
                                                         std::uint32_t partitions);

/// The grocers that there are topics for.
[[nodiscard]] std::vector<GrocerId> grocers_in(const std::vector<TopicSpec>& topics);

/// The partition of a key: murmur2 as Java's default partitioner computes it (org.apache.kafka.common.utils.Utils).
[[nodiscard]] Partition partition_of(std::string_view key, std::uint32_t partitions);

}  // namespace matbud::log
