// Local calendars and UTC, by the machine's IANA time zone database (Debian: tzdata).
#pragma once

#include <optional>
#include <string_view>

#include "matbud/base/time.h"
#include "matbud/time/calendar.h"

namespace date {
class time_zone;
}

namespace matbud::time {

/// A moment as a clock on the wall shows it.
struct LocalMoment {
  Day day;
  std::chrono::minutes after_midnight;  ///< by the wall clock: 16:00 is 960 on every day
  friend bool operator==(const LocalMoment&, const LocalMoment&) = default;
};

/// One time zone. Cheap to copy; threads may share it. Lives as long as the process.
class Zone {
 public:
  /// The zone of this IANA name, `Europe/Oslo`; nothing when the machine's database has none such.
  [[nodiscard]] static std::optional<Zone> find(std::string_view iana_name);
  /// Europe/Oslo. Throws std::runtime_error when the machine has no time zone database.
  [[nodiscard]] static Zone oslo();

  [[nodiscard]] LocalMoment local(Timestamp moment) const;
  /// The moment at which the wall clock of `day` shows that many minutes after midnight; 1440 and more reach into the
  /// days after. A time that the clock skips in spring is the moment of the jump; of a time that it shows twice in
  /// autumn, the first one is meant. So every wall time has one moment, and a later wall time never an earlier one.
  [[nodiscard]] Timestamp utc(Day day, std::chrono::minutes after_midnight) const;

 private:
  explicit Zone(const date::time_zone* zone) : zone_{zone} {}
  const date::time_zone* zone_;  ///< owned by the database
};

}  // namespace matbud::time
