// Orders as UBL documents: Peppol BIS Order 3 (transaction T01) and EHF Order 3, UBL 2.1 and later 2.x.
// Source: OpenPEPPOL poacc-upgrade-3 and anskaffelser.no ehf-postaward-g3, syntax of Order.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "matbud/base/result.h"
#include "matbud/formats/decimal.h"
#include "matbud/formats/gtin.h"
#include "matbud/ordering/edge/order_command.h"
#include "matbud/orders/v1/orders.pb.h"

namespace matbud::ordering::edge {

/// What a document says about itself. Parties, contacts and notes are not read: they name people.
struct UblDocument {
  std::string id;
  std::int32_t issue_day = 0;                 ///< days since 1970-01-01
  std::string buyer_reference;                ///< cbc:CustomerReference; may be empty
  std::string order_type_code;                ///< UNCL1001: 220 is a plain order; may be empty
  std::string currency;                       ///< may be empty
  std::string customization_id;               ///< may be empty
  std::optional<std::int32_t> delivery_from;  ///< first day of the requested delivery period
  std::optional<std::int32_t> delivery_to;    ///< last day
};

/// One order line as the document has it.
struct UblLine {
  std::string line_id;
  long xml_line = 0;  ///< where in the file
  formats::Millionths quantity = 0;
  std::string unit_code;  ///< UN/ECE Recommendation 20
  std::string item_name;
  std::string standard_item_id;              ///< may be empty
  std::string standard_item_scheme;          ///< 0160 is GTIN; may be empty
  std::string sellers_item_id;               ///< may be empty
  std::optional<formats::Millionths> price;  ///< of cbc:PriceAmount; for information, ordering has its own
  std::string price_currency;
};

/// A line that names a product of the catalogue.
struct MatchedLine {
  UblLine line;
  formats::Gtin gtin;
  std::uint32_t quantity = 0;  ///< units; grams for weight goods
};

/// Why a line names none, or not in a way that can be packed.
enum class LineTrouble {
  no_gtin,           ///< no standard item identification of scheme 0160
  bad_gtin,          ///< wrong length, characters or check digit
  not_in_catalogue,  ///< a GTIN that the lookup does not know
  withdrawn,         ///< the grocer no longer offers it
  unit,              ///< neither pieces nor, for weight goods, a weight
  quantity,          ///< not a whole number of units or grams from 1 to 100,000
};

struct UnknownLine {
  UblLine line;
  LineTrouble trouble;
  std::string why;  ///< for people: names the line by its id and says what is wrong
};

/// A whole document: each line is in one of the two lists.
struct UblOrder {
  UblDocument document;
  std::vector<MatchedLine> matched;
  std::vector<UnknownLine> unknown;
};

/// The product of a GTIN; null when the catalogue has none. It must live until the call that asked for it returns.
using ProductLookup = std::function<const orders::v1::Product*(formats::Gtin)>;

/// Reads one document. `invalid` as `file:line: /path/of/element: why` when it is no XML that is accepted (2 MiB, 64
/// levels, no DOCTYPE), another kind of document (the message says which), or lacks what every order has: id, issue
/// date, and 1 to 500 lines, each with its own id, a quantity with a unit, and an item name. Threads may call it at the
/// same time. Messages repeat no name and no free text.
[[nodiscard]] Result<UblOrder> read_ubl_order(std::string_view xml, const std::string& file,
                                              const ProductLookup& lookup);

/// The same from a file. `not_found` or `unavailable` when it cannot be read.
[[nodiscard]] Result<UblOrder> read_ubl_order_file(const std::filesystem::path& path, const ProductLookup& lookup);

/// For whom and when a document's goods are ordered: a business document does not say.
struct UblPlacement {
  AreaId area;
  CitizenId citizen;
  OrderId order;
  std::string command_id;
  std::string window_id;
  std::int32_t delivery_day = 0;
  std::string ordered_by;  ///< random id of who imports it; may be empty
};

/// PlaceOrder of the matched lines, channel `ubl`; lines of one product become one. The buyer's reference is the
/// document's, or where it has none the document's id. `invalid` when no line is matched, or that reference is longer
/// than 128 bytes.
[[nodiscard]] Result<OrderCommand> place_order_from(const UblOrder& order, const UblPlacement& placement);

}  // namespace matbud::ordering::edge
