// What becomes of a grocer's answer.
#pragma once

#include <optional>
#include <string_view>

#include "matbud/base/ids.h"
#include "matbud/grocer/v1/answers.pb.h"
#include "matbud/processor/decider.h"

namespace matbud::grocer_bridge {

/// The event an answer leads to; nothing when an answer of this id was heard before. An answer that cannot be used is
/// rejected by an event, with the field and the reason.
[[nodiscard]] std::optional<processor::Decision> decide_answer(const matbud::state::TableReader& tables,
                                                               const GrocerId& grocer, std::string_view answer_id,
                                                               const grocer::v1::GrocerAnswer& answer,
                                                               google::protobuf::Arena& arena);

}  // namespace matbud::grocer_bridge
