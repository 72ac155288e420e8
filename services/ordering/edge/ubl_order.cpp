#include "matbud/ordering/edge/ubl_order.h"

#include <algorithm>
#include <array>
#include <set>

#include "dates.h"
#include "file.h"
#include "first_error.h"
#include "matbud/ordering/edge/text.h"
#include "ubl_decimal.h"
#include "ubl_match.h"
#include "xml_document.h"

namespace matbud::ordering::edge {
namespace {

constexpr std::size_t file_bytes_max = std::size_t{2} * 1024 * 1024;
constexpr std::size_t lines_max = 500;
constexpr std::size_t text_bytes_max = 1'000;

constexpr std::string_view order_namespace = "urn:oasis:names:specification:ubl:schema:xsd:Order-2";
constexpr std::string_view cac = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2";
constexpr std::string_view cbc = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2";

struct OtherDocument {
  std::string_view name_space;
  std::string_view what;
};
constexpr auto other_documents = std::to_array<OtherDocument>({
    {"urn:oasis:names:specification:ubl:schema:xsd:Catalogue-2", "a catalogue (T19)"},
    {"urn:oasis:names:specification:ubl:schema:xsd:OrderResponse-2", "an order response (T76)"},
    {"urn:oasis:names:specification:ubl:schema:xsd:OrderChange-2", "an order change (T114)"},
    {"urn:oasis:names:specification:ubl:schema:xsd:OrderCancellation-2", "an order cancellation (T115)"},
    {"urn:oasis:names:specification:ubl:schema:xsd:DespatchAdvice-2", "a despatch advice (T16)"},
    {"urn:oasis:names:specification:ubl:schema:xsd:Invoice-2", "an invoice"},
    {"urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2", "a credit note"},
});

std::string what_it_is(const XmlElement& root) {
  const auto* const known = std::ranges::find(other_documents, root.name_space(), &OtherDocument::name_space);
  if (known != other_documents.end()) return "this is " + std::string{known->what} + ", not an order";
  return "this is not an order: its root is not Order of UBL 2";
}

/// Reads elements of one document; what is missing or wrong is told and reads as empty.
class UblReader {
 public:
  explicit UblReader(std::string file) : file_{std::move(file)} {}

  UblDocument document(const XmlElement& root) {
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

  std::vector<UblLine> lines(const XmlElement& root) {
    std::vector<UblLine> read;
    const auto elements = root.children(cac, "OrderLine");
    if (elements.empty() || elements.size() > lines_max)
      tell(root, "has " + std::to_string(elements.size()) + " order lines; 1 to " + std::to_string(lines_max) +
                     " are accepted");
    if (errors_.error()) return read;
    std::set<std::string> ids;
    for (const auto& element : elements) {
      const auto item = only(element, cac, "LineItem", true);
      read.push_back(line(item));
      if (item && !ids.insert(read.back().line_id).second) tell(item, "has the same cbc:ID as a line before it");
      if (errors_.error()) break;
    }
    return read;
  }

  void tell(const XmlElement& at, std::string_view why) {
    if (errors_.error()) return;  // a path takes time
    errors_.tell(file_ + ":" + std::to_string(at.line()) + ": " + at.path(), why);
  }
  [[nodiscard]] const std::optional<Error>& error() const { return errors_.error(); }

 private:
  UblLine line(const XmlElement& element) {
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

  /// The one child of that name; none when it is missing.
  XmlElement only(const XmlElement& of, std::string_view name_space, std::string_view name, bool required) {
    const auto found = of.children(name_space, name);
    if (found.size() > 1) tell(found[1], "is given twice");
    if (found.empty() && required && of)
      tell(of, "has no " + std::string{name_space == cac ? "cac:" : "cbc:"} + std::string{name});
    return found.empty() ? XmlElement{} : found.front();
  }

  std::string required_text(const XmlElement& of, std::string_view name) {
    const auto element = only(of, cbc, name, true);
    auto text = text_of(element);
    if (element && text.empty()) tell(element, "is empty");
    return text;
  }

  std::string optional_text(const XmlElement& of, std::string_view name) { return text_of(only(of, cbc, name, false)); }

  std::string text_of(const XmlElement& element) {
    auto text = element.text();
    if (!text) {
      tell(element, "holds elements where a text is expected");
    } else if (text->size() > text_bytes_max) {
      tell(element, "is longer than " + std::to_string(text_bytes_max) + " bytes");
    } else if (has_control_characters(*text)) {
      tell(element, "holds a control character");
    } else {
      return std::move(*text);
    }
    return {};
  }

  std::optional<std::int32_t> date(const XmlElement& element) {
    if (!element) return std::nullopt;
    const auto day = parse_date(text_of(element));
    if (!day) tell(element, "must be a date of the calendar like 2026-11-24");
    return day;
  }

  std::optional<Millionths> decimal(const XmlElement& element) {
    if (!element) return std::nullopt;
    const auto value = parse_decimal(text_of(element));
    if (!value) tell(element, "must be a decimal number with at most 12 digits and 6 decimals");
    return value;
  }

  std::string file_;
  FirstError errors_;
};

}  // namespace

Result<UblOrder> read_ubl_order(std::string_view xml, const std::string& file, const ProductLookup& lookup) {
  const auto parsed = XmlDocument::parse(xml);
  if (!parsed) return failure(parsed.error().code, file + ":" + parsed.error().message);
  const auto root = parsed->root();
  UblReader reader{file};
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
  const auto bytes = read_file(path, file_bytes_max);
  if (!bytes) return tl::unexpected<Error>{bytes.error()};
  return read_ubl_order(*bytes, path.filename().string(), lookup);
}

}  // namespace matbud::ordering::edge
