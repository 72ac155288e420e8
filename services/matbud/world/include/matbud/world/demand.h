// What the citizens of a world order: baskets of the size and mix of a real shop's.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "matbud/base/result.h"
#include "matbud/log/command.h"
#include "matbud/ordering/diet.h"
#include "matbud/orders/v1/orders.pb.h"
#include "matbud/world/world.h"

namespace matbud::world {

/// Immutable once made; threads may share it.
class Demand {
 public:
  /// Reads baskets as lines of kinds of goods (`whole milk,rolls/buns`) and gives each kind a shelf of products: those
  /// whose names speak of it, else some chosen by the seed. Goods without a price or with an age limit stay off the
  /// shelves. `not_found` when the file is missing, `invalid` with file and line when it is not such a file or
  /// nothing in the catalogue can be ordered.
  [[nodiscard]] static Result<Demand> load(const std::filesystem::path& baskets_csv,
                                           std::span<const orders::v1::Product> products, const Settings& settings);

  /// Lines of the citizen's order number `number`, never empty: a real basket's kinds of goods, each as the product
  /// that this citizen always takes, no product twice, nothing known to hold what the diet avoids, and no heavier than
  /// the settings allow.
  [[nodiscard]] std::vector<orders::v1::OrderLine> basket(const Citizen& citizen, std::uint64_t number) const;

  /// PlaceOrder of that basket, channel `page`; order and command ids follow from seed, citizen and number. One in
  /// ten has words to the driver, and a line of which nobody knows whether the citizen may have it gives a reason;
  /// `seal` seals both.
  [[nodiscard]] log::Command order(const Citizen& citizen, std::uint64_t number, std::string_view window_id,
                                   std::int32_t delivery_day, const ordering::edge::Sealer& seal) const;
  /// PutStandingOrder for a citizen who has one: their basket number 0, one weekday's morning, until `last_day` (0 =
  /// until further notice).
  [[nodiscard]] log::Command standing_order(const Citizen& citizen, std::int32_t last_day,
                                            const ordering::edge::Sealer& seal) const;
  /// The id that order() gives.
  [[nodiscard]] OrderId order_id(const Citizen& citizen, std::uint64_t number) const;

  [[nodiscard]] std::size_t baskets() const { return baskets_.size(); }
  [[nodiscard]] std::size_t kinds() const { return shelves_.size(); }
  /// GTINs that stand beside this one on its first shelf; empty when it stands on none, or alone.
  [[nodiscard]] std::vector<std::uint64_t> similar_to(std::uint64_t gtin) const;
  /// GTINs on the shelf of a kind; empty when there is no such kind.
  [[nodiscard]] std::vector<std::uint64_t> shelf_of(std::string_view kind) const;

 private:
  struct Goods {
    std::uint64_t gtin = 0;
    std::uint32_t weight_grams = 0;
    ordering::AllergenFacts allergens;
  };
  struct Shelf {
    std::string kind;
    std::vector<Goods> goods;
  };
  explicit Demand(const Settings& settings) : settings_{settings} {}
  void fill_shelves(const std::vector<std::string>& kinds, std::span<const orders::v1::Product> products);

  [[nodiscard]] ordering::AllergenFacts facts_of(std::uint64_t gtin) const;
  /// basket(), with a reason on each line of which nobody knows whether the citizen may have it.
  [[nodiscard]] std::vector<orders::v1::OrderLine> lines_with_reasons(const Citizen& citizen, std::uint64_t number,
                                                                      const ordering::edge::Sealer& seal) const;

  Settings settings_;
  std::vector<Shelf> shelves_;
  std::unordered_map<std::uint64_t, ordering::AllergenFacts> facts_;  ///< of all that can be ordered
  std::vector<std::vector<std::uint16_t>> baskets_;                   ///< places in shelves_
};

}  // namespace matbud::world
