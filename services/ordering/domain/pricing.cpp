#include "pricing.h"

#include <algorithm>
#include <limits>

#include "bounds.h"
#include "forms.h"
#include "tables.h"

namespace matbud::ordering {
namespace {

using orders::v1::OrderLine;

std::string field_of_line(int index, const char* field) { return path_of("lines", index, field); }

/// Objections that need no catalogue.
Objection check_line(const Lines& lines, int index, std::string_view citizen_id) {
  const auto& line = lines[index];
  if (line.gtin() == 0) return invalid(field_of_line(index, "gtin"));
  for (int earlier = 0; earlier < index; ++earlier) {
    if (lines[earlier].gtin() == line.gtin())
      return Refusal{v1::REFUSAL_REASON_DUPLICATE_LINE, field_of_line(index, "gtin"), line.gtin()};
  }
  if (!orders::v1::SubstitutionWish_IsValid(line.wish())) return invalid(field_of_line(index, "wish"), line.gtin());
  if (line.alternative_gtin() == line.gtin()) return invalid(field_of_line(index, "alternative_gtin"), line.gtin());
  if (line.has_warning_passed_reason() && !is_sealed_for(citizen_id, line.warning_passed_reason()))
    return invalid(field_of_line(index, "warning_passed_reason"), line.gtin());
  return std::nullopt;
}

Objection check_product(const std::optional<stored::PricedProduct>& product, const OrderLine& line, int index) {
  if (!product) return Refusal{v1::REFUSAL_REASON_UNKNOWN_PRODUCT, field_of_line(index, "gtin"), line.gtin()};
  if (product->withdrawn())
    return Refusal{v1::REFUSAL_REASON_WITHDRAWN_PRODUCT, field_of_line(index, "gtin"), line.gtin()};
  if (product->price_ore() == 0)
    return Refusal{v1::REFUSAL_REASON_PRICE_UNKNOWN, field_of_line(index, "gtin"), line.gtin()};
  const auto quantity_max = product->sold_by_weight() ? line_grams_max : line_units_max;
  if (line.quantity() == 0 || line.quantity() > quantity_max)
    return Refusal{v1::REFUSAL_REASON_BAD_QUANTITY, field_of_line(index, "quantity"), line.gtin()};
  return std::nullopt;
}

std::int64_t ore_of(const stored::PricedProduct& product, std::int64_t quantity) {
  if (product.sold_by_weight()) return (product.price_ore() * quantity + 500) / 1000;  // half an øre rounds up
  return (product.price_ore() + product.deposit_ore()) * quantity;
}

std::uint64_t grams_of(const stored::PricedProduct& product, std::uint64_t quantity) {
  return product.sold_by_weight() ? quantity : product.weight_grams() * quantity;
}

}  // namespace

tl::expected<Basket, Refusal> price_lines(const state::TableReader& state, std::string_view grocer_id,
                                          std::string_view citizen_id, std::uint32_t order_weight_grams_max,
                                          const Lines& wished, Lines& priced) {
  if (wished.empty()) return tl::unexpected{Refusal{v1::REFUSAL_REASON_EMPTY_ORDER, "lines"}};
  if (wished.size() > order_lines_max) return tl::unexpected{invalid("lines")};
  ProductKey key{grocer_id};
  std::int64_t total_ore = 0;
  std::uint64_t weight_grams = 0;
  priced.Reserve(wished.size());
  for (int i = 0; i < wished.size(); ++i) {
    const auto& line = wished[i];
    if (auto objection = check_line(wished, i, citizen_id)) return tl::unexpected{std::move(*objection)};
    const auto product = products.find(state, key.of(line.gtin()));
    if (auto objection = check_product(product, line, i)) return tl::unexpected{std::move(*objection)};
    if (line.alternative_gtin() != 0 && !products.contains(state, key.of(line.alternative_gtin()))) {
      return tl::unexpected{
          Refusal{v1::REFUSAL_REASON_UNKNOWN_PRODUCT, field_of_line(i, "alternative_gtin"), line.alternative_gtin()}};
    }
    auto& with_price = *priced.Add();
    with_price = line;
    with_price.set_price_ore(product->price_ore());
    with_price.set_deposit_ore(product->deposit_ore());
    with_price.set_sold_by_weight(product->sold_by_weight());
    total_ore += ore_of(*product, line.quantity());
    weight_grams += grams_of(*product, line.quantity());
  }
  if (order_weight_grams_max != 0 && weight_grams > order_weight_grams_max)
    return tl::unexpected{Refusal{v1::REFUSAL_REASON_TOO_HEAVY, "lines"}};
  return Basket{total_ore, static_cast<std::uint32_t>(
                               std::min<std::uint64_t>(weight_grams, std::numeric_limits<std::uint32_t>::max()))};
}

}  // namespace matbud::ordering
