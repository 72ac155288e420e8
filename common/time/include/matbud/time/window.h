// When a delivery window of an area opens, closes and cuts off on a given day; or why it does not deliver then.
#pragma once

#include <optional>
#include <string_view>
#include <tl/expected.hpp>

#include "matbud/ordering/v1/reference.pb.h"
#include "matbud/time/zone.h"

namespace matbud::time {

/// One window on one day.
struct WindowTimes {
  Timestamp opens_at;
  Timestamp closes_at;
  std::optional<Timestamp> cut_off_at;  ///< none for a same-day window: orders come in until it closes
  friend bool operator==(const WindowTimes&, const WindowTimes&) = default;
};

/// Why a window does not deliver on a day.
enum class NoDelivery {
  other_weekday,   ///< its weekdays do not name that day; a Sunday must be named like any other day
  public_holiday,  ///< never, whatever the weekdays say
  closed_day,      ///< the area has closed that day
};

/// The zone of the area's calendar: Europe/Oslo unless it names another. Nothing when the machine does not know it.
[[nodiscard]] std::optional<Zone> zone_of(const ordering::v1::Area& area);

/// The area's window of that name; null when it has none. Lives as long as the area.
[[nodiscard]] const ordering::v1::Window* window_of(const ordering::v1::Area& area, std::string_view window_id);

/// The window on that day. The cut-off lies on the last working day (Monday to Friday, no public holiday) before it;
/// the area's own closed days do not move a cut-off, since its grocer works then.
[[nodiscard]] tl::expected<WindowTimes, NoDelivery> window_on(Zone zone, const ordering::v1::Area& area,
                                                              const ordering::v1::Window& window, Day day);

}  // namespace matbud::time
