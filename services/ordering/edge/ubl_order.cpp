#include "matbud/ordering/edge/ubl_order.h"

#include <set>

#include "matbud/formats/file.h"
#include "matbud/formats/ubl_reader.h"
#include "ubl_match.h"

namespace matbud::ordering::edge {
namespace {

using formats::cac;
using formats::cbc;

constexpr std::size_t file_bytes_max = std::size_t{2} * 1024 * 1024;
constexpr std::size_t lines_max = 500;
constexpr std::string_view order_namespace = "urn:oasis:names:specification:ubl:schema:xsd:Order-2";

std::string what_it_is(const formats::XmlElement& root) {
  if (const auto known = formats::kind_of_document(root)) return "this is " + std::string{*known} + ", not an order";
  return "this is not an order: its root is not Order of UBL 2";
}

/// Reads the elements of an order.
class OrderReader : public formats::UblReader {
 public:
  using UblReader::UblReader;

  UblDocument document(const formats::XmlElement& root) {
    UblDocument read;
    read.id = required_text(root, "ID");
    read.issue_day = date(only(root, cbc, "IssueDate", true)).value_or(0);
    read.buyer_reference = optional_text(root, "CustomerReference");
    read.order_type_code = optional_text(root, "OrderTypeCode");
    read.currency = optional_text(root, "DocumentCurrencyCode");
    read.customization_id = optional_text(root, "CustomizationID");
    // UBL lets an order have several deliveries; T01 has one. The first one's period is a hint, the window decides.
    const auto deliveries = root.children(cac, "Delivery");
    if (!deliveries.empty()) {
      const auto period = only(deliveries.front(), cac, "RequestedDeliveryPeriod", false);
      read.delivery_from = date(only(period, cbc, "StartDate", false));
      read.delivery_to = date(only(period, cbc, "EndDate", false));
    }
    return read;
  }

  std::vector<UblLine> lines(const formats::XmlElement& root) {
    std::vector<UblLine> read;
    const auto elements = root.children(cac, "OrderLine");
    if (elements.empty() || elements.size() > lines_max)
      tell(root, "has " + std::to_string(elements.size()) + " order lines; 1 to " + std::to_string(lines_max) +
                     " are accepted");
    if (error()) return read;
    std::set<std::string> ids;
    for (const auto& element : elements) {
      const auto item = only(element, cac, "LineItem", true);
      read.push_back(line(item));
      if (item && !ids.insert(read.back().line_id).second) tell(item, "has the same cbc:ID as a line before it");
      if (error()) break;
    }
    return read;
  }

 private:
  UblLine line(const formats::XmlElement& element) {
    UblLine read;
    read.xml_line = element.line();
    read.line_id = required_text(element, "ID");
    const auto quantity = only(element, cbc, "Quantity", true);
    read.quantity = decimal(quantity).value_or(0);
    read.unit_code = quantity.attribute("unitCode");
    if (quantity && read.unit_code.empty()) tell(quantity, "has no unitCode");
    const auto item = only(element, cac, "Item", true);
    read.item_name = required_text(item, "Name");
    const auto standard_id = only(only(item, cac, "StandardItemIdentification", false), cbc, "ID", false);
    read.standard_item_id = text_of(standard_id);
    read.standard_item_scheme = standard_id.attribute("schemeID");
    read.sellers_item_id = text_of(only(only(item, cac, "SellersItemIdentification", false), cbc, "ID", false));
    const auto price = only(only(element, cac, "Price", false), cbc, "PriceAmount", false);
    read.price = decimal(price);
    read.price_currency = price.attribute("currencyID");
    return read;
  }
};

}  // namespace

Result<UblOrder> read_ubl_order(std::string_view xml, const std::string& file, const ProductLookup& lookup) {
  const auto parsed = formats::XmlDocument::parse(xml);
  if (!parsed) return failure(parsed.error().code, file + ":" + parsed.error().message);
  const auto root = parsed->root();
  OrderReader reader{file};
  if (root.name() != "Order" || root.name_space() != order_namespace) reader.tell(root, what_it_is(root));
  if (reader.error()) return tl::unexpected<Error>{*reader.error()};
  UblOrder order;
  order.document = reader.document(root);
  auto lines = reader.lines(root);
  if (reader.error()) return tl::unexpected<Error>{*reader.error()};
  for (auto& line : lines) match_line(std::move(line), lookup, order);
  return order;
}

Result<UblOrder> read_ubl_order_file(const std::filesystem::path& path, const ProductLookup& lookup) {
  const auto bytes = formats::read_file(path, file_bytes_max);
  if (!bytes) return tl::unexpected<Error>{bytes.error()};
  return read_ubl_order(*bytes, path.filename().string(), lookup);
}

}  // namespace matbud::ordering::edge
