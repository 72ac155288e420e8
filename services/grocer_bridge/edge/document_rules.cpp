// What the published rules say of several elements together. Their ids stand beside each.
#include <functional>
#include <limits>
#include <set>

#include "document_check.h"
#include "matbud/formats/decimal.h"

namespace matbud::grocer_bridge::edge {
namespace {

using formats::cac;
using formats::cbc;
using formats::UblReader;
using formats::XmlElement;

/// The first child of that name, or none.
XmlElement first(const XmlElement& of, std::string_view name_space, std::string_view name) {
  const auto found = of.children(name_space, name);
  return found.empty() ? XmlElement{} : found.front();
}

std::string text(const XmlElement& element) { return element.text().value_or(""); }

void for_each_below(const XmlElement& element, const std::function<void(const XmlElement&)>& visit) {
  for (const auto& child : element.children()) {
    visit(child);
    for_each_below(child, visit);
  }
}

/// A decimal as a comparison sees it; the elements have been found to be decimals.
double number(const XmlElement& element) { return std::strtod(text(element).c_str(), nullptr); }

/// `2026-11-24` as 20261124.
long day_number(const XmlElement& element, long otherwise) {
  if (!element) return otherwise;
  const auto day = text(element);
  return std::strtol((day.substr(0, 4) + day.substr(5, 2) + day.substr(8, 2)).c_str(), nullptr, 10);
}

bool is_named(const XmlElement& party_of_role, std::string_view name_place, std::string_view name) {
  const auto party = first(party_of_role, cac, "Party");
  if (first(first(party, cac, "PartyIdentification"), cbc, "ID")) return true;
  for (const auto& place : party.children(cac, name_place))
    if (first(place, cbc, name)) return true;
  return false;
}

void check_customization(const XmlElement& root, std::string_view begins, UblReader& reader) {
  const auto element = first(root, cbc, "CustomizationID");
  if (!text(element).starts_with(begins)) reader.tell(element, "must begin with '" + std::string{begins} + "'");
}

/// T76 and T116. EHF's older rules do not have R007 to R010.
void check_order_response(const XmlElement& root, Variant variant, UblReader& reader) {
  const bool by_peppol = variant == Variant::peppol || variant == Variant::peppol_advanced;
  const bool advanced = variant == Variant::peppol_advanced;
  check_customization(root,
                      advanced ? "urn:fdc:peppol.eu:poacc:trns:order_response_advanced:3"
                               : "urn:fdc:peppol.eu:poacc:trns:order_response:3",
                      reader);                                                    // R006
  for (const auto* const role : {"BuyerCustomerParty", "SellerSupplierParty"}) {  // R001, R002
    for (const auto& party : first(root, cac, role).children(cac, "Party")) {
      const bool known = first(first(party, cac, "PartyIdentification"), cbc, "ID") ||
                         first(first(party, cac, "PartyLegalEntity"), cbc, "RegistrationName");
      if (!known) reader.tell(party, "has neither a registered name nor an identification");
    }
  }
  const auto currency = text(first(root, cbc, "DocumentCurrencyCode"));
  for_each_below(root, [&](const XmlElement& element) {
    if (element.name() == "PriceAmount" && element.attribute("currencyID") != currency)  // R005
      reader.tell(element, "is not in the currency of the document");
    if (element.name() != "PromisedDeliveryPeriod") return;  // R004
    const auto start = first(element, cbc, "StartDate");
    const auto end = first(element, cbc, "EndDate");
    if (start && end && text(end) < text(start)) reader.tell(element, "ends before it begins");
  });
  const auto lines = root.children(cac, "OrderLine");
  std::set<std::string> ids;
  for (const auto& line : lines) {  // R003
    const auto id = first(first(line, cac, "LineItem"), cbc, "ID");
    if (!ids.insert(text(id)).second) reader.tell(id, "is the id of a line before it");
  }
  const auto code = text(first(root, cbc, "OrderResponseCode"));
  if (by_peppol && (code == "CA") == lines.empty())  // R007 to R010
    reader.tell(root, lines.empty() ? "has the code CA and no lines" : "has lines, which only the code CA may have");
}

/// T16.
void check_despatch_advice(const XmlElement& root, UblReader& reader) {
  check_customization(root, "urn:fdc:peppol.eu:poacc:trns:despatch_advice:3", reader);  // R011
  for (const auto* const role : {"BuyerCustomerParty", "SellerSupplierParty", "OriginatorCustomerParty"}) {
    const auto party = first(root, cac, role);  // R008 to R010
    if (party && !is_named(party, "PartyName", "Name")) reader.tell(party, "has neither a name nor an identification");
  }
  for (const auto& line : root.children(cac, "DespatchLine")) {
    const auto item = first(line, cac, "Item");
    if (!first(first(item, cac, "StandardItemIdentification"), cbc, "ID") &&
        !first(first(item, cac, "SellersItemIdentification"), cbc, "ID"))  // R003
      reader.tell(item, "has neither a standard nor a seller's identification");
    if (!first(item, cbc, "Name")) reader.tell(item, "has no cbc:Name");  // R004
    const auto delivered = first(line, cbc, "DeliveredQuantity");
    if (!delivered) reader.tell(line, "has no cbc:DeliveredQuantity");
    if (number(delivered) < 0) reader.tell(delivered, "is negative");  // R006
  }
}

/// The days from which and to which something holds, by default those of what it is part of.
struct Validity {
  long start;
  long end;
  [[nodiscard]] Validity of(const XmlElement& period) const {
    return {day_number(first(period, cbc, "StartDate"), start), day_number(first(period, cbc, "EndDate"), end)};
  }
  [[nodiscard]] bool holds(const Validity& part) const {
    return part.start >= start && part.start <= end && part.end >= start && part.end <= end;
  }
};

void check_catalogue_line(const XmlElement& line, const Validity& catalogue, UblReader& reader) {
  const auto period = first(line, cac, "LineValidityPeriod");
  const auto validity = catalogue.of(period);
  if (!catalogue.holds(validity)) reader.tell(line, "is valid on days on which the catalogue is not");  // R007
  if (validity.start > validity.end) reader.tell(line, "ends before it begins");                        // R013
  const auto most = first(line, cbc, "MaximumOrderQuantity");
  const auto least = first(line, cbc, "MinimumOrderQuantity");
  if (most && number(most) < 0) reader.tell(most, "is negative");     // R008
  if (least && number(least) < 0) reader.tell(least, "is negative");  // R009
  if (most && least && number(most) < number(least)) reader.tell(most, "is less than cbc:MinimumOrderQuantity");
  for (const auto& place : line.children(cac, "RequiredItemLocationQuantity")) {
    const auto price = first(place, cac, "Price");
    const auto amount = first(price, cbc, "PriceAmount");
    if (!amount) reader.tell(place, "has no price");
    if (number(amount) < 0) reader.tell(amount, "is negative");  // R006
    const auto price_validity = validity.of(first(price, cac, "ValidityPeriod"));
    if (!validity.holds(price_validity)) reader.tell(price, "is valid on days on which its line is not");  // R011
    if (price_validity.start > price_validity.end) reader.tell(price, "ends before it begins");            // R016
  }
  const auto item = first(line, cac, "Item");
  if (!first(first(item, cac, "StandardItemIdentification"), cbc, "ID") &&
      !first(first(item, cac, "SellersItemIdentification"), cbc, "ID"))  // R012
    reader.tell(item, "has neither a standard nor a seller's identification");
}

/// T19.
void check_catalogue(const XmlElement& root, Variant variant, UblReader& reader) {
  check_customization(root, "urn:fdc:peppol.eu:poacc:trns:catalogue:3", reader);  // R018
  const auto profile = first(root, cbc, "ProfileID");
  const auto profile_text = text(profile);
  if (variant == Variant::peppol && profile_text != "urn:fdc:peppol.eu:poacc:bis:catalogue_only:3" &&
      profile_text != "urn:fdc:peppol.eu:poacc:bis:catalogue_wo_response:3")  // R017
    reader.tell(profile, "is no profile of catalogues");
  constexpr Validity always{0, 99'999'999};
  const auto validity = always.of(first(root, cac, "ValidityPeriod"));
  if (validity.end < validity.start) reader.tell(root, "ends before it begins");       // R001
  for (const auto* const role : {"SellerSupplierParty", "ContractorCustomerParty"}) {  // R004, R005
    const auto party = first(root, cac, role);
    if (party && !is_named(party, "PartyName", "Name")) reader.tell(party, "has neither a name nor an identification");
  }
  for (const auto& line : root.children(cac, "CatalogueLine")) check_catalogue_line(line, validity, reader);
}

}  // namespace

void check_together(const XmlElement& root, const Followed& followed, UblReader& reader) {
  const auto& kind = followed.model->name;
  if (kind == "OrderResponse") check_order_response(root, followed.variant, reader);
  if (kind == "DespatchAdvice") check_despatch_advice(root, reader);
  if (kind == "Catalogue") check_catalogue(root, followed.variant, reader);
  for_each_below(root,
                 [&](const XmlElement& element) {  // a rate for every VAT category but O, and one above zero for S
                   if (element.name() != "ClassifiedTaxCategory" || kind != "Catalogue") return;
                   const auto id = text(first(element, cbc, "ID"));
                   const auto percent = first(element, cbc, "Percent");
                   if (!percent && id != "O") reader.tell(element, "has no cbc:Percent");
                   if (id == "S" && percent && number(percent) <= 0) reader.tell(percent, "must be above zero");
                 });
}

}  // namespace matbud::grocer_bridge::edge
