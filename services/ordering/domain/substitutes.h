// What a grocer sends in place of what was ordered, judged by what the citizen may have.
#pragma once

#include <google/protobuf/arena.h>

#include <optional>
#include <string_view>

#include "asked.h"
#include "matbud/ordering/v1/events.pb.h"
#include "matbud/processor/decider.h"

namespace matbud::ordering {

/// The order whose substitutes a grocer's answer brings, and what is to be said of them: refused where this citizen
/// must not get one or nobody knows enough about it, else let through. Nothing when there are none, or when ordering
/// does not know the order or it is over. The reason that a citizen gave for the ordered goods does not hold for
/// others. Looks inside the record only when its type says that it may; the id is a view into `said`.
[[nodiscard]] std::optional<std::string_view> judge_substitutes(const Asked& asked, const processor::Input& input,
                                                                google::protobuf::Arena& arena,
                                                                v1::OrderingEvent& said);

}  // namespace matbud::ordering
