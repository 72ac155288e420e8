// Where a write stands in its service's events: what its answer carries, and what a later query can wait for.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "matbud/base/ids.h"

namespace matbud::api {

/// Place of one event in the service's own topic. Everybody who has folded it has seen the write.
struct Token {
  Partition partition;
  Offset offset;
  friend auto operator<=>(const Token&, const Token&) = default;
};

/// `3.1745`
[[nodiscard]] std::string text_of(const Token& token);

/// The newest event that somebody has seen in each partition: the id of an event in a stream. A token is one of these.
using Cursor = std::map<Partition, Offset>;

/// `3.1745`, or with several partitions `0.12_3.1745`.
[[nodiscard]] std::string text_of(const Cursor& cursor);
/// The reverse; nothing when it is none: a number too many, a partition twice, more than 1,024 partitions.
[[nodiscard]] std::optional<Cursor> cursor_from(std::string_view text);

}  // namespace matbud::api
