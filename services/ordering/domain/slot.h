// A place in a delivery window: whether there is one on that day, and when orders in it are released.
#pragma once

#include <cstdint>
#include <tl/expected.hpp>

#include "asked.h"
#include "matbud/ordering/v1/commands.pb.h"
#include "matbud/time/window.h"
#include "refusal.h"

namespace matbud::ordering {

/// A window of an area on one day, found for an order.
struct Slot {
  const v1::Window* window;    ///< lives as long as the area
  time::Zone zone;             ///< of the area
  time::Day today;             ///< there
  time::Day day;               ///< of delivery
  time::WindowTimes times;     ///< opens, closes, cuts off
  std::int64_t release_at_ms;  ///< when its orders go to the grocer, ms since the epoch, UTC; 0 = at once
};

/// The place that the order wishes for, or why there is none: too late, too early, full, or no such window that day.
[[nodiscard]] tl::expected<Slot, Refusal> find_slot(const Asked& asked, const v1::Area& area,
                                                    const v1::PlaceOrder& wish);

/// The area's zone; throws Poison when this machine does not know it.
[[nodiscard]] time::Zone known_zone_of(const v1::Area& area);

void fill(const v1::Area& area, const Slot& slot, orders::v1::DeliveryWindow& window);

}  // namespace matbud::ordering
