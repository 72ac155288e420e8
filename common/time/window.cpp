#include "matbud/time/window.h"

#include <algorithm>

namespace matbud::time {

std::optional<Zone> zone_of(const ordering::v1::Area& area) {
  return area.time_zone().empty() ? Zone::oslo() : Zone::find(area.time_zone());
}

const ordering::v1::Window* window_of(const ordering::v1::Area& area, std::string_view window_id) {
  for (const auto& window : area.windows()) {
    if (window.window_id() == window_id) return &window;
  }
  return nullptr;
}

tl::expected<WindowTimes, NoDelivery> window_on(Zone zone, const ordering::v1::Area& area,
                                                const ordering::v1::Window& window, Day day) {
  const auto monday_is_0 = std::chrono::weekday{day}.iso_encoding() - 1;
  if ((window.weekdays() >> monday_is_0 & 1U) == 0) return tl::unexpected{NoDelivery::other_weekday};
  if (holiday_on(day)) return tl::unexpected{NoDelivery::public_holiday};
  if (std::find(area.closed_days().begin(), area.closed_days().end(), number_of(day)) != area.closed_days().end())
    return tl::unexpected{NoDelivery::closed_day};
  WindowTimes times{zone.utc(day, std::chrono::minutes{window.opens_minute()}),
                    zone.utc(day, std::chrono::minutes{window.closes_minute()}), std::nullopt};
  if (!window.same_day())
    times.cut_off_at = zone.utc(working_day_before(day), std::chrono::minutes{window.cut_off_minute()});
  return times;
}

}  // namespace matbud::time
