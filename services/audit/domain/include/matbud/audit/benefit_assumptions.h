// What benefits are reckoned by: named whole numbers, each with its unit and where it comes from.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "matbud/state/tables.h"

namespace matbud::audit {

namespace v1 {
class BenefitAssumptions;
class BenefitAssumptionsPut;
}  // namespace v1

/// In the order in which they are shown. What was before and what is now are told apart by their names.
enum class Assumption : std::uint8_t {
  trips_per_1000_orders,   ///< shopping trips of staff that 1,000 delivered orders save
  visits_per_1000_orders,  ///< visits, to bring the goods, that they save
  trip_seconds,            ///< of one shopping trip
  visit_seconds,           ///< of one visit that brought goods
  list_seconds,            ///< writing the list by hand
  ordering_seconds,        ///< ordering together now
  trip_metres,             ///< driven for one shopping trip
  car_grams_co2_per_km,    ///< of the car that drove it
  van_grams_co2_per_km,    ///< of the van that drives the runs
  hour_ore,                ///< one hour of a care worker
  car_km_ore,              ///< one kilometre of that car
  delivery_ore,            ///< what the municipality pays for one delivery
};
inline constexpr std::size_t assumption_count = 12;

/// Name, and what is assumed until the municipality says better.
struct AssumptionKind {
  std::string_view name;  ///< `trip_seconds`, as in commands, documents and files
  std::int64_t value;
  std::int64_t max;            ///< 0 is the least
  std::string_view source;     ///< where the value comes from
  bool is_measured_elsewhere;  ///< false: nobody has measured it, and the source says so
};
[[nodiscard]] const std::array<AssumptionKind, assumption_count>& assumption_kinds();
[[nodiscard]] std::optional<Assumption> assumption_from(std::string_view name);

/// The assumptions of one municipality and month.
struct Assumptions {
  struct Value {
    std::int64_t value = 0;
    std::string source;
    bool set = false;  ///< by the municipality
    friend bool operator==(const Value&, const Value&) = default;
  };
  std::array<Value, assumption_count> values;

  [[nodiscard]] std::int64_t operator[](Assumption which) const {
    return values.at(static_cast<std::size_t>(which)).value;
  }
  friend bool operator==(const Assumptions&, const Assumptions&) = default;
};

/// What applies in that month, as far as one partition's tables know: what was set for the latest month that is not
/// after it, and else what is assumed without being told. `from_month` (if given) becomes the month it was set for, or
/// 0.
[[nodiscard]] Assumptions assumptions_in(const state::TableReader& tables, std::string_view municipality,
                                         std::int32_t month, std::int32_t* from_month = nullptr);

/// What municipalities have set, oldest month first, as far as one partition's tables know; only `municipality`'s when
/// it is not empty.
void each_assumption_set(const state::TableReader& tables, std::string_view municipality,
                         const std::function<void(const v1::BenefitAssumptionsPut&)>& visit);

/// The field that cannot be, as a path: `assumptions.values[2].value`; empty when all is well.
[[nodiscard]] std::string objection_to(const v1::BenefitAssumptions& assumptions);

}  // namespace matbud::audit
