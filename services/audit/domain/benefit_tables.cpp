#include "benefit_tables.h"

#include <algorithm>

namespace matbud::audit::benefit_tables {
namespace {

constexpr char end_of_text = '\0';
constexpr std::size_t number_bytes = 8;

std::int64_t number_from(std::string_view sortable) {
  std::uint64_t number = 0;
  for (const char byte : sortable) number = (number << 8U) | static_cast<std::uint8_t>(byte);
  return static_cast<std::int64_t>(number);
}

}  // namespace

std::string month_key(std::string_view municipality, std::int32_t month) {
  return std::string{municipality}.append("/").append(state::sortable(std::max(month, 0)));
}

std::string cell_key(const BenefitCell& cell) { return month_key(cell.municipality, cell.month) + cell.unit; }

BenefitCell cell_from(std::string_view key) {
  const auto slash = key.find('/');
  const auto month = key.substr(slash + 1, number_bytes);
  return {std::string{key.substr(0, slash)}, static_cast<std::int32_t>(number_from(month)),
          std::string{key.substr(slash + 1 + number_bytes)}};
}

std::string person_key(std::string_view cell, std::string_view citizen_id) {
  std::string key{cell};
  key.push_back(end_of_text);
  return key.append(citizen_id);
}

std::int64_t number_at(const state::TableReader& tables, std::string_view person) {
  const auto bytes = tables.find(people, person);
  return bytes ? number_from(*bytes) : 0;
}

void put_number(state::TableWriter& tables, std::string_view person, std::int64_t number) {
  if (number == 0) {
    tables.erase(people, person);
  } else {
    tables.put(people, person, state::sortable(number));
  }
}

}  // namespace matbud::audit::benefit_tables
