#include "response_documents.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <pugixml.hpp>
#include <sstream>

#include "matbud/time/zone.h"

namespace matbud::demo_grocer {
namespace {

/// Made up, as all of the demo is.
struct Organisation {
  const char* id;  ///< of scheme 0192
  const char* name;
};
constexpr Organisation seller{"123456785", "Fagerlin"};
constexpr Organisation buyer{"987654325", "Bærum kommune"};
constexpr const char* line_accepted = "5";
constexpr const char* line_changed = "3";
constexpr const char* line_refused = "7";

void add(pugi::xml_node parent, const char* name, const std::string& text) {
  parent.append_child(name).text().set(text.c_str());
}

std::string padded(std::uint64_t gtin) {
  auto digits = std::to_string(gtin);
  const std::size_t size = digits.size() <= 8 ? 8 : digits.size() <= 13 ? 13 : 14;
  return std::string(size - std::min(size, digits.size()), '0') + digits;
}

std::string kilograms(std::uint64_t grams) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%llu.%03llu", static_cast<unsigned long long>(grams / 1000),
                static_cast<unsigned long long>(grams % 1000));
  return text.data();
}

std::string date_of(time::Day day) {
  const std::chrono::year_month_day date{std::chrono::sys_days{day.time_since_epoch()}};
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return text.data();
}

pugi::xml_node begin(pugi::xml_document& document, const std::string& kind, const char* customization,
                     const char* profile, const std::string& id, Timestamp issued_at) {
  auto declaration = document.append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "UTF-8";
  auto root = document.append_child(kind.c_str());
  root.append_attribute("xmlns") = ("urn:oasis:names:specification:ubl:schema:xsd:" + kind + "-2").c_str();
  root.append_attribute("xmlns:cac") = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2";
  root.append_attribute("xmlns:cbc") = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2";
  add(root, "cbc:CustomizationID", customization);
  add(root, "cbc:ProfileID", profile);
  add(root, "cbc:ID", id);
  if (kind == "OrderResponse") add(root, "cbc:SalesOrderID", "SO-" + id);
  add(root, "cbc:IssueDate", date_of(time::Zone::oslo().local(issued_at).day));
  return root;
}

/// Who it is; `whole`: with what a despatch advice and a catalogue want to know besides.
pugi::xml_node fill_party(pugi::xml_node party, const Organisation& who, bool whole) {
  auto endpoint = party.append_child("cbc:EndpointID");
  endpoint.append_attribute("schemeID") = "0192";
  endpoint.text().set(who.id);
  if (whole) {
    auto id = party.append_child("cac:PartyIdentification").append_child("cbc:ID");
    id.append_attribute("schemeID") = "0192";
    id.text().set(who.id);
    add(party.append_child("cac:PostalAddress").append_child("cac:Country"), "cbc:IdentificationCode", "NO");
  }
  add(party.append_child("cac:PartyLegalEntity"), "cbc:RegistrationName", who.name);
  return party;
}

pugi::xml_node add_party(pugi::xml_node root, const char* role, const Organisation& who, bool whole) {
  return fill_party(root.append_child(role).append_child("cac:Party"), who, whole);
}

void add_identity(pugi::xml_node item, std::uint64_t gtin) {
  auto id = item.append_child("cac:StandardItemIdentification").append_child("cbc:ID");
  id.append_attribute("schemeID") = "0160";
  id.text().set(padded(gtin).c_str());
}

void add_goods(pugi::xml_node item, std::uint64_t gtin) {
  add(item, "cbc:Name", padded(gtin));
  add_identity(item, gtin);
}

pugi::xml_node begin_response(pugi::xml_document& document, const std::string& number, const char* code,
                              Timestamp issued_at) {
  auto root = begin(document, "OrderResponse", "urn:fdc:peppol.eu:poacc:trns:order_response_advanced:3",
                    "urn:fdc:peppol.eu:poacc:bis:advanced_ordering:3", "R-" + number, issued_at);
  add(root, "cbc:OrderResponseCode", code);
  add(root, "cbc:DocumentCurrencyCode", "NOK");
  add(root.append_child("cac:OrderReference"), "cbc:ID", number);
  add_party(root, "cac:SellerSupplierParty", seller, false);
  add_party(root, "cac:BuyerCustomerParty", buyer, false);
  return root;
}

const char* word_of(orders::v1::StorageClass storage) {
  if (storage == orders::v1::STORAGE_CLASS_FROZEN) return "FROZEN";
  return storage == orders::v1::STORAGE_CLASS_CHILLED ? "CHILLED" : "AMBIENT";
}

void add_property(pugi::xml_node item, const char* name, const std::string& value) {
  auto property = item.append_child("cac:AdditionalItemProperty");
  add(property, "cbc:Name", name);
  add(property, "cbc:Value", value);
}

/// Hundredths of a percent as percent: `15`, `11.11`.
std::string percent(std::uint32_t basis_points) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%g", basis_points / 100.0);
  return text.data();
}

/// Kroner without VAT, so exact that the price with VAT comes out as it was.
std::string kroner_without_vat(std::int64_t price_ore, std::uint32_t vat_basis_points) {
  const double kroner = static_cast<double>(price_ore) * 100 / (10'000 + vat_basis_points);
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.6f", kroner);
  return text.data();
}

void add_price(pugi::xml_node line, const orders::v1::Product& product) {
  auto price = line.append_child("cac:RequiredItemLocationQuantity").append_child("cac:Price");
  add(price, "cbc:PriceAmount", kroner_without_vat(product.price_ore(), product.vat_basis_points()));
  price.child("cbc:PriceAmount").append_attribute("currencyID") = "NOK";
  add(price, "cbc:BaseQuantity", "1");
  price.child("cbc:BaseQuantity").append_attribute("unitCode") = product.sold_by_weight() ? "KGM" : "EA";
}

std::string text_of(const pugi::xml_document& document) {
  std::ostringstream text;
  document.save(text, "  ");
  return text.str();
}

}  // namespace

std::string response_document(const std::string& number, const grocer::v1::GrocerOrder& order,
                              const grocer::v1::GrocerAnswer& accepted, Timestamp issued_at) {
  const auto& changes = accepted.accepted().lines();
  pugi::xml_document document;
  auto root = begin_response(document, number, changes.empty() ? "AP" : "CA", issued_at);
  for (int i = 0; i < order.lines_size() && !changes.empty(); ++i) {
    const auto& ordered = order.lines(i);
    const auto change = std::find_if(changes.begin(), changes.end(),
                                     [&](const auto& one) { return one.ordered_gtin() == ordered.gtin(); });
    const bool changed = change != changes.end();
    const bool is_short = changed && change->outcome() == bridge::v1::LINE_OUTCOME_SHORT;
    auto line = root.append_child("cac:OrderLine");
    auto item = line.append_child("cac:LineItem");
    add(item, "cbc:ID", std::to_string(i + 1));
    if (changed) add(item, "cbc:Note", change->reason());
    add(item, "cbc:LineStatusCode", is_short ? line_refused : changed ? line_changed : line_accepted);
    add_goods(item.append_child("cac:Item"), ordered.gtin());
    if (changed && !is_short) {
      auto instead = line.append_child("cac:SellerSubstitutedLineItem");
      add(instead, "cbc:ID", "1");
      add_goods(instead.append_child("cac:Item"), change->gtin());
    }
    add(line.append_child("cac:OrderLineReference"), "cbc:LineID", padded(ordered.gtin()));
  }
  return text_of(document);
}

std::string refusal_document(const std::string& number, Timestamp issued_at) {
  pugi::xml_document document;
  begin_response(document, number, "RE", issued_at);
  return text_of(document);
}

std::string catalogue_document(const std::string& id, const std::vector<orders::v1::Product>& products,
                               Timestamp issued_at) {
  pugi::xml_document document;
  auto root = begin(document, "Catalogue", "urn:fdc:peppol.eu:poacc:trns:catalogue:3",
                    "urn:fdc:peppol.eu:poacc:bis:catalogue_wo_response:3", id, issued_at);
  const auto today = date_of(time::Zone::oslo().local(issued_at).day);
  auto action = root.insert_child_before("cbc:ActionCode", root.child("cbc:IssueDate"));
  action.text().set("Update");
  add(root, "cbc:VersionID", "1");
  add(root.append_child("cac:ValidityPeriod"), "cbc:StartDate", today);
  fill_party(root.append_child("cac:ProviderParty"), seller, true);
  fill_party(root.append_child("cac:ReceiverParty"), buyer, true);
  int number = 0;
  for (const auto& product : products) {
    auto line = root.append_child("cac:CatalogueLine");
    add(line, "cbc:ID", std::to_string(++number));
    add(line, "cbc:ActionCode", product.withdrawn() ? "Delete" : "Update");
    add(line, "cbc:OrderableIndicator", product.withdrawn() ? "false" : "true");
    add(line, "cbc:OrderableUnit", product.sold_by_weight() ? "KGM" : "EA");
    if (!product.withdrawn()) add_price(line, product);
    auto item = line.append_child("cac:Item");
    add(item, "cbc:Name", product.name());
    add_identity(item, product.gtin());
    auto tax = item.append_child("cac:ClassifiedTaxCategory");
    add(tax, "cbc:ID", "S");
    add(tax, "cbc:Percent", percent(product.vat_basis_points()));
    add(tax.append_child("cac:TaxScheme"), "cbc:ID", "VAT");
    add_property(item, "StorageClass", word_of(product.storage()));
    add_property(item, "NetWeightGrams", std::to_string(product.weight_grams()));
  }
  return text_of(document);
}

std::string despatch_document(const std::string& number, const grocer::v1::GrocerAnswer& packed,
                              const Behaviour& behaviour, Timestamp issued_at) {
  pugi::xml_document document;
  auto root = begin(document, "DespatchAdvice", "urn:fdc:peppol.eu:poacc:trns:despatch_advice:3",
                    "urn:fdc:peppol.eu:poacc:bis:despatch_advice:3", "D-" + number, issued_at);
  add(root.append_child("cac:OrderReference"), "cbc:ID", number);
  add_party(root, "cac:DespatchSupplierParty", seller, true);
  add_party(root, "cac:DeliveryCustomerParty", buyer, true);
  const auto& boxes = packed.packed().boxes();
  for (const auto& packed_line : packed.packed().lines()) {
    const auto* goods = behaviour.shelf(packed_line.gtin());
    const auto storage = goods == nullptr ? orders::v1::STORAGE_CLASS_AMBIENT : goods->storage;
    const auto box =
        std::find_if(boxes.begin(), boxes.end(), [&](const auto& one) { return one.storage() == storage; });

    const bool by_weight = goods != nullptr && goods->sold_by_weight;
    const char* unit = by_weight ? "KGM" : "EA";
    const auto amount = [&](std::uint32_t quantity) {
      return by_weight ? kilograms(quantity) : std::to_string(quantity);
    };
    auto line = root.append_child("cac:DespatchLine");
    add(line, "cbc:ID", padded(packed_line.gtin()));
    add(line, "cbc:DeliveredQuantity", amount(packed_line.quantity()));
    line.child("cbc:DeliveredQuantity").append_attribute("unitCode") = unit;
    if (packed_line.outstanding_quantity() != 0) {
      add(line, "cbc:OutstandingQuantity", amount(packed_line.outstanding_quantity()));
      line.child("cbc:OutstandingQuantity").append_attribute("unitCode") = unit;
      add(line, "cbc:OutstandingReason", packed_line.outstanding_reason());
    }
    add(line.append_child("cac:OrderLineReference"), "cbc:LineID", padded(packed_line.gtin()));
    auto item = line.append_child("cac:Item");
    add_goods(item, packed_line.gtin());
    add_property(item, "StorageClass", word_of(storage));
    auto instance = item.append_child("cac:ItemInstance");
    add(instance, "cbc:BestBeforeDate", date_of(time::day_from(packed_line.best_before_day())));
    add(instance.append_child("cac:LotIdentification"), "cbc:LotNumberID", packed_line.lot());
    if (box == boxes.end()) continue;
    auto shipment = line.append_child("cac:Shipment");
    add(shipment, "cbc:ID", "NA");
    auto handling = shipment.append_child("cac:TransportHandlingUnit");
    add(handling, "cbc:ID", box->box_id());
    auto dimension = handling.append_child("cac:MeasurementDimension");
    add(dimension, "cbc:AttributeID", "AAB");
    add(dimension, "cbc:Measure", kilograms(box->weight_grams()));
    dimension.child("cbc:Measure").append_attribute("unitCode") = "KGM";
  }
  return text_of(document);
}

}  // namespace matbud::demo_grocer
