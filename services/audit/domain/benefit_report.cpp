#include "matbud/audit/benefit_report.h"

#include <algorithm>

namespace matbud::audit {
namespace {

using benefits::Figures;

constexpr std::int32_t months_a_year = 12;

void add_reckoned(Reckoned& to, const Reckoned& part) {
  to.trips_saved_thousandths += part.trips_saved_thousandths;
  to.visits_saved_thousandths += part.visits_saved_thousandths;
  to.seconds_before += part.seconds_before;
  to.seconds_now += part.seconds_now;
  to.metres_before += part.metres_before;
  to.metres_now += part.metres_now;
  to.grams_co2_before += part.grams_co2_before;
  to.grams_co2_now += part.grams_co2_now;
  to.cost_before_ore += part.cost_before_ore;
  to.cost_now_ore += part.cost_now_ore;
}

/// Puts units with few people together until no row shows fewer than the least; nothing when that cannot be done.
std::vector<BenefitRow> rows_of(const std::map<std::string, Figures>& units) {
  std::vector<BenefitRow> rows;
  for (const auto& [unit, figures] : units) rows.push_back({unit, false, figures, {}});
  // The smallest last, so that it can be taken off; of equal ones the later name.
  std::sort(rows.begin(), rows.end(), [](const BenefitRow& a, const BenefitRow& b) {
    return std::pair{b.figures.citizens(), a.unit} < std::pair{a.figures.citizens(), b.unit};
  });
  BenefitRow others{{}, true, {}, {}};
  while (!rows.empty() && (rows.back().figures.citizens() < people_min ||
                           (others.figures.citizens() > 0 && others.figures.citizens() < people_min))) {
    add(others.figures, rows.back().figures);
    rows.pop_back();
  }
  std::sort(rows.begin(), rows.end(), [](const BenefitRow& a, const BenefitRow& b) { return a.unit < b.unit; });
  if (others.figures.citizens() >= people_min) rows.push_back(std::move(others));
  return rows;
}

}  // namespace

Reckoned reckon(const Figures& figures, const Assumptions& assumed) {
  using enum Assumption;
  constexpr std::int64_t thousand = 1'000;
  constexpr std::int64_t seconds_an_hour = 3'600;
  Reckoned all;
  const auto delivered = figures.delivered();
  const auto by_staff = figures.orders() - figures.by_citizen() - figures.from_standing_orders();
  all.trips_saved_thousandths = delivered * assumed[trips_per_1000_orders];
  all.visits_saved_thousandths = delivered * assumed[visits_per_1000_orders];
  all.seconds_before =
      (all.trips_saved_thousandths * assumed[trip_seconds] + all.visits_saved_thousandths * assumed[visit_seconds]) /
          thousand +
      delivered * assumed[list_seconds];
  all.seconds_now = by_staff * assumed[ordering_seconds];
  all.metres_before = all.trips_saved_thousandths * assumed[trip_metres] / thousand;
  all.metres_now = figures.road_metres();
  all.grams_co2_before = all.metres_before * assumed[car_grams_co2_per_km] / thousand;
  all.grams_co2_now = all.metres_now * assumed[van_grams_co2_per_km] / thousand;
  all.cost_before_ore =
      all.seconds_before * assumed[hour_ore] / seconds_an_hour + all.metres_before * assumed[car_km_ore] / thousand;
  all.cost_now_ore = all.seconds_now * assumed[hour_ore] / seconds_an_hour + delivered * assumed[delivery_ore];
  return all;
}

std::vector<BenefitMonth> benefit_report(const std::vector<const state::TableReader*>& partitions,
                                         const BenefitWanted& wanted) {
  std::map<std::pair<std::string, std::int32_t>, std::map<std::string, Figures>> months;
  for (const auto* tables : partitions) {
    each_benefit_cell(*tables, wanted.municipality, [&](const BenefitCell& cell, const Figures& figures) {
      if (wanted.month == 0 || wanted.month == cell.month)
        add(months[{cell.municipality, cell.month}][cell.unit], figures);
    });
  }
  std::vector<BenefitMonth> report;
  for (const auto& [where, units] : months) {
    BenefitMonth month{where.first, where.second, 0, {}, rows_of(units), {}};
    // One partition holds what a municipality says; the others say what is assumed without being told.
    for (const auto* tables : partitions) {
      std::int32_t from = 0;
      auto assumed = assumptions_in(*tables, where.first, where.second, &from);
      if (from > 0 || tables == partitions.front()) {
        month.assumed_from_month = from;
        month.assumptions = std::move(assumed);
      }
      if (from > 0) break;
    }
    for (auto& row : month.rows) {
      row.reckoned = reckon(row.figures, month.assumptions);
      add(month.total.figures, row.figures);
      add_reckoned(month.total.reckoned, row.reckoned);
    }
    report.push_back(std::move(month));
  }
  return report;
}

std::string month_text(std::int32_t month) {
  const auto of_year = std::to_string(month % months_a_year + 1);
  return std::to_string(1970 + month / months_a_year) + "-" + (of_year.size() < 2 ? "0" : "") + of_year;
}

std::int32_t month_from(std::string_view text) {
  constexpr std::string_view digits = "0123456789";
  if (text.size() != 7 || text[4] != '-') return 0;
  const std::string year{text.substr(0, 4)};
  const std::string of_year{text.substr(5)};
  if (year.find_first_not_of(digits) != year.npos || of_year.find_first_not_of(digits) != of_year.npos) return 0;
  const auto number = std::stoi(of_year);
  if (number < 1 || number > months_a_year || std::stoi(year) < 1970) return 0;
  return (std::stoi(year) - 1970) * months_a_year + number - 1;
}

}  // namespace matbud::audit
