// The goods of the demo that rules are about, picked from the catalogue by what they are.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "matbud/demo_grocer/demo_grocer.h"
#include "matbud/orders/v1/orders.pb.h"
#include "matbud/world/demand.h"

namespace matbud::demo {

/// Goods by the part that they play; 0 when the catalogue has nothing like it.
struct SpecialGoods {
  std::uint64_t beer = 0;         ///< 4.5 %
  std::uint64_t strong_beer = 0;  ///< 5.7 %, which no grocer may sell
  std::uint64_t fruit = 0;        ///< by weight
  std::uint64_t water = 0;        ///< bottles with a deposit
  std::uint64_t vanishing = 0;    ///< withdrawn while it lies in a basket
  std::uint64_t cheese = 0;       ///< known to hold milk
  std::uint64_t dearer = 0;       ///< has another price from some day on
};

/// Makes the catalogue hold such goods and says which they are. What the producers say of them stays.
[[nodiscard]] SpecialGoods pick_special_goods(std::vector<orders::v1::Product>& products);

/// What grocers know of the goods on their shelves; a similar one stands beside it. Lives as long as it is looked into.
class Shelves {
 public:
  Shelves(const std::vector<orders::v1::Product>& products, const world::Demand& demand);
  [[nodiscard]] const demo_grocer::Goods* find(std::uint64_t gtin) const;

 private:
  std::map<std::uint64_t, demo_grocer::Goods> goods_;
};

}  // namespace matbud::demo
