// What a grocer says to have packed.
#pragma once

#include "matbud/bridge/v1/events.pb.h"
#include "matbud/grocer/v1/answers.pb.h"
#include "objection.h"

namespace matbud::grocer_bridge {

/// Fills `event` with boxes, lines and sum. Without lines it is all that was confirmed. With lines, what was confirmed
/// and is not among them is missing, and the event says so, whether or not the grocer did; of goods by the piece no
/// more can come than was confirmed. `event` is half filled after an objection.
[[nodiscard]] Objection pack(const state::Order& order, const grocer::v1::Packed& packed,
                             bridge::v1::OrderPacked& event);

/// Whether anything lies in the boxes.
[[nodiscard]] bool brings_something(const bridge::v1::OrderPacked& packed);

}  // namespace matbud::grocer_bridge
