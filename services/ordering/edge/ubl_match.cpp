#include "ubl_match.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace matbud::ordering::edge {
namespace {

constexpr std::string_view gtin_scheme = "0160";  // ISO/IEC 6523 ICD list: GTIN
constexpr std::size_t reference_bytes_max = 128;
constexpr std::int64_t quantity_max = 100'000;
using formats::one;

/// UN/ECE Recommendation 20: one, each, piece, number of articles; Recommendation 21: piece.
constexpr auto piece_units = std::to_array<std::string_view>({"C62", "EA", "H87", "NAR", "XPP"});
struct WeightUnit {
  std::string_view code;
  std::int64_t grams;
};
constexpr auto weight_units = std::to_array<WeightUnit>({{"GRM", 1}, {"HGM", 100}, {"KGM", 1'000}});

/// Text of a document inside a message: short, on one line.
std::string shown(const std::string& text) {
  constexpr std::size_t bytes_max = 20;
  const bool plain = std::ranges::all_of(text, [](char byte) { return byte > 0x20 && byte < 0x7F; });
  return plain && text.size() <= bytes_max ? "'" + text + "'" : "(not shown)";
}

struct Trouble {
  LineTrouble trouble;
  std::string why;
};

/// Whole units or grams; 0 when it is none of 1 to 100,000.
std::uint32_t whole(formats::Millionths quantity, std::int64_t times) {
  if (quantity <= 0 || quantity > quantity_max * one) return 0;
  const auto scaled = quantity * times;
  if (scaled % one != 0 || scaled / one > quantity_max) return 0;
  return static_cast<std::uint32_t>(scaled / one);
}

tl::expected<std::uint32_t, Trouble> quantity_of(const UblLine& line, bool sold_by_weight) {
  std::int64_t times = 0;
  if (sold_by_weight) {
    const auto* const unit = std::ranges::find(weight_units, line.unit_code, &WeightUnit::code);
    if (unit != weight_units.end()) times = unit->grams;
  } else if (std::ranges::find(piece_units, line.unit_code) != piece_units.end()) {
    times = 1;
  }
  if (times == 0)
    return tl::unexpected{
        Trouble{LineTrouble::unit, "its unit " + shown(line.unit_code) + " is no " +
                                       (sold_by_weight ? "weight, and the goods are sold by weight"
                                                       : "piece, and the goods are sold by the piece")}};
  const auto quantity = whole(line.quantity, times);
  if (quantity == 0)
    return tl::unexpected{Trouble{LineTrouble::quantity, std::string{"its quantity is no whole number of "} +
                                                             (sold_by_weight ? "grams" : "pieces") +
                                                             " from 1 to 100000"}};
  return quantity;
}

tl::expected<MatchedLine, Trouble> matched(const UblLine& line, const ProductLookup& lookup) {
  if (line.standard_item_id.empty() || line.standard_item_scheme != gtin_scheme)
    return tl::unexpected{
        Trouble{LineTrouble::no_gtin, "it has no standard item identification of scheme 0160 (GTIN)"}};
  const auto gtin = formats::parse_gtin(line.standard_item_id);
  if (!gtin) {
    const auto why = shown(line.standard_item_id) == "(not shown)" ? "its GTIN is none" : gtin.error().message;
    return tl::unexpected{Trouble{LineTrouble::bad_gtin, why}};
  }
  const auto* const product = lookup(*gtin);
  if (!product)
    return tl::unexpected{
        Trouble{LineTrouble::not_in_catalogue, "GTIN " + formats::to_text(*gtin) + " is not in the catalogue"}};
  if (product->withdrawn())
    return tl::unexpected{Trouble{LineTrouble::withdrawn, "GTIN " + formats::to_text(*gtin) + " is no longer offered"}};
  return quantity_of(line, product->sold_by_weight()).map([&](std::uint32_t quantity) {
    return MatchedLine{line, *gtin, quantity};
  });
}

}  // namespace

void match_line(UblLine line, const ProductLookup& lookup, UblOrder& order) {
  auto found = matched(line, lookup);
  if (found) {
    order.matched.push_back(std::move(*found));
    return;
  }
  auto why =
      "line " + shown(line.line_id) + " (line " + std::to_string(line.xml_line) + " of the file): " + found.error().why;
  order.unknown.push_back({std::move(line), found.error().trouble, std::move(why)});
}

Result<OrderCommand> place_order_from(const UblOrder& order, const UblPlacement& placement) {
  if (order.matched.empty())
    return failure(Error::Code::invalid, "the order has no line that names a product of the catalogue");
  OrderCommand placed;
  placed.area = placement.area;
  placed.command_id = placement.command_id;
  auto& command = *placed.command.mutable_place_order();
  command.set_order_id(placement.order.value());
  command.set_citizen_id(placement.citizen.value());
  command.set_window_id(placement.window_id);
  command.set_delivery_day(placement.delivery_day);
  command.set_ordered_by(placement.ordered_by);
  command.set_channel("ubl");
  const auto& document = order.document;
  command.set_buyer_reference(document.buyer_reference.empty() ? document.id : document.buyer_reference);
  if (command.buyer_reference().size() > reference_bytes_max)
    return failure(Error::Code::invalid, "the document's reference is longer than 128 bytes");
  std::map<formats::Gtin, orders::v1::OrderLine*> line_of;
  for (const auto& [line, gtin, quantity] : order.matched) {
    auto& place = line_of[gtin];
    if (!place) {
      place = command.add_lines();
      place->set_gtin(gtin.value());
    }
    place->set_quantity(place->quantity() + quantity);
  }
  return placed;
}

}  // namespace matbud::ordering::edge
