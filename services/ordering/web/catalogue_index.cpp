#include "catalogue_index.h"

#include <algorithm>
#include <tuple>

#include "matbud/formats/text.h"
#include "matbud/ordering/kitchen_table.h"

namespace matbud::ordering::http {
namespace {

constexpr std::size_t words_max = 8;

std::vector<std::string> words_of(std::string_view folded) {
  std::vector<std::string> words;
  while (!folded.empty() && words.size() < words_max) {
    const auto word = folded.substr(0, folded.find(' '));
    folded.remove_prefix(std::min(folded.size(), word.size() + 1));
    if (!word.empty()) words.emplace_back(word);
  }
  return words;
}

bool begins_a_word(std::string_view text, std::string_view word) {
  for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    if (at == 0 || text[at - 1] == ' ') return true;
  }
  return false;
}

}  // namespace

std::shared_ptr<const CatalogueIndex::Catalogue> CatalogueIndex::catalogue(const state::TableReader& tables,
                                                                           const std::string& grocer_id) {
  auto mark = catalogue_mark(tables, grocer_id);
  {
    const std::lock_guard lock{mutex_};
    const auto known = catalogues_.find(grocer_id);
    if (known != catalogues_.end() && known->second->mark == mark) return known->second;
  }
  auto made = std::make_shared<Catalogue>();
  made->mark = std::move(mark);
  for_each_product(tables, grocer_id, [&](const orders::v1::Product& product) {
    if (product.withdrawn()) return;
    auto& entry = made->entries.emplace_back();
    entry.folded = formats::fold(product.brand().empty() ? product.name() : product.name() + " " + product.brand());
    entry.gtin = std::to_string(product.gtin());
    entry.product = product;
    entry.product.clear_ingredients();
  });
  const std::lock_guard lock{mutex_};
  catalogues_[grocer_id] = made;
  return made;
}

std::vector<orders::v1::Product> CatalogueIndex::search(const state::TableReader& tables, const std::string& grocer_id,
                                                        std::string_view query, std::size_t limit) {
  const auto known = catalogue(tables, grocer_id);
  const auto folded = formats::fold(query);
  const auto words = words_of(folded);
  if (words.empty()) return {};
  auto digits = folded;
  std::erase(digits, ' ');
  const bool is_number = std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));

  // Less is better: rank, length, place.
  std::vector<std::tuple<int, std::size_t, const Entry*>> hits;
  for (const auto& entry : known->entries) {
    if (is_number && !digits.empty() && entry.gtin.starts_with(digits)) {
      hits.emplace_back(0, entry.gtin.size(), &entry);
      continue;
    }
    const bool has_all =
        std::ranges::all_of(words, [&](const auto& word) { return entry.folded.find(word) != std::string::npos; });
    if (!has_all) continue;
    const int rank = entry.folded.starts_with(words.front()) ? 0 : begins_a_word(entry.folded, words.front()) ? 1 : 2;
    hits.emplace_back(rank, entry.folded.size(), &entry);
  }
  const auto shown = std::min(limit, hits.size());
  std::ranges::partial_sort(hits, hits.begin() + static_cast<std::ptrdiff_t>(shown));
  std::vector<orders::v1::Product> products;
  for (std::size_t i = 0; i < shown; ++i) products.push_back(std::get<2>(hits[i])->product);
  return products;
}

}  // namespace matbud::ordering::http
