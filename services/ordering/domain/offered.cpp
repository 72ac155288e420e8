#include "matbud/ordering/offered.h"

#include "tables.h"

namespace matbud::ordering {

std::optional<orders::v1::Product> offered_product(const state::TableReader& tables, const AreaId& area,
                                                   std::uint64_t gtin) {
  const auto known_area = areas.find(tables, area.value());
  if (!known_area) return std::nullopt;
  ProductKey key{known_area->grocer_id()};
  const auto priced = products.find(tables, key, gtin);
  if (!priced) return std::nullopt;
  orders::v1::Product product;
  product.set_gtin(gtin);
  product.set_price_ore(priced->price_ore());
  product.set_deposit_ore(priced->deposit_ore());
  product.set_weight_grams(priced->weight_grams());
  product.set_sold_by_weight(priced->sold_by_weight());
  product.set_withdrawn(priced->withdrawn());
  product.set_storage(priced->storage());
  product.set_age_limit_years(priced->age_limit_years());
  return product;
}

}  // namespace matbud::ordering
