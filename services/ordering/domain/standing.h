// Standing orders: set up once, placed anew for each delivery, and never missed in silence.
#pragma once

#include <string>
#include <string_view>

#include "asked.h"
#include "matbud/ordering/v1/commands.pb.h"
#include "matbud/runtime/v1/runtime.pb.h"
#include "refusal.h"

namespace matbud::ordering {

inline constexpr std::string_view standing_timer_prefix = "standing/";

/// `standing/<id>`: the timer that places the next order, and the subject of its events.
[[nodiscard]] std::string standing_timer(std::string_view standing_order_id);

/// Takes a standing order when its lines can be had today and a delivery is to come.
[[nodiscard]] Objection put_standing_order(const Asked& asked, const v1::PutStandingOrder& wish,
                                           v1::StandingOrderPut& said);

/// The order of the day that this timer stands for, without the lines that cannot be had; or that there is none, and
/// why. Either says which day comes next. False when the timer waits no more.
[[nodiscard]] bool make_occurrence(const Asked& asked, const runtime::v1::TimerDue& due, v1::OrderingEvent& said);

}  // namespace matbud::ordering
