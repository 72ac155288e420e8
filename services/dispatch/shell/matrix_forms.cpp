#include "matrix_forms.h"

#include <cmath>
#include <cstdio>
#include <limits>
#include <nlohmann/json.hpp>

namespace matbud::dispatch {
namespace {

using nlohmann::json;

/// One table, row by row; empty when it is none of that many places.
std::vector<double> table_in(const json& object, const char* name, std::size_t places) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_array() || found->size() != places) return {};
  std::vector<double> table;
  table.reserve(places * places);
  for (const auto& row : *found) {
    if (!row.is_array() || row.size() != places) return {};
    for (const auto& way : row) {
      if (way.is_null()) {
        table.push_back(std::numeric_limits<double>::infinity());
        continue;
      }
      if (!way.is_number()) return {};
      const auto value = way.get<double>();
      if (!std::isfinite(value) || value < 0) return {};
      table.push_back(value);
    }
  }
  return table;
}

/// The object that holds the tables; null when there is none.
const json* tables_in(const json& answer) {
  if (!answer.is_object()) return nullptr;
  const auto matrices = answer.find("matrices");
  if (matrices == answer.end()) return &answer;
  if (!matrices->is_object() || matrices->empty() || !matrices->begin()->is_object()) return nullptr;
  const auto car = matrices->find("car");
  return car == matrices->end() ? &*matrices->begin() : &*car;
}

}  // namespace

std::string osrm_coordinates(const std::vector<Position>& places) {
  std::string text;
  char buffer[64];
  for (const auto& place : places) {
    const int size =
        std::snprintf(buffer, sizeof buffer, "%s%.7f,%.7f", text.empty() ? "" : ";", place.longitude, place.latitude);
    text.append(buffer, static_cast<std::size_t>(size));
  }
  return text;
}

std::string vroom_locations(const std::vector<Position>& places) {
  auto locations = json::array();
  for (const auto& place : places) locations.push_back({place.longitude, place.latitude});
  return json{{"locations", std::move(locations)}}.dump();
}

Result<TravelMatrix> matrix_from(std::string_view text, std::size_t places) {
  const auto answer = json::parse(text, nullptr, false);
  const auto* tables = tables_in(answer);
  if (tables == nullptr) return failure(Error::Code::invalid, "the answer is no matrix");
  TravelMatrix matrix{table_in(*tables, "distances", places), table_in(*tables, "durations", places)};
  if (matrix.seconds.size() != places * places)
    return failure(Error::Code::invalid, "durations: not a table of all places");
  if (matrix.metres.size() != places * places)
    return failure(Error::Code::invalid, "distances: not a table of all places");
  return matrix;
}

}  // namespace matbud::dispatch
