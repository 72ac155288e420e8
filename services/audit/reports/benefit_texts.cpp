#include "matbud/audit/benefit_texts.h"

#include "benefit_columns.h"

namespace matbud::audit {
namespace {

using nlohmann::json;

json object_of(const std::vector<Column>& columns) {
  auto object = json::object();
  for (const auto& [name, number] : columns) object[name] = number;
  return object;
}

json row_json(const BenefitRow& row) {
  return {{"unit", row.others ? json{} : json(row.unit)},
          {"others", row.others},
          {"figures", object_of(figure_columns(row.figures))},
          {"reckoned", object_of(reckoned_columns(row.reckoned))}};
}

json month_json(const BenefitMonth& month) {
  auto assumptions = json::array();
  for (std::size_t i = 0; i < assumption_count; ++i) {
    const auto& value = month.assumptions.values[i];
    assumptions.push_back(
        {{"name", assumption_kinds()[i].name}, {"value", value.value}, {"source", value.source}, {"set", value.set}});
  }
  auto units = json::array();
  for (const auto& row : month.rows) units.push_back(row_json(row));
  return {{"municipality", month.municipality},
          {"month", month_text(month.month)},
          {"assumed_from", month.assumed_from_month == 0 ? json{} : json(month_text(month.assumed_from_month))},
          {"assumptions", std::move(assumptions)},
          {"units", std::move(units)},
          {"total", month.rows.empty() ? json{} : row_json(month.total)}};
}

/// A field of RFC 4180.
std::string field(std::string_view text) {
  if (text.find_first_of("\",\r\n") == text.npos) return std::string{text};
  std::string quoted = "\"";
  for (const char c : text) quoted.append(c == '"' ? 2 : 1, c);
  return quoted + "\"";
}

}  // namespace

json benefits_json(const std::vector<BenefitMonth>& report) {
  auto months = json::array();
  for (const auto& month : report) months.push_back(month_json(month));
  return {{"people_min", people_min}, {"months", std::move(months)}};
}

std::string benefits_csv(const std::vector<BenefitMonth>& report) {
  std::string text = "municipality,month,unit,others";
  const BenefitRow nothing{};
  for (const auto& columns : {figure_columns(nothing.figures), reckoned_columns(nothing.reckoned)}) {
    for (const auto& [name, number] : columns) text.append(",").append(name);
  }
  for (const auto& kind : assumption_kinds()) text.append(",assumed_").append(kind.name);
  text += "\r\n";
  for (const auto& month : report) {
    for (const auto& row : month.rows) {
      text.append(field(month.municipality)).append(",").append(month_text(month.month)).append(",");
      text.append(field(row.unit)).append(",").append(row.others ? "1" : "0");
      for (const auto& columns : {figure_columns(row.figures), reckoned_columns(row.reckoned)}) {
        for (const auto& [name, number] : columns) text.append(",").append(std::to_string(number));
      }
      for (const auto& value : month.assumptions.values) text.append(",").append(std::to_string(value.value));
      text += "\r\n";
    }
  }
  return text;
}

}  // namespace matbud::audit
