// What grocers send as business documents becomes answers and catalogues.
// Source: OpenPEPPOL poacc-upgrade-3, transactions T76 (order response), T116 (advanced order response), T16 (despatch
// advice), T19 (catalogue); the same of anskaffelser.no ehf-postaward-g3.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "matbud/base/ids.h"
#include "matbud/base/result.h"
#include "matbud/grocer/v1/answers.pb.h"
#include "matbud/grocer_bridge/edge/documents_out.h"
#include "matbud/orders/v1/orders.pb.h"

namespace matbud::grocer_bridge::edge {

/// A response or a despatch advice.
struct ReceivedAnswer {
  AreaId area;  ///< key of its record
  grocer::v1::GrocerAnswer answer;
};

/// A response that only says that the order has come.
struct ReceivedReceipt {
  OrderNumber order;
};

/// A catalogue, as CatalogueImport of ordering has it: bad lines are told and left out, the rest goes in.
struct ReceivedCatalogue {
  std::vector<orders::v1::Product> products;
  std::vector<std::string> problems;  ///< `file:line: /path/of/element: why`
};

using Received = std::variant<ReceivedAnswer, ReceivedReceipt, ReceivedCatalogue>;

/// Whether the document keeps the published rules, as the judges of tests/peppol_judges see them. `invalid` as
/// `file:line: /path/of/element: why`, for XML that is not accepted and for other kinds of documents, too.
[[nodiscard]] Result<void> check_document(std::string_view xml, const std::string& file);

/// Checks a document and reads it. `invalid` as check_document, and when it follows the rules and still cannot be used:
/// an order number that is none of ours, a line whose goods have no GTIN, a line that was not ordered, a unit that is
/// neither pieces nor a weight. Prices on documents are without VAT: `words` says what it is; where nobody knows, a
/// changed price is refused. Messages repeat no text of the document. Threads may call it at the same time.
[[nodiscard]] Result<Received> read_document(std::string_view xml, const std::string& file, const FindWords& words);

}  // namespace matbud::grocer_bridge::edge
