// Benefits as they may be shown: figures and assumptions become minutes, kilometres and money, and nobody can be found
// in them.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "matbud/audit/benefit_assumptions.h"
#include "matbud/audit/benefits.h"

namespace matbud::audit {

/// Fewer people than this are never shown by themselves: whoever knows that a unit orders for four, and one of them,
/// must not be able to read that person's doings off a table. It is the bound that Norway's statistics on health use.
inline constexpr std::int64_t people_min = 5;

/// What was before, what is now. Whole numbers; each was rounded down once, from the figures of its own row.
struct Reckoned {
  std::int64_t trips_saved_thousandths = 0;
  std::int64_t visits_saved_thousandths = 0;
  std::int64_t seconds_before = 0;
  std::int64_t seconds_now = 0;
  std::int64_t metres_before = 0;
  std::int64_t metres_now = 0;
  std::int64_t grams_co2_before = 0;
  std::int64_t grams_co2_now = 0;
  std::int64_t cost_before_ore = 0;
  std::int64_t cost_now_ore = 0;
  friend bool operator==(const Reckoned&, const Reckoned&) = default;
};
[[nodiscard]] Reckoned reckon(const benefits::Figures& figures, const Assumptions& assumptions);

/// One unit in one month.
struct BenefitRow {
  std::string unit;     ///< empty: people whom no unit serves
  bool others = false;  ///< several units with few people, put together
  benefits::Figures figures;
  Reckoned reckoned;
};

/// One municipality in one month. Without rows: too few people for anything to be shown.
struct BenefitMonth {
  std::string municipality;
  std::int32_t month = 0;  ///< months since January 1970
  std::int32_t assumed_from_month = 0;
  Assumptions assumptions;
  std::vector<BenefitRow> rows;  ///< by unit, the others last
  BenefitRow total;              ///< the sum of the rows, field by field
};

/// Which of it.
struct BenefitWanted {
  std::string municipality = {};  ///< empty = every one
  std::int32_t month = 0;         ///< months since January 1970; 0 = every one
};

/// The report out of every partition's tables, by municipality and month. Units with few people are put together with
/// the next smallest until nobody stands out. Totals are sums of what is shown, so that what is left out cannot be
/// reckoned back by subtraction. The same tables give the same report.
[[nodiscard]] std::vector<BenefitMonth> benefit_report(const std::vector<const state::TableReader*>& partitions,
                                                       const BenefitWanted& wanted);

/// `2026-11` of a month's number, and the reverse (0 when it is none).
[[nodiscard]] std::string month_text(std::int32_t month);
[[nodiscard]] std::int32_t month_from(std::string_view text);

}  // namespace matbud::audit
