// The story index: which records of all topics speak of an order (or of anything else that has a subject).
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "matbud/base/ids.h"
#include "matbud/base/time.h"
#include "matbud/projection/projection.h"
#include "matbud/state/tables.h"

namespace matbud::audit {

/// Reads the commands and events of every service, and what these grocers are told and answer. A record is found under
/// its own subject and under `order/<id>` for each order it mentions. Writes only: nothing is read to index a record.
[[nodiscard]] std::shared_ptr<const projection::ReadModel> story(const std::vector<GrocerId>& grocers = {});

/// One record of a story; its bytes are fetched from the log.
struct StoryEntry {
  std::string topic;
  Partition partition;
  Offset offset;
  Timestamp appended_at;
  std::string type;  ///< ce_type
  friend bool operator==(const StoryEntry&, const StoryEntry&) = default;
};

/// The records of one partition's index that speak of `subject` (`order/7f3a`, `citizen/c-1`), by time, topic and
/// offset. causal_order.h puts those of the same millisecond in telling order once their causes are known.
[[nodiscard]] std::vector<StoryEntry> story_of(const state::TableReader& state, std::string_view subject);

}  // namespace matbud::audit
