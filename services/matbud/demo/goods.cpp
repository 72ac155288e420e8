#include "goods.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "matbud/formats/text.h"

namespace matbud::demo {
namespace {

using orders::v1::Product;

/// The first product that is called exactly so, or null.
Product* called(std::vector<Product>& products, std::string_view name) {
  const auto folded = formats::fold(name);
  const auto found = std::find_if(products.begin(), products.end(),
                                  [&](const auto& one) { return formats::fold(one.name()) == folded; });
  return found == products.end() ? nullptr : &*found;
}

void make_beer(Product& product, std::uint32_t basis_points) {
  product.set_alcohol_basis_points(basis_points);
  product.set_age_limit_years(18);
  product.set_vat_basis_points(2'500);
  product.set_deposit_ore(200);
  product.set_weight_grams(500);
}

bool is_known_to_hold_milk(const Product& product) {
  const auto& facts = product.allergens();
  return std::any_of(facts.begin(), facts.end(), [](const auto& fact) {
    return fact.allergen() == orders::v1::ALLERGEN_MILK && fact.state() == orders::v1::ALLERGEN_STATE_CONTAINS;
  });
}

}  // namespace

SpecialGoods pick_special_goods(std::vector<Product>& products) {
  SpecialGoods special;
  if (auto* const product = called(products, "Tuborg Pilsener")) {
    make_beer(*product, 450);
    special.beer = product->gtin();
  }
  if (auto* const product = called(products, "Svaneke Stout (5.7%)")) {
    make_beer(*product, 570);
    special.strong_beer = product->gtin();
  }
  if (auto* const product = called(products, "Epler")) {
    product->set_sold_by_weight(true);
    product->set_weight_grams(0);
    product->set_price_ore(3'490);
    special.fruit = product->gtin();
  }
  if (auto* const product = called(products, "Coca-Cola")) {
    product->set_weight_grams(1'500);
    product->set_deposit_ore(300);
    special.water = product->gtin();
  }
  if (auto* const product = called(products, "Eplejuice")) special.vanishing = product->gtin();
  if (auto* const product = called(products, "Fanta Orange")) special.dearer = product->gtin();
  const auto cheese = std::find_if(products.begin(), products.end(), is_known_to_hold_milk);
  if (cheese != products.end()) special.cheese = cheese->gtin();
  return special;
}

Shelves::Shelves(const std::vector<Product>& products, const world::Demand& demand) {
  for (const auto& product : products) {
    auto& goods = goods_[product.gtin()];
    goods.weight_grams = product.weight_grams();
    goods.storage = product.storage();
    goods.price_ore = product.price_ore();
    goods.sold_by_weight = product.sold_by_weight();
  }
  for (const auto& product : products) {
    if (product.sold_by_weight()) continue;
    const auto beside = demand.similar_to(product.gtin());
    const auto dearer_by = [&](std::uint64_t gtin) { return std::abs(goods_[gtin].price_ore - product.price_ore()); };
    const auto nearest = std::min_element(beside.begin(), beside.end(),
                                          [&](auto one, auto other) { return dearer_by(one) < dearer_by(other); });
    if (nearest != beside.end()) goods_[product.gtin()].similar_gtin = *nearest;
  }
}

const demo_grocer::Goods* Shelves::find(std::uint64_t gtin) const {
  const auto goods = goods_.find(gtin);
  return goods == goods_.end() ? nullptr : &goods->second;
}

}  // namespace matbud::demo
