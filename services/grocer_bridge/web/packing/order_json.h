// An order as those who pack it see it.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "matbud/grocer_bridge/packing_table.h"

namespace matbud::grocer_bridge::packing_http {

/// What a product is; nothing when the catalogue has it no longer.
using FindProduct = std::function<std::optional<orders::v1::Product>(std::uint64_t gtin)>;

/// What is known beside the order itself.
struct Around {
  FindProduct find;
  std::string area_name;
  std::optional<packing::PackingStop> stop = {};  ///< nothing while no run has it
};

/// One row of a list.
[[nodiscard]] nlohmann::json summary_json(const packing::PackingOrder& order, const Around& around);
/// The row with lines, boxes and the stop.
[[nodiscard]] nlohmann::json order_json(const packing::PackingOrder& order, const Around& around);
/// What is known of a product's allergens: `[{"allergen": "milk", "state": "contains"}]`, without those it is free
/// from.
[[nodiscard]] nlohmann::json allergens_json(const google::protobuf::RepeatedPtrField<orders::v1::AllergenFact>& facts);

}  // namespace matbud::grocer_bridge::packing_http
