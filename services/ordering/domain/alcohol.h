// When alcohol may be handed over. Source: alkoholloven (1989) § 1-5 (18 years), § 3-1 (a grocer sells up to 4.7 %), §
// 3-7 (08:00 to 20:00, 18:00 before Sundays and holy days but not before Ascension Day; never on Sundays, holy days, 1
// and 17 May). A municipality may narrow the hours, never widen them.
#pragma once

#include <cstdint>
#include <optional>

#include "matbud/ordering/v1/events.pb.h"
#include "matbud/ordering/v1/reference.pb.h"
#include "matbud/time/zone.h"

namespace matbud::ordering {

inline constexpr std::uint32_t alcohol_age_years = 18;
inline constexpr std::uint32_t weak_from_basis_points = 70;       ///< from here on the age limit holds
inline constexpr std::uint32_t alcohol_from_basis_points = 250;   ///< from here on a licence and its hours, too
inline constexpr std::uint32_t alcohol_until_basis_points = 470;  ///< what a grocer may sell

/// Whether alcohol may come with a delivery.
struct AlcoholDoor {
  std::optional<v1::RefusalReason> closed;  ///< why it may not
  std::int64_t until_ms = 0;                ///< else the last moment of handing it over, ms since the epoch, UTC
  std::int64_t from_ms = 0;                 ///< and the first
};

/// The door for a window of the area on that day: the whole window must lie within the hours, since nobody can promise
/// a minute in it.
[[nodiscard]] AlcoholDoor alcohol_door(time::Zone zone, const v1::Area& area, const v1::Window& window, time::Day day);

}  // namespace matbud::ordering
