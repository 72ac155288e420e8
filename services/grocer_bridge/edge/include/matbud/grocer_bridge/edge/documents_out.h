// What a grocer is told, as business documents: Peppol BIS 3 and EHF 3 in UBL 2.1.
// Source: OpenPEPPOL poacc-upgrade-3, transactions T01 (order), T114 (order change), T115 (order cancellation);
// anskaffelser.no ehf-postaward-g3, profiles 02 (ordering) and 09 (advanced ordering).
//
// Documents are pseudonymous: a delivery alias and an area, no person, no care status.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "matbud/base/ids.h"
#include "matbud/base/result.h"
#include "matbud/base/time.h"
#include "matbud/bridge/v1/reference.pb.h"
#include "matbud/grocer/v1/orders.pb.h"
#include "matbud/time/zone.h"

namespace matbud::grocer_bridge::edge {

/// What a product is called, and its VAT; an order's lines say neither.
struct ProductWords {
  std::string name;  ///< empty = unknown: the line is named by its GTIN
  std::uint32_t vat_basis_points =
      0;  ///< 0 = unknown: the line has no price, since a document's prices are without VAT
};
/// The words of a product; must not throw. Nothing when nobody knows it.
using FindWords = std::function<std::optional<ProductWords>(std::uint64_t gtin)>;

/// What all documents of one message have in common.
struct DocumentFrame {
  bridge::v1::DocumentRules rules = bridge::v1::DOCUMENT_RULES_UNSPECIFIED;
  bridge::v1::Party buyer;
  bridge::v1::Party seller;
  AreaId area;
  std::string document_id;  ///< of a change or cancellation; an order's is its number
  Timestamp issued_at;
  time::Zone zone;  ///< of dates and times
};

/// The number of an order on documents: `o-7f3a@3024-sandvika`. It says the area, so that an answer finds its partition
/// without anybody's memory.
[[nodiscard]] std::string order_number(std::string_view order_id, const AreaId& area);

/// An order number taken apart; nothing when it is none of ours.
struct OrderNumber {
  std::string order_id;
  AreaId area;
};
[[nodiscard]] std::optional<OrderNumber> parse_order_number(std::string_view number);

/// Whether these rules know changes and cancellations.
[[nodiscard]] bool is_advanced(bridge::v1::DocumentRules rules);

/// Why a document between these two under these rules cannot be valid; nothing when it can: endpoints are of scheme
/// 0192 (nine digits, mod 11) or 0088 (GLN), ordering by EHF takes 0192 only, names are not empty.
[[nodiscard]] std::optional<std::string> objection_to(bridge::v1::DocumentRules rules, const bridge::v1::Party& buyer,
                                                      const bridge::v1::Party& seller);

/// Order, T01. Lines are numbered by their GTIN. A line without known VAT has no price, and then the order no sums.
[[nodiscard]] std::string write_order(const DocumentFrame& frame, const grocer::v1::GrocerOrder& order,
                                      const FindWords& words);
/// Order change, T114: the lines whose substitutes go back are deleted. The rules must be advanced.
[[nodiscard]] std::string write_order_change(const DocumentFrame& frame,
                                             const grocer::v1::SubstitutesReturned& returned, const FindWords& words);
/// Order cancellation, T115. The rules must be advanced.
[[nodiscard]] std::string write_order_cancellation(const DocumentFrame& frame,
                                                   const grocer::v1::OrderWithdrawn& withdrawn);

}  // namespace matbud::grocer_bridge::edge
