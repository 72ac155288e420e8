// Small parts that UBL documents are built of. pugixml stays in this folder's .cpp files.
#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "matbud/grocer_bridge/edge/documents_out.h"

namespace matbud::grocer_bridge::edge {

/// Adds a child with a text; returns it for attributes.
pugi::xml_node add(pugi::xml_node parent, const char* name, const std::string& text);
/// Adds `<name unitCode="unit">`, `<name currencyID="NOK">`.
void add_quantity(pugi::xml_node parent, const char* name, const std::string& number, const char* unit);
void add_amount(pugi::xml_node parent, const char* name, const std::string& number);

/// 1234 øre as `12.34`.
[[nodiscard]] std::string kroner(std::int64_t ore);
/// Millionths of a krone with no more decimals than they have, but two: 26086957 is `26.086957`.
[[nodiscard]] std::string kroner_from_millionths(std::int64_t millionths);
/// 450 grams as `0.45`.
[[nodiscard]] std::string kilograms(std::uint32_t grams);
/// `2026-11-24`.
[[nodiscard]] std::string date_text(time::Day day);
/// `08:00:00`.
[[nodiscard]] std::string time_text(std::chrono::minutes after_midnight);

/// Begins a document: root element with its namespaces, customization, profile, id and issue date.
/// `kind` is the name of the root.
pugi::xml_node begin_document(pugi::xml_document& document, const char* kind, const DocumentFrame& frame,
                              const std::string& customization, const std::string& id);
/// cac:BuyerCustomerParty and cac:SellerSupplierParty.
void add_parties(pugi::xml_node root, const DocumentFrame& frame);
/// cac:Item with name and GTIN; more may be added behind.
pugi::xml_node add_item(pugi::xml_node parent, std::uint64_t gtin, const std::optional<ProductWords>& words);

/// GTIN-8, -12, -13 or -14, zero-padded.
[[nodiscard]] std::string gtin_text(std::uint64_t gtin);

[[nodiscard]] bool is_ehf(bridge::v1::DocumentRules rules);
/// The profile that the rules are.
[[nodiscard]] const char* profile_of(bridge::v1::DocumentRules rules);

[[nodiscard]] std::string text_of(const pugi::xml_document& document);

}  // namespace matbud::grocer_bridge::edge
