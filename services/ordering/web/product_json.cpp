#include "product_json.h"

#include "matbud/api/render.h"

namespace matbud::ordering::http {
namespace {

const char* word_of(Warning warning) {
  switch (warning) {
    case Warning::contains: return "contains";
    case Warning::may_contain: return "may_contain";
    case Warning::unknown: return "unknown";
    case Warning::none: break;
  }
  return "none";
}

}  // namespace

nlohmann::json product_json(const orders::v1::Product& product) {
  auto object = api::json_of(product);
  object.erase("ingredients");
  for (const auto* const name : {"price_ore", "weight_grams", "vat_basis_points"}) {
    if (object[name] == 0) object[name] = nullptr;  // unknown
  }
  if (product.brand().empty()) object["brand"] = nullptr;
  return object;
}

nlohmann::json warning_json(const orders::v1::Product& product, const v1::Diet& diet) {
  const auto facts = facts_of(product);
  auto groups = nlohmann::json::array();
  for (const auto allergen : diet.avoids()) {
    v1::Diet one;
    one.add_avoids(static_cast<orders::v1::Allergen>(allergen));
    if (avoided_by(one) == 0) continue;
    const auto* const value = orders::v1::Allergen_descriptor()->FindValueByNumber(allergen);
    groups.push_back(
        {{"allergen", api::word_of_enum(*value)}, {"state", word_of(warning_for(avoided_by(one), facts))}});
  }
  return {{"state", word_of(warning_for(avoided_by(diet), facts))}, {"groups", std::move(groups)}};
}

}  // namespace matbud::ordering::http
