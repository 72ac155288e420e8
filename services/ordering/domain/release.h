// The cut-off: a window's timer comes due and its waiting orders go to the grocer, page by page.
#pragma once

#include <cstdint>
#include <string>

#include "asked.h"
#include "matbud/ordering/v1/events.pb.h"
#include "matbud/runtime/v1/runtime.pb.h"
#include "matbud/state/tables.h"

namespace matbud::ordering {

/// Id of the timer that releases the next page of a window: `release/<area>/<window>/<day>/<page>`. Each page has a
/// timer of its own, so that a repeated TimerDue of one page never releases the next.
[[nodiscard]] std::string release_timer(const orders::v1::DeliveryWindow& window, std::uint32_t page);

/// `window/<area>/<window>/<day>`
[[nodiscard]] std::string subject_of(const orders::v1::DeliveryWindow& window);

/// The page of orders that this timer releases, without those whose citizen is served here no longer. False when the
/// timer waits no more: it was sent twice, or its last order was withdrawn. Throws Poison when a timer waits that
/// ordering never set.
[[nodiscard]] bool release(const Asked& asked, const runtime::v1::TimerDue& due, v1::OrdersReleased& said);

}  // namespace matbud::ordering
