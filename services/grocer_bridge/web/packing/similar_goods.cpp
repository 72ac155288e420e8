#include "similar_goods.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <tuple>

#include "matbud/formats/text.h"
#include "matbud/grocer_bridge/packing_table.h"

namespace matbud::grocer_bridge {
namespace {

using orders::v1::AllergenState;
using orders::v1::Product;

constexpr std::size_t groups = 14;
/// Below this, names have no more in common than any two names have.
constexpr double likeness_min = 0.12;
/// How much of the likeness is that of the price.
constexpr double share_of_price = 0.25;

/// Three letters in a row, with spaces around each word, so that `skyr` is found in `vaniljeskyr` and beginnings count.
std::vector<std::uint32_t> letters_of(std::string_view name) {
  const auto padded = " " + formats::fold(name) + " ";
  std::vector<std::uint32_t> letters;
  for (std::size_t at = 0; at + 3 <= padded.size(); ++at) {
    const auto byte = [&](std::size_t i) {
      return static_cast<std::uint32_t>(static_cast<std::uint8_t>(padded[at + i]));
    };
    letters.push_back(byte(0) << 16U | byte(1) << 8U | byte(2));
  }
  std::ranges::sort(letters);
  const auto twice = std::ranges::unique(letters);
  letters.erase(twice.begin(), twice.end());
  return letters;
}

/// 0: known to be absent ... 3: known to be there. Unknown is not free from.
int rank_of(AllergenState state) {
  switch (state) {
    case orders::v1::ALLERGEN_STATE_FREE_FROM: return 0;
    case orders::v1::ALLERGEN_STATE_MAY_CONTAIN: return 2;
    case orders::v1::ALLERGEN_STATE_CONTAINS: return 3;
    default: return 1;
  }
}

std::array<AllergenState, groups + 1> facts_of(const Product& product) {
  std::array<AllergenState, groups + 1> facts{};
  for (const auto& fact : product.allergens()) {
    const auto group = static_cast<std::size_t>(fact.allergen());
    if (group <= groups) facts[group] = fact.state();
  }
  return facts;
}

bool may_replace(const Product& candidate, const Product& instead_of) {
  return candidate.gtin() != instead_of.gtin() && !candidate.withdrawn() && candidate.price_ore() > 0 &&
         candidate.sold_by_weight() == instead_of.sold_by_weight() && candidate.storage() == instead_of.storage() &&
         candidate.age_limit_years() <= instead_of.age_limit_years();
}

/// 1 for the same price, less the farther apart they are, whichever is dearer.
double likeness_of_price(std::int64_t one_ore, std::int64_t other_ore) {
  if (one_ore <= 0 || other_ore <= 0) return 0;
  return std::exp(-std::abs(std::log(static_cast<double>(one_ore) / static_cast<double>(other_ore))));
}

}  // namespace

std::vector<orders::v1::AllergenFact> more_allergens(const Product& product, const Product& instead_of) {
  const auto here = facts_of(product);
  const auto there = facts_of(instead_of);
  std::vector<orders::v1::AllergenFact> more;
  for (std::size_t group = 1; group <= groups; ++group) {
    if (rank_of(here[group]) <= rank_of(there[group])) continue;
    auto& fact = more.emplace_back();
    fact.set_allergen(static_cast<orders::v1::Allergen>(group));
    fact.set_state(here[group]);
  }
  return more;
}

std::shared_ptr<const SimilarGoods::Catalogue> SimilarGoods::catalogue(const state::TableReader& tables,
                                                                       const std::string& grocer_id) {
  auto mark = packing_catalogue_mark(tables, grocer_id);
  {
    const std::lock_guard lock{mutex_};
    const auto known = catalogues_.find(grocer_id);
    if (known != catalogues_.end() && known->second->mark == mark) return known->second;
  }
  auto made = std::make_shared<Catalogue>();
  made->mark = std::move(mark);
  for_each_packing_product(tables, grocer_id, [&](const Product& product) {
    if (product.withdrawn()) return;
    auto& entry = made->entries.emplace_back();
    entry.letters = letters_of(product.name());
    entry.product = product;
    entry.product.clear_ingredients();
    for (const auto letters : entry.letters) made->weights[letters] += 1;
  });
  for (auto& [letters, count] : made->weights) count = std::log(1 + static_cast<double>(made->entries.size()) / count);
  for (auto& entry : made->entries) {
    for (const auto letters : entry.letters) entry.weight += made->weights[letters];
  }
  const std::lock_guard lock{mutex_};
  catalogues_[grocer_id] = made;
  return made;
}

std::vector<Candidate> SimilarGoods::find(const state::TableReader& tables, const std::string& grocer_id,
                                          const Product& instead_of, std::string_view words, std::size_t limit) {
  const auto known = catalogue(tables, grocer_id);
  const auto wanted = letters_of(words.empty() ? std::string_view{instead_of.name()} : words);
  double wanted_weight = 0;
  for (const auto letters : wanted) {
    const auto weight = known->weights.find(letters);
    wanted_weight += weight == known->weights.end() ? 1 : weight->second;
  }
  struct Hit {
    bool has_more;
    double likeness;
    const Entry* entry;
  };
  std::vector<Hit> hits;
  std::vector<std::uint32_t> shared;
  for (const auto& entry : known->entries) {
    if (!may_replace(entry.product, instead_of)) continue;
    shared.clear();
    std::ranges::set_intersection(wanted, entry.letters, std::back_inserter(shared));
    double weight = 0;
    for (const auto letters : shared) weight += known->weights.find(letters)->second;
    // Whoever searches by a word means that word, however long the name is.
    const auto against = words.empty() ? wanted_weight + entry.weight - weight : wanted_weight;
    const auto likeness = against > 0 ? weight / against : 0;
    if (likeness < likeness_min) continue;
    const auto price = likeness_of_price(entry.product.price_ore(), instead_of.price_ore());
    hits.push_back({!more_allergens(entry.product, instead_of).empty(),
                    (1 - share_of_price) * likeness + share_of_price * price, &entry});
  }
  const auto shown = std::min(limit, hits.size());
  std::ranges::partial_sort(hits, hits.begin() + static_cast<std::ptrdiff_t>(shown),
                            [](const Hit& one, const Hit& other) {
                              return std::tuple{one.has_more, -one.likeness, one.entry->product.gtin()} <
                                     std::tuple{other.has_more, -other.likeness, other.entry->product.gtin()};
                            });
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < shown; ++i) {
    const auto& product = hits[i].entry->product;
    candidates.push_back({product, more_allergens(product, instead_of)});
  }
  return candidates;
}

}  // namespace matbud::grocer_bridge
