#include "ubl_lines.h"

#include <algorithm>
#include <array>

#include "matbud/formats/gtin.h"

namespace matbud::grocer_bridge::edge {
namespace {

using formats::cac;
using formats::cbc;
using formats::Millionths;
using formats::one;
using formats::XmlElement;

constexpr std::int64_t quantity_max = 1'000'000;
constexpr std::int64_t kroner_max = 1'000'000;

/// UN/ECE Recommendation 20: one, each, piece, number of articles; Recommendation 21: piece.
constexpr auto piece_units = std::to_array<std::string_view>({"C62", "EA", "H87", "NAR", "XPP"});
struct WeightUnit {
  std::string_view code;
  std::int64_t grams;
};
constexpr auto weight_units = std::to_array<WeightUnit>({{"GRM", 1}, {"HGM", 100}, {"KGM", 1'000}});

}  // namespace

XmlElement child(const XmlElement& of, std::string_view name_space, std::string_view name) {
  const auto found = of.children(name_space, name);
  return found.empty() ? XmlElement{} : found.front();
}

std::optional<std::uint64_t> LineReader::gtin_of(const XmlElement& item) {
  const auto id = child(child(item, cac, "StandardItemIdentification"), cbc, "ID");
  if (!id || id.attribute("schemeID") != "0160") return std::nullopt;
  return gtin_in(id);
}

std::optional<std::uint64_t> LineReader::gtin_in(const XmlElement& element) {
  const auto gtin = formats::parse_gtin(reader_.text_of(element));
  if (gtin) return gtin->value();
  reader_.tell(element, "is no GTIN");
  return std::nullopt;
}

std::optional<Amount> LineReader::amount_in(const XmlElement& quantity) {
  if (!quantity) return std::nullopt;
  const auto number = reader_.decimal(quantity);
  if (!number) return std::nullopt;
  const auto unit = quantity.attribute("unitCode");
  const auto* const weight = std::ranges::find(weight_units, unit, &WeightUnit::code);
  const bool by_weight = weight != weight_units.end();
  if (!by_weight && std::ranges::find(piece_units, unit) == piece_units.end()) {
    reader_.tell(quantity, "has a unit that is neither pieces nor a weight");
    return std::nullopt;
  }
  const bool small = *number >= 0 && *number <= quantity_max * one;
  const auto scaled = small ? *number * (by_weight ? weight->grams : 1) : -1;
  if (scaled < 0 || scaled % one != 0 || scaled / one > quantity_max) {
    reader_.tell(quantity, "is no whole number of pieces or grams from 0 to 1000000");
    return std::nullopt;
  }
  return Amount{static_cast<std::uint32_t>(scaled / one), by_weight};
}

std::optional<std::int64_t> LineReader::price_ore_in(const XmlElement& price, std::uint64_t gtin) {
  if (!price) return std::nullopt;
  const auto amount = child(price, cbc, "PriceAmount");
  if (amount.attribute("currencyID") != "NOK") {
    reader_.tell(amount, "is not in Norwegian kroner");
    return std::nullopt;
  }
  const auto base_element = child(price, cbc, "BaseQuantity");
  const auto number = reader_.decimal(amount);
  const auto base = base_element ? reader_.decimal(base_element) : std::optional<Millionths>{one};
  if (!number || !base) return std::nullopt;
  const auto words = words_(gtin);
  if (!words || words->vat_basis_points == 0) {
    reader_.tell(amount, "is without VAT, and nobody knows what VAT these goods have");
    return std::nullopt;
  }
  const auto price_ore = with_vat(*number, *base, words->vat_basis_points);
  if (!price_ore) reader_.tell(amount, "is no price from 0 to a million kroner");
  return price_ore;
}

std::optional<OrderNumber> order_in(const XmlElement& reference, formats::UblReader& reader) {
  const auto id = child(reference, cbc, "ID");
  auto number = parse_order_number(reader.text_of(id));
  if (!number) reader.tell(id, "is no order number of ours");
  return number;
}

std::optional<std::int64_t> with_vat(Millionths price, Millionths base, std::uint32_t vat_basis_points) {
  if (price < 0 || price > kroner_max * one || base <= 0 || base > kroner_max * one) return std::nullopt;
  // 128 bits: a price of a million kroner in millionths, times a million, times ten thousand.
  __extension__ using Wide = __int128;
  const auto dividend = Wide{price} * one * (10'000 + vat_basis_points);
  const auto divisor = Wide{base} * 10'000 * 10'000;  // millionths of a krone in an øre; basis points in one
  const auto ore = (dividend + divisor / 2) / divisor;
  if (ore > kroner_max * 100) return std::nullopt;
  return static_cast<std::int64_t>(ore);
}

}  // namespace matbud::grocer_bridge::edge
