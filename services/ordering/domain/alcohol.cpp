#include "alcohol.h"

#include <algorithm>

namespace matbud::ordering {
namespace {

constexpr std::uint32_t from_minute_by_law = 8 * 60;
constexpr std::uint32_t until_minute_by_law = 20 * 60;
constexpr std::uint32_t until_minute_on_eves_by_law = 18 * 60;

bool is_sunday(time::Day day) { return std::chrono::weekday{day} == std::chrono::Sunday; }

/// The day before a Sunday or a holy day; 1 and 17 May are none, and Ascension Day does not count.
bool is_eve(time::Day day) {
  const auto next = day + std::chrono::days{1};
  if (is_sunday(next)) return true;
  const auto holiday = time::holiday_on(next);
  return holiday && *holiday != time::Holiday::labour_day && *holiday != time::Holiday::constitution_day &&
         *holiday != time::Holiday::ascension_day;
}

std::uint32_t narrowed(std::uint32_t by_law, std::uint32_t wished) {
  return wished == 0 ? by_law : std::min(by_law, wished);
}

}  // namespace

AlcoholDoor alcohol_door(time::Zone zone, const v1::Area& area, const v1::Window& window, time::Day day) {
  if (!area.has_alcohol()) return {v1::REFUSAL_REASON_ALCOHOL_NOT_OFFERED};
  if (is_sunday(day) || time::holiday_on(day)) return {v1::REFUSAL_REASON_ALCOHOL_HOURS};
  const auto& rule = area.alcohol();
  const auto from = std::max(from_minute_by_law, rule.from_minute());
  const auto until = is_eve(day) ? narrowed(until_minute_on_eves_by_law, rule.until_minute_on_eves())
                                 : narrowed(until_minute_by_law, rule.until_minute());
  if (window.opens_minute() < from || window.closes_minute() > until) return {v1::REFUSAL_REASON_ALCOHOL_HOURS};
  return {std::nullopt, to_ms(zone.utc(day, std::chrono::minutes{until})),
          to_ms(zone.utc(day, std::chrono::minutes{from}))};
}

}  // namespace matbud::ordering
