// Goods that may take the place of others: alike by name, kept alike, at a like price.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "matbud/orders/v1/orders.pb.h"
#include "matbud/state/tables.h"

namespace matbud::grocer_bridge {

/// A product that may take another's place.
struct Candidate {
  orders::v1::Product product;
  /// What it holds more of than the other, or says less about, by group: what may make somebody refuse it.
  std::vector<orders::v1::AllergenFact> more_allergens;
};

/// What `product` contains, may contain or says nothing about where `instead_of` is known to hold less, by group.
[[nodiscard]] std::vector<orders::v1::AllergenFact> more_allergens(const orders::v1::Product& product,
                                                                   const orders::v1::Product& instead_of);

/// A grocer's goods by the letters of their names, made anew when the catalogue changes. Threads may share it.
class SimilarGoods {
 public:
  /// At most `limit`, the likest first; those without more allergens before the others. They can be bought, have a
  /// price, are sold and kept in the same way, and ask no higher age. Likeness is that of `words` when there are any,
  /// else that of the name. `tables` are those of catalogue_partition.
  [[nodiscard]] std::vector<Candidate> find(const state::TableReader& tables, const std::string& grocer_id,
                                            const orders::v1::Product& instead_of, std::string_view words,
                                            std::size_t limit);

 private:
  struct Entry {
    orders::v1::Product product;
    std::vector<std::uint32_t> letters;  ///< three in a row, each once, in order
    double weight = 0;                   ///< of all of them
  };
  struct Catalogue {
    std::string mark;
    std::vector<Entry> entries;
    std::map<std::uint32_t, double> weights;  ///< of three letters: the rarer, the heavier
  };
  [[nodiscard]] std::shared_ptr<const Catalogue> catalogue(const state::TableReader& tables,
                                                           const std::string& grocer_id);

  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<const Catalogue>> catalogues_;
};

}  // namespace matbud::grocer_bridge
