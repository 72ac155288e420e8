// The fold: what each of ordering's own events does to its tables. Never refuses, never looks outside.
#pragma once

#include "matbud/ordering/v1/events.pb.h"
#include "matbud/processor/decider.h"
#include "matbud/state/tables.h"

namespace matbud::ordering {

void fold(state::TableWriter& state, const v1::OrderingEvent& event, const processor::EventInfo& info);

}  // namespace matbud::ordering
