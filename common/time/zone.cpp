#include "matbud/time/zone.h"

#include <date/tz.h>

#include <stdexcept>

namespace matbud::time {

std::optional<Zone> Zone::find(std::string_view iana_name) {
  if (iana_name == "Europe/Oslo") return oslo();
  try {
    return Zone{date::locate_zone(iana_name)};
  } catch (const std::runtime_error&) {
    return std::nullopt;
  }
}

Zone Zone::oslo() {
  static const Zone zone{date::locate_zone("Europe/Oslo")};  // the lookup by name is dearer than a whole decision
  return zone;
}

LocalMoment Zone::local(Timestamp moment) const {
  const auto at = std::chrono::floor<std::chrono::seconds>(moment);
  const auto wall = at.time_since_epoch() + zone_->get_info(at).offset;
  const auto day = std::chrono::floor<std::chrono::days>(wall);
  return {Day{day}, std::chrono::floor<std::chrono::minutes>(wall - day)};
}

Timestamp Zone::utc(Day day, std::chrono::minutes after_midnight) const {
  const date::local_seconds wall{day.time_since_epoch() + after_midnight};
  const auto info = zone_->get_info(wall);
  if (info.result == date::local_info::nonexistent) return info.second.begin;
  return Timestamp{wall.time_since_epoch() - info.first.offset};
}

}  // namespace matbud::time
