// What citizens say about an order, an item or a delivery.
#pragma once

#include "asked.h"
#include "matbud/ordering/v1/commands.pb.h"
#include "refusal.h"

namespace matbud::ordering {

/// Takes stars or words about an order that stands or has stood here.
[[nodiscard]] Objection give_feedback(const Asked& asked, const v1::GiveFeedback& wish, v1::FeedbackGiven& said);

}  // namespace matbud::ordering
