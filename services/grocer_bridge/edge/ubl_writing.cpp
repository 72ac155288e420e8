#include "ubl_writing.h"

#include <algorithm>
#include <array>
#include <sstream>

#include "matbud/formats/gtin.h"

namespace matbud::grocer_bridge::edge {
namespace {

constexpr const char* schema = "urn:oasis:names:specification:ubl:schema:xsd:";
constexpr const char* currency = "NOK";

std::string padded(std::int64_t number, std::size_t digits) {
  auto text = std::to_string(number);
  if (text.size() < digits) text.insert(0, digits - text.size(), '0');
  return text;
}

/// The number with a point before its last `decimals` digits, and no zeros at the end beyond `decimals_min`.
std::string with_point(std::int64_t number, std::size_t decimals, std::size_t decimals_min) {
  const bool negative = number < 0;
  auto text = padded(negative ? -number : number, decimals + 1);
  text.insert(text.size() - decimals, ".");
  while (text.back() == '0' && text.size() - text.find('.') - 1 > decimals_min) text.pop_back();
  if (text.back() == '.') text.pop_back();
  return negative ? "-" + text : text;
}

void add_party(pugi::xml_node parent, const bridge::v1::Party& party) {
  auto node = parent.append_child("cac:Party");
  add(node, "cbc:EndpointID", party.endpoint_id()).append_attribute("schemeID") = party.endpoint_scheme().c_str();
  add(node.append_child("cac:PartyIdentification"), "cbc:ID", party.endpoint_id()).append_attribute("schemeID") =
      party.endpoint_scheme().c_str();
  add(node.append_child("cac:PartyName"), "cbc:Name", party.name());
  add(node.append_child("cac:PostalAddress").append_child("cac:Country"), "cbc:IdentificationCode", "NO");
  add(node.append_child("cac:PartyLegalEntity"), "cbc:RegistrationName", party.name());
}

}  // namespace

pugi::xml_node add(pugi::xml_node parent, const char* name, const std::string& text) {
  auto node = parent.append_child(name);
  node.text().set(text.c_str());
  return node;
}

void add_quantity(pugi::xml_node parent, const char* name, const std::string& number, const char* unit) {
  add(parent, name, number).append_attribute("unitCode") = unit;
}

void add_amount(pugi::xml_node parent, const char* name, const std::string& number) {
  add(parent, name, number).append_attribute("currencyID") = currency;
}

std::string kroner(std::int64_t ore) { return with_point(ore, 2, 2); }

std::string kroner_from_millionths(std::int64_t millionths) { return with_point(millionths, 6, 2); }

std::string kilograms(std::uint32_t grams) { return with_point(grams, 3, 0); }

std::string date_text(time::Day day) {
  const std::chrono::year_month_day date{day};
  return padded(static_cast<int>(date.year()), 4) + "-" + padded(static_cast<unsigned>(date.month()), 2) + "-" +
         padded(static_cast<unsigned>(date.day()), 2);
}

std::string time_text(std::chrono::minutes after_midnight) {
  return padded(after_midnight.count() / 60, 2) + ":" + padded(after_midnight.count() % 60, 2) + ":00";
}

bool is_ehf(bridge::v1::DocumentRules rules) {
  return rules == bridge::v1::DOCUMENT_RULES_EHF_ORDERING || rules == bridge::v1::DOCUMENT_RULES_EHF_ADVANCED;
}

bool is_advanced(bridge::v1::DocumentRules rules) {
  return rules == bridge::v1::DOCUMENT_RULES_PEPPOL_ADVANCED || rules == bridge::v1::DOCUMENT_RULES_EHF_ADVANCED;
}

const char* profile_of(bridge::v1::DocumentRules rules) {
  switch (rules) {
    case bridge::v1::DOCUMENT_RULES_PEPPOL_ADVANCED: return "urn:fdc:peppol.eu:poacc:bis:advanced_ordering:3";
    case bridge::v1::DOCUMENT_RULES_EHF_ORDERING: return "urn:fdc:anskaffelser.no:2019:ehf:postaward:g3:02:1.0";
    case bridge::v1::DOCUMENT_RULES_EHF_ADVANCED: return "urn:fdc:anskaffelser.no:2019:ehf:postaward:g3:09:1.0";
    default: return "urn:fdc:peppol.eu:poacc:bis:ordering:3";
  }
}

pugi::xml_node begin_document(pugi::xml_document& document, const char* kind, const DocumentFrame& frame,
                              const std::string& customization, const std::string& id) {
  auto declaration = document.append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "UTF-8";
  auto root = document.append_child(kind);
  root.append_attribute("xmlns") = (std::string{schema} + kind + "-2").c_str();
  root.append_attribute("xmlns:cac") = (std::string{schema} + "CommonAggregateComponents-2").c_str();
  root.append_attribute("xmlns:cbc") = (std::string{schema} + "CommonBasicComponents-2").c_str();
  add(root, "cbc:CustomizationID", customization);
  add(root, "cbc:ProfileID", profile_of(frame.rules));
  add(root, "cbc:ID", id);
  const auto issued = frame.zone.local(frame.issued_at);
  add(root, "cbc:IssueDate", date_text(issued.day));
  add(root, "cbc:IssueTime", time_text(issued.after_midnight));
  return root;
}

void add_parties(pugi::xml_node root, const DocumentFrame& frame) {
  add_party(root.append_child("cac:BuyerCustomerParty"), frame.buyer);
  add_party(root.append_child("cac:SellerSupplierParty"), frame.seller);
}

pugi::xml_node add_item(pugi::xml_node parent, std::uint64_t gtin, const std::optional<ProductWords>& words) {
  auto item = parent.append_child("cac:Item");
  const bool named = words && words->name.find_first_not_of(" \t\r\n") != std::string::npos;
  add(item, "cbc:Name", named ? words->name : "GTIN " + gtin_text(gtin));
  add(item.append_child("cac:StandardItemIdentification"), "cbc:ID", gtin_text(gtin)).append_attribute("schemeID") =
      "0160";
  return item;
}

std::string gtin_text(std::uint64_t gtin) { return formats::to_text(formats::Gtin{gtin}); }

std::string text_of(const pugi::xml_document& document) {
  std::ostringstream out;
  document.save(out, "  ", pugi::format_indent | pugi::format_skip_control_chars, pugi::encoding_utf8);
  return out.str();
}

}  // namespace matbud::grocer_bridge::edge
