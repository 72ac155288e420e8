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

/// Objections to the product as the grocer offers it.
Objection check_offer(const std::optional<stored::PricedProduct>& product, const OrderLine& line, int index) {
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

/// Objections to this citizen's having what the line asks for.
Objection check_wished(const Shopping& shopping, const stored::PricedProduct& product, const OrderLine& line,
                       int index) {
  auto objection = check_citizen(shopping, product);
  if (!objection) return std::nullopt;
  if (objection->reason == v1::REFUSAL_REASON_WARNING_NOT_PASSED) {
    if (!line.warning_passed_reason().box().empty()) return std::nullopt;
    // Which product it is would tell of the citizen's health; the line is enough for those who hold the order.
    objection->field = field_of_line(index, "warning_passed_reason");
    return objection;
  }
  objection->field = field_of_line(index, "gtin");
  objection->gtin = line.gtin();
  return objection;
}

/// The price that holds on a day: the one with the latest first day that has come. Nothing when none has.
std::optional<stored::DatedPrice> price_on(const stored::PricedProduct& product, std::int32_t day) {
  stored::DatedPrice told_last;
  told_last.set_from_day(product.price_valid_from_day());
  told_last.set_price_ore(product.price_ore());
  std::optional<stored::DatedPrice> best;
  const auto consider = [&](const stored::DatedPrice& price) {
    if (price.from_day() <= day && (!best || price.from_day() > best->from_day())) best = price;
  };
  consider(told_last);
  for (const auto& price : product.other_prices()) consider(price);
  return best;
}

std::uint64_t grams_of(const stored::PricedProduct& product, std::uint64_t quantity) {
  return product.sold_by_weight() ? quantity : product.weight_grams() * quantity;
}

/// Fills a line with what the catalogue says of it on that day.
Objection price_line(const stored::PricedProduct& product, time::Day today, int index, OrderLine& line) {
  const auto price = price_on(product, time::number_of(today));
  if (!price) return Refusal{v1::REFUSAL_REASON_PRICE_NOT_VALID_YET, field_of_line(index, "gtin"), line.gtin()};
  line.set_price_ore(price->price_ore());
  line.set_price_valid_from_day(price->from_day());
  line.set_deposit_ore(product.deposit_ore());
  line.set_sold_by_weight(product.sold_by_weight());
  return std::nullopt;
}

Warning warning_of(AllergenSet avoids, const stored::PricedProduct& product) {
  return warning_for(avoids, {product.contains(), product.may_contain(), product.free_from()});
}

}  // namespace

std::int64_t ore_of(const orders::v1::OrderLine& priced) {
  const std::int64_t quantity = priced.quantity();
  if (priced.sold_by_weight()) return (priced.price_ore() * quantity + 500) / 1000;  // half an øre rounds up
  return (priced.price_ore() + priced.deposit_ore()) * quantity;
}

std::uint32_t age_limit_of(const stored::PricedProduct& product) {
  const bool weak = product.alcohol_basis_points() >= weak_from_basis_points;
  return std::max(product.age_limit_years(), weak ? alcohol_age_years : 0);
}

bool is_alcohol(const stored::PricedProduct& product) {
  return product.alcohol_basis_points() >= alcohol_from_basis_points;
}

bool is_forbidden(AllergenSet avoids, const stored::PricedProduct& product) {
  const auto warning = warning_of(avoids, product);
  return warning == Warning::contains || warning == Warning::may_contain;
}

Objection check_citizen(const Shopping& shopping, const stored::PricedProduct& product) {
  if (age_limit_of(product) > shopping.age_years) return Refusal{v1::REFUSAL_REASON_AGE_LIMIT};
  if (product.alcohol_basis_points() > alcohol_until_basis_points)
    return Refusal{v1::REFUSAL_REASON_ALCOHOL_TOO_STRONG};
  if (is_alcohol(product) && shopping.alcohol.closed) return Refusal{*shopping.alcohol.closed};
  // Last, since it is the one that a reason can pass.
  if (warning_of(shopping.avoids, product) != Warning::none) return Refusal{v1::REFUSAL_REASON_WARNING_NOT_PASSED};
  return std::nullopt;
}

tl::expected<Basket, Refusal> price_lines(const state::TableReader& state, const Shopping& shopping,
                                          const Lines& wished, Lines& priced, LeftOutLines* left_out) {
  if (wished.empty()) return tl::unexpected{Refusal{v1::REFUSAL_REASON_EMPTY_ORDER, "lines"}};
  if (wished.size() > order_lines_max) return tl::unexpected{invalid("lines")};
  ProductKey key{shopping.grocer_id};
  Basket basket;
  std::uint64_t weight_grams = 0;
  Objection first_left_out;
  priced.Reserve(wished.size());
  for (int i = 0; i < wished.size(); ++i) {
    if (auto objection = check_line(wished, i, shopping.citizen_id)) return tl::unexpected{std::move(*objection)};
    auto& line = *priced.Add();
    line = wished[i];
    if (line.wish() == orders::v1::SUBSTITUTION_WISH_UNSPECIFIED) line.set_wish(shopping.usual_wish);
    const auto product = products.find(state, key, line.gtin());
    auto objection = check_offer(product, line, i);
    if (!objection) objection = check_wished(shopping, *product, line, i);
    if (!objection) objection = price_line(*product, shopping.today, i, line);
    if (!objection && line.alternative_gtin() != 0 && !products.contains(state, key, line.alternative_gtin()))
      objection = {v1::REFUSAL_REASON_UNKNOWN_PRODUCT, field_of_line(i, "alternative_gtin"), line.alternative_gtin()};
    if (objection) {
      if (left_out == nullptr) return tl::unexpected{std::move(*objection)};
      left_out->Add()->set_gtin(line.gtin());
      left_out->rbegin()->set_reason(objection->reason);
      if (!first_left_out) first_left_out = std::move(objection);
      priced.RemoveLast();
      continue;
    }
    basket.total_ore += ore_of(line);
    weight_grams += grams_of(*product, line.quantity());
    basket.age_limit_years = std::max(basket.age_limit_years, age_limit_of(*product));
    if (is_alcohol(*product)) {
      basket.alcohol = true;
    } else {
      basket.age_limit_without_alcohol_years = std::max(basket.age_limit_without_alcohol_years, age_limit_of(*product));
    }
  }
  if (priced.empty()) return tl::unexpected{std::move(*first_left_out)};
  if (shopping.order_weight_grams_max != 0 && weight_grams > shopping.order_weight_grams_max)
    return tl::unexpected{Refusal{v1::REFUSAL_REASON_TOO_HEAVY, "lines"}};
  basket.weight_grams =
      static_cast<std::uint32_t>(std::min<std::uint64_t>(weight_grams, std::numeric_limits<std::uint32_t>::max()));
  return basket;
}

}  // namespace matbud::ordering
