#include "matbud/audit/benefit_assumptions.h"

#include <algorithm>
#include <set>

#include "benefit_tables.h"

namespace matbud::audit {
namespace {

/// 200 characters, of four bytes at most.
constexpr std::size_t source_bytes_max = 800;
constexpr std::int32_t month_max = 12 * 200;

constexpr std::string_view as_it_was = "How it was done before: a list on one visit, staff shop, the goods on the next";
constexpr std::string_view nobody_measured = "Assumed, not measured: measure it before the service begins";

}  // namespace

const std::array<AssumptionKind, assumption_count>& assumption_kinds() {
  static constexpr std::int64_t a_day = 86'400;
  static constexpr std::array<AssumptionKind, assumption_count> kinds{{
      {"trips_per_1000_orders", 1'000, 5'000, as_it_was, true},
      {"visits_per_1000_orders", 1'000, 5'000, as_it_was, true},
      {"trip_seconds", 2'700, a_day, nobody_measured, false},
      {"visit_seconds", 900, a_day, nobody_measured, false},
      {"list_seconds", 600, a_day, nobody_measured, false},
      {"ordering_seconds", 600, a_day, nobody_measured, false},
      {"trip_metres", 6'000, 500'000, nobody_measured, false},
      {"car_grams_co2_per_km", 120, 2'000, nobody_measured, false},
      {"van_grams_co2_per_km", 200, 2'000, nobody_measured, false},
      {"hour_ore", 45'000, 1'000'000, nobody_measured, false},
      {"car_km_ore", 500, 100'000, nobody_measured, false},
      {"delivery_ore", 9'900, 1'000'000, nobody_measured, false},
  }};
  return kinds;
}

std::optional<Assumption> assumption_from(std::string_view name) {
  const auto& kinds = assumption_kinds();
  const auto found = std::find_if(kinds.begin(), kinds.end(), [&](const auto& kind) { return kind.name == name; });
  if (found == kinds.end()) return std::nullopt;
  return static_cast<Assumption>(found - kinds.begin());
}

Assumptions assumptions_in(const state::TableReader& tables, std::string_view municipality, std::int32_t month,
                           std::int32_t* from_month) {
  Assumptions in_force;
  for (std::size_t i = 0; i < assumption_count; ++i) {
    in_force.values[i] = {assumption_kinds()[i].value, std::string{assumption_kinds()[i].source}, false};
  }
  std::optional<v1::BenefitAssumptionsPut> latest;
  benefit_tables::assumptions.scan(tables, std::string{municipality} + "/", "",
                                   [&](std::string_view, const v1::BenefitAssumptionsPut& put) {
                                     if (put.assumptions().from_month() <= month) latest = put;
                                     return put.assumptions().from_month() <= month;
                                   });
  if (from_month != nullptr) *from_month = latest ? latest->assumptions().from_month() : 0;
  if (!latest) return in_force;
  for (const auto& told : latest->assumptions().values()) {
    const auto which = assumption_from(told.name());
    if (which) in_force.values[static_cast<std::size_t>(*which)] = {told.value(), told.source(), true};
  }
  return in_force;
}

void each_assumption_set(const state::TableReader& tables, std::string_view municipality,
                         const std::function<void(const v1::BenefitAssumptionsPut&)>& visit) {
  const auto prefix = municipality.empty() ? std::string{} : std::string{municipality} + "/";
  benefit_tables::assumptions.scan(tables, prefix, "", [&](std::string_view, const v1::BenefitAssumptionsPut& put) {
    visit(put);
    return true;
  });
}

std::string objection_to(const v1::BenefitAssumptions& assumptions) {
  const auto& number = assumptions.municipality();
  if (number.size() != 4 || number.find_first_not_of("0123456789") != number.npos) return "assumptions.municipality";
  if (assumptions.from_month() < 1 || assumptions.from_month() > month_max) return "assumptions.from_month";
  std::set<std::string_view> told;
  for (int i = 0; i < assumptions.values_size(); ++i) {
    const auto& value = assumptions.values(i);
    const auto path = "assumptions.values[" + std::to_string(i) + "]";
    const auto which = assumption_from(value.name());
    if (!which || !told.insert(value.name()).second) return path + ".name";
    if (value.value() < 0 || value.value() > assumption_kinds().at(static_cast<std::size_t>(*which)).max)
      return path + ".value";
    if (value.source().empty() || value.source().size() > source_bytes_max) return path + ".source";
  }
  return {};
}

}  // namespace matbud::audit
