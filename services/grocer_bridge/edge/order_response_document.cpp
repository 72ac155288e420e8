// Order response, transactions T76 and T116.
#include <string_view>

#include "document_readers.h"
#include "ubl_lines.h"

namespace matbud::grocer_bridge::edge {
namespace {

using bridge::v1::ConfirmedLine;
using formats::cac;
using formats::cbc;
using formats::XmlElement;

// UNCL1229.
constexpr std::string_view line_added = "1";
constexpr std::string_view line_changed = "3";
constexpr std::string_view line_not_accepted = "7";

constexpr std::size_t reason_bytes_max = 500;

/// The first note of an element that has some, cut to what an answer may hold.
std::string note_of(const XmlElement& element, formats::UblReader& reader) {
  auto note = reader.text_of(child(element, cbc, "Note"));
  if (note.size() <= reason_bytes_max) return note;
  auto end = reason_bytes_max;
  while (end > 0 && (static_cast<unsigned char>(note[end]) & 0xC0U) == 0x80U) --end;  // not within a letter
  note.resize(end);
  return note;
}

class ResponseReader {
 public:
  ResponseReader(formats::UblReader& reader, const FindWords& words) : reader_{reader}, lines_{reader, words} {}

  void read_line(const XmlElement& order_line, grocer::v1::Accepted& accepted) {
    const auto item_line = child(order_line, cac, "LineItem");
    const auto status_element = child(item_line, cbc, "LineStatusCode");
    const auto status = reader_.text_of(status_element);
    const auto references = order_line.children(cac, "OrderLineReference");
    const auto ordered = lines_.gtin_in(child(references.front(), cbc, "LineID"));
    if (references.size() > 1) reader_.tell(references[1], "names a second line of the order");
    if (status == line_added) reader_.tell(status_element, "adds a line that was not ordered");
    if (!ordered || (status != line_changed && status != line_not_accepted)) return;
    auto& line = *accepted.add_lines();
    line.set_ordered_gtin(*ordered);
    line.set_reason(note_of(item_line, reader_));
    if (status == line_not_accepted) {
      line.set_outcome(bridge::v1::LINE_OUTCOME_SHORT);
    } else {
      read_change(order_line, item_line, line);
    }
  }

 private:
  void read_change(const XmlElement& order_line, const XmlElement& item_line, ConfirmedLine& line) {
    const auto substitutes = order_line.children(cac, "SellerSubstitutedLineItem");
    if (substitutes.size() > 1) reader_.tell(substitutes[1], "is a second substitute for one line");
    line.set_else_as_ordered(true);
    line.set_outcome(bridge::v1::LINE_OUTCOME_CHANGED);
    line.set_gtin(line.ordered_gtin());
    if (!substitutes.empty()) {
      const auto item = child(substitutes.front(), cac, "Item");
      const auto gtin = lines_.gtin_of(item);
      if (!gtin) reader_.tell(item, "has no GTIN (standard identification of scheme 0160)");
      line.set_outcome(bridge::v1::LINE_OUTCOME_SUBSTITUTED);
      line.set_gtin(gtin.value_or(0));
    }
    const auto quantity = child(item_line, cbc, "Quantity");
    if (const auto amount = lines_.amount_in(quantity)) {
      if (amount->quantity == 0) return line.set_outcome(bridge::v1::LINE_OUTCOME_SHORT);
      line.set_quantity(amount->quantity);
      line.set_sold_by_weight(amount->by_weight);
    }
    if (const auto price_ore = lines_.price_ore_in(child(item_line, cac, "Price"), line.gtin()))
      line.set_price_ore(*price_ore);
  }

  formats::UblReader& reader_;
  LineReader lines_;
};

}  // namespace

Received read_order_response(const XmlElement& root, formats::UblReader& reader, const FindWords& words) {
  const auto references = root.children(cac, "OrderReference");
  if (references.size() > 1) reader.tell(references[1], "names a second order");
  const auto order = order_in(references.front(), reader);
  if (!order) return ReceivedReceipt{};
  const auto code = reader.text_of(child(root, cbc, "OrderResponseCode"));
  if (code == "AB") return ReceivedReceipt{*order};
  ReceivedAnswer received{order->area, {}};
  received.answer.set_order_id(order->order_id);
  if (code == "RE") {
    received.answer.mutable_refused()->set_reason(note_of(root, reader));
    return received;
  }
  auto& accepted = *received.answer.mutable_accepted();
  const auto sales_order = reader.text_of(child(root, cbc, "SalesOrderID"));
  accepted.set_grocer_reference(sales_order.empty() ? reader.text_of(child(root, cbc, "ID")) : sales_order);
  ResponseReader lines{reader, words};
  for (const auto& line : root.children(cac, "OrderLine")) lines.read_line(line, accepted);
  return received;
}

}  // namespace matbud::grocer_bridge::edge
