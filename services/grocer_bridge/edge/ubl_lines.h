// Goods, quantities and prices on the lines of documents that are read.
#pragma once

#include <cstdint>
#include <optional>

#include "matbud/formats/ubl_reader.h"
#include "matbud/grocer_bridge/edge/documents_out.h"

namespace matbud::grocer_bridge::edge {

/// How many of something: units, or grams.
struct Amount {
  std::uint32_t quantity = 0;
  bool by_weight = false;
};

/// Reads them and tells `reader` what cannot be used.
class LineReader {
 public:
  LineReader(formats::UblReader& reader, const FindWords& words) : reader_{reader}, words_{words} {}

  /// The GTIN of cac:Item/cac:StandardItemIdentification; nothing, without a complaint, when there is none.
  std::optional<std::uint64_t> gtin_of(const formats::XmlElement& item);
  /// A GTIN written in an element.
  std::optional<std::uint64_t> gtin_in(const formats::XmlElement& element);
  /// A quantity of pieces or a weight; nothing when the element is none.
  std::optional<Amount> amount_in(const formats::XmlElement& quantity);
  /// cac:Price in øre with VAT, of one unit or kilogram; nothing when the element is none.
  std::optional<std::int64_t> price_ore_in(const formats::XmlElement& price, std::uint64_t gtin);

 private:
  formats::UblReader& reader_;
  const FindWords& words_;
};

/// The order that cbc:ID of an order reference names.
[[nodiscard]] std::optional<OrderNumber> order_in(const formats::XmlElement& reference, formats::UblReader& reader);

/// The first child of that name, or none.
[[nodiscard]] formats::XmlElement child(const formats::XmlElement& of, std::string_view name_space,
                                        std::string_view name);

/// A price without VAT, in millionths of a krone for `base` millionths of a unit, as øre with VAT; nothing when it is
/// not from 0 to a million kroner.
[[nodiscard]] std::optional<std::int64_t> with_vat(formats::Millionths price, formats::Millionths base,
                                                   std::uint32_t vat_basis_points);

}  // namespace matbud::grocer_bridge::edge
