// Order change, transaction T114, and order cancellation, transaction T115.
#include "ubl_writing.h"

namespace matbud::grocer_bridge::edge {
namespace {

constexpr const char* line_deleted = "2";  // UNCL1229

}  // namespace

std::string write_order_change(const DocumentFrame& frame, const grocer::v1::SubstitutesReturned& returned,
                               const FindWords& words) {
  pugi::xml_document document;
  auto root = begin_document(document, "OrderChange", frame,
                             is_ehf(frame.rules) ? "urn:fdc:anskaffelser.no:2019:ehf:spec:adv-order-change:3.0"
                                                 : "urn:fdc:peppol.eu:poacc:trns:order_change:3",
                             frame.document_id);
  // Later changes of an order have larger numbers; a moment needs nobody to count.
  add(root, "cbc:SequenceNumberID", std::to_string(to_ms(frame.issued_at)));
  add(root, "cbc:Note", "Varene nedenfor skal ikke pakkes.");
  add(root, "cbc:DocumentCurrencyCode", "NOK");
  add(root, "cbc:CustomerReference", frame.area.value());
  add(root.append_child("cac:ValidityPeriod"), "cbc:EndDate", date_text(frame.zone.local(frame.issued_at).day));
  add(root.append_child("cac:OrderReference"), "cbc:ID", order_number(returned.order_id(), frame.area));
  add_parties(root, frame);
  for (const auto& line : returned.lines()) {
    auto order_line = root.append_child("cac:OrderLine");
    add(order_line, "cbc:Note", "GTIN " + gtin_text(line.gtin()) + " skal ikke pakkes.");
    auto item_line = order_line.append_child("cac:LineItem");
    add(item_line, "cbc:ID", gtin_text(line.ordered_gtin()));
    add(item_line, "cbc:LineStatusCode", line_deleted);
    add_quantity(item_line, "cbc:Quantity", "0", "EA");
    add_item(item_line, line.ordered_gtin(), words(line.ordered_gtin()));
  }
  return text_of(document);
}

std::string write_order_cancellation(const DocumentFrame& frame, const grocer::v1::OrderWithdrawn& withdrawn) {
  pugi::xml_document document;
  auto root = begin_document(document, "OrderCancellation", frame,
                             is_ehf(frame.rules) ? "urn:fdc:anskaffelser.no:2019:ehf:spec:adv-order-cancellation:3.0"
                                                 : "urn:fdc:peppol.eu:poacc:trns:order_cancellation:3",
                             frame.document_id);
  add(root, "cbc:CancellationNote", "Bestillingen er trukket tilbake og skal ikke pakkes.");
  add(root.append_child("cac:OrderReference"), "cbc:ID", order_number(withdrawn.order_id(), frame.area));
  add_parties(root, frame);
  return text_of(document);
}

}  // namespace matbud::grocer_bridge::edge
