#include "matbud/world/catalogue.h"

#include <array>
#include <string>

#include "matbud/formats/text.h"
#include "matbud/world/dice.h"
#include "name_words.h"

namespace matbud::world {
namespace {

using orders::v1::Product;

constexpr auto frozen_words =
    std::to_array<std::string_view>({"fryst", "frossen", "frosne", "frozen", "pakaste", "glace", "ice cream", "gelato",
                                     "glass", "sorbet", "pizza", "fiskpinnar", "fiskepinner", "pommes frites"});
constexpr auto chilled_words = std::to_array<std::string_view>(
    {"mjolk",   "melk",   "maelk",   "milk",   "maito",       "lait",        "yoghurt",    "yogurt",   "jogurt",
     "yaourt",  "kvarg",  "skyr",    "keso",   "kefir",       "fil",         "filmjolk",   "gradd",    "floete",
     "flote",   "cream",  "creme",   "ost",    "gouda",       "cheddar",     "mozzarella", "feta",     "halloumi",
     "havarti", "cheese", "fromage", "smor",   "butter",      "beurre",      "bregott",    "lurpak",   "margarin",
     "lax",     "laks",   "saumon",  "sild",   "sill",        "rakor",       "rejer",      "skinka",   "skinke",
     "bacon",   "korv",   "polse",   "polser", "leverpostei", "leverpostej", "kottbullar", "kyckling", "kylling",
     "hummus",  "juice",  "agg",     "egg",    "aeg"});
constexpr auto age_words = std::to_array<std::string_view>(
    {"vodka",  "akvavit", "aquavit",   "whisky",  "whiskey",   "likor", "liqueur",  "brannvin", "snaps",
     "cognac", "gin",     "champagne", "pilsner", "pilsener",  "lager", "ipa",      "ale",      "stout",
     "porter", "beer",    "biere",     "bier",    "ol",        "cider", "somersby", "tuborg",   "carlsberg",
     "glogg",  "vin",     "wine",      "wein",    "vin rouge", "brut"});
constexpr auto deposit_words = std::to_array<std::string_view>({"cola", "pepsi", "fanta", "sprite", "solo", "loka",
                                                                "ramlosa", "farris", "lemonade", "lask", "brus", "soda",
                                                                "soft drink", "julmust", "energy drink", "nocco"});

constexpr std::uint32_t food_vat_basis_points = 1'500;
constexpr std::uint32_t age_limit_years = 18;
constexpr std::int64_t small_deposit_ore = 200;  // bottles and cans up to half a litre
constexpr std::int64_t large_deposit_ore = 300;
constexpr std::uint32_t small_bottle_grams_max = 500;

/// 9.90 to 149.90 kroner, more often cheap than dear.
std::int64_t made_up_price_ore(Dice& dice) {
  const auto kroner = 10 + std::min(dice.below(141), dice.below(141));
  return static_cast<std::int64_t>(kroner) * 100 - 10;
}

orders::v1::StorageClass guessed_storage(std::string_view folded_name) {
  if (holds_any(folded_name, frozen_words)) return orders::v1::STORAGE_CLASS_FROZEN;
  if (holds_any(folded_name, chilled_words)) return orders::v1::STORAGE_CLASS_CHILLED;
  return orders::v1::STORAGE_CLASS_AMBIENT;
}

void make_up(Product& product, Dice dice, std::int32_t price_valid_from_day) {
  const auto name = formats::fold(product.name());
  if (product.price_ore() == 0) {
    product.set_price_ore(made_up_price_ore(dice));
    product.set_price_valid_from_day(price_valid_from_day);
    product.set_price_is_made_up(true);
  }
  if (product.weight_grams() == 0 && !product.sold_by_weight())
    product.set_weight_grams(static_cast<std::uint32_t>(100 + 50 * dice.below(19)));
  if (product.storage() == orders::v1::STORAGE_CLASS_UNSPECIFIED) product.set_storage(guessed_storage(name));
  if (product.age_limit_years() == 0 && holds_any(name, age_words)) product.set_age_limit_years(age_limit_years);
  if (product.deposit_ore() == 0 && holds_any(name, deposit_words))
    product.set_deposit_ore(product.weight_grams() <= small_bottle_grams_max ? small_deposit_ore : large_deposit_ore);
  if (product.vat_basis_points() == 0) product.set_vat_basis_points(food_vat_basis_points);
}

}  // namespace

void make_up_what_is_missing(std::span<Product> products, std::uint64_t seed, std::int32_t price_valid_from_day) {
  for (auto& product : products)
    make_up(product, Dice{seed, "product/" + std::to_string(product.gtin())}, price_valid_from_day);
}

}  // namespace matbud::world
