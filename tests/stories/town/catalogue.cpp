#include "catalogue.h"

#include <string>

namespace matbud::stories {
namespace {

constexpr std::uint64_t products = 16;

/// A GTIN-13 of number series 200, with its check digit (GS1 General Specifications, 7.9).
std::uint64_t gtin_of(std::uint64_t number) {
  const std::uint64_t body = 200'000'000'000ULL + number;
  std::uint64_t sum = 0;
  std::uint64_t weight = 3;
  for (auto rest = body; rest > 0; rest /= 10) {
    sum += rest % 10 * weight;
    weight = 4 - weight;
  }
  return body * 10 + (10 - sum % 10) % 10;
}

}  // namespace

std::vector<orders::v1::Product> a_small_catalogue() {
  std::vector<orders::v1::Product> catalogue;
  for (std::uint64_t number = 1; number <= products; ++number) {
    auto& product = catalogue.emplace_back();
    product.set_gtin(gtin_of(number));
    product.set_name("vare " + std::to_string(number));
    product.set_price_ore(static_cast<std::int64_t>(990 + 250 * number));
    product.set_weight_grams(static_cast<std::uint32_t>(150 + 50 * number));
    product.set_vat_basis_points(1500);
  }
  return catalogue;
}

}  // namespace matbud::stories
