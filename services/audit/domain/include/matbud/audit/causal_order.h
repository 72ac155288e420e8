// Records of several topics in the order a story tells them: a cause before what it caused, even when the log's clock
// shows the same millisecond for both or jumped back; what one record caused before what that caused; else by time, and
// what the machinery says (a timer is due) last of its millisecond.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "matbud/audit/effect_steps.h"
#include "matbud/base/ids.h"
#include "matbud/base/time.h"

namespace matbud::audit {

/// Where a record stands.
struct Place {
  std::string topic;
  Partition partition;
  Offset offset;
  friend auto operator<=>(const Place&, const Place&) = default;
};

/// A record to be put in order.
struct Happening {
  Place place;
  Timestamp appended_at;
  std::optional<Place> cause;
  std::vector<EffectStep> effects;  ///< commands do not name their cause; what they say of an effect tells it
  bool by_machinery = false;        ///< a timer is due, say: nothing names what set it, which may be of its millisecond
};

/// The indexes of `happenings` in telling order. Causes that are not among them do not matter. Deterministic.
[[nodiscard]] std::vector<std::size_t> causal_order(const std::vector<Happening>& happenings);

}  // namespace matbud::audit
