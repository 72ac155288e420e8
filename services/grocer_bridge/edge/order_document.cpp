// Order, transaction T01.
#include <algorithm>

#include "ubl_writing.h"

namespace matbud::grocer_bridge::edge {
namespace {

using grocer::v1::GrocerLine;
using grocer::v1::GrocerOrder;

constexpr const char* plain_order = "220";  // UNCL1001
constexpr const char* piece = "EA";         // UN/ECE Recommendation 20
constexpr const char* kilogram = "KGM";

/// What one line comes to, VAT and deposit kept apart.
struct Cost {
  std::int64_t price_millionths = 0;  ///< of one unit or kilogram, in kroner without VAT
  std::int64_t goods_ore = 0;         ///< without VAT
  std::int64_t vat_ore = 0;
  std::int64_t deposit_ore = 0;  ///< carries no VAT
  [[nodiscard]] std::int64_t net_ore() const { return goods_ore + deposit_ore; }
};

std::int64_t rounded(std::int64_t dividend, std::int64_t divisor) { return (dividend + divisor / 2) / divisor; }

/// Prices in the order are with VAT, in øre; those on a document are without, in kroner. Nothing when the VAT is
/// unknown.
std::optional<Cost> cost_of(const GrocerLine& line, const std::optional<ProductWords>& words) {
  if (!words || words->vat_basis_points == 0) return std::nullopt;
  constexpr std::int64_t whole = 10'000;  // basis points, and millionths of a krone in an øre
  const std::int64_t quantity = line.quantity();
  Cost cost;
  cost.price_millionths = rounded(line.price_ore() * whole * whole, whole + words->vat_basis_points);
  std::int64_t with_vat_ore = line.price_ore() * quantity;
  if (line.sold_by_weight()) {
    with_vat_ore = (with_vat_ore + 500) / 1000;
    // Kilograms first: a price times grams times ten thousand would be too large a number.
    cost.goods_ore =
        rounded(cost.price_millionths / 1000 * quantity + cost.price_millionths % 1000 * quantity / 1000, whole);
  } else {
    cost.goods_ore = rounded(cost.price_millionths * quantity, whole);
    cost.deposit_ore = line.deposit_ore() * quantity;
  }
  cost.vat_ore = with_vat_ore - cost.goods_ore;
  return cost;
}

std::string wish_in_words(const GrocerLine& line) {
  if (line.alternative_gtin() != 0)
    return "Er varen utsolgt: erstatt den med GTIN " + gtin_text(line.alternative_gtin()) + ".";
  if (line.wish() == orders::v1::SUBSTITUTION_WISH_SIMILAR) return "Er varen utsolgt: erstatt den med en lignende.";
  return "Er varen utsolgt: ikke erstatt den.";
}

void add_property(pugi::xml_node item, const char* name, const std::string& value) {
  auto property = item.append_child("cac:AdditionalItemProperty");
  add(property, "cbc:Name", name);
  add(property, "cbc:Value", value);
}

/// The same wish for a program; the names are ours.
void add_wish(pugi::xml_node item, const GrocerLine& line) {
  const bool similar = line.wish() == orders::v1::SUBSTITUTION_WISH_SIMILAR;
  add_property(item, "Substitution", similar ? "SIMILAR" : line.alternative_gtin() != 0 ? "ALTERNATIVE" : "NONE");
  if (line.alternative_gtin() != 0) add_property(item, "SubstituteGTIN", gtin_text(line.alternative_gtin()));
}

void add_vat_category(pugi::xml_node item, std::uint32_t vat_basis_points) {
  auto category = item.append_child("cac:ClassifiedTaxCategory");
  add(category, "cbc:ID", "S");
  add(category, "cbc:Percent", kroner(vat_basis_points));  // two decimals as well
  add(category.append_child("cac:TaxScheme"), "cbc:ID", "VAT");
}

void add_line(pugi::xml_node root, const GrocerLine& line, const std::optional<ProductWords>& words,
              const std::optional<Cost>& cost) {
  auto order_line = root.append_child("cac:OrderLine");
  add(order_line, "cbc:Note", wish_in_words(line));
  auto item_line = order_line.append_child("cac:LineItem");
  add(item_line, "cbc:ID", gtin_text(line.gtin()));
  add_quantity(item_line, "cbc:Quantity",
               line.sold_by_weight() ? kilograms(line.quantity()) : std::to_string(line.quantity()),
               line.sold_by_weight() ? kilogram : piece);
  if (cost) {
    add_amount(item_line, "cbc:LineExtensionAmount", kroner(cost->net_ore()));
    if (cost->deposit_ore != 0) {
      auto charge = item_line.append_child("cac:AllowanceCharge");
      add(charge, "cbc:ChargeIndicator", "true");
      add(charge, "cbc:AllowanceChargeReason", "Pant");
      add_amount(charge, "cbc:Amount", kroner(cost->deposit_ore));
    }
    auto price = item_line.append_child("cac:Price");
    add_amount(price, "cbc:PriceAmount", kroner_from_millionths(cost->price_millionths));
    add_quantity(price, "cbc:BaseQuantity", "1", line.sold_by_weight() ? kilogram : piece);
  }
  auto item = add_item(item_line, line.gtin(), words);
  if (words && words->vat_basis_points != 0) add_vat_category(item, words->vat_basis_points);
  add_wish(item, line);
}

/// Sums that come to exactly what the order says, whatever was rounded.
void add_sums(pugi::xml_node root, const GrocerOrder& order, const std::vector<std::optional<Cost>>& costs) {
  std::int64_t net_ore = 0;
  std::int64_t vat_ore = 0;
  for (const auto& cost : costs) {
    if (!cost) return;
    net_ore += cost->net_ore();
    vat_ore += cost->vat_ore;
  }
  const auto gross_ore = net_ore + vat_ore;
  add_amount(root.append_child("cac:TaxTotal"), "cbc:TaxAmount", kroner(vat_ore));
  auto total = root.append_child("cac:AnticipatedMonetaryTotal");
  add_amount(total, "cbc:LineExtensionAmount", kroner(net_ore));
  add_amount(total, "cbc:TaxExclusiveAmount", kroner(net_ore));
  add_amount(total, "cbc:TaxInclusiveAmount", kroner(gross_ore));
  if (order.total_ore() != gross_ore)
    add_amount(total, "cbc:PayableRoundingAmount", kroner(order.total_ore() - gross_ore));
  add_amount(total, "cbc:PayableAmount", kroner(order.total_ore()));
}

void add_delivery(pugi::xml_node root, const DocumentFrame& frame, const GrocerOrder& order) {
  const auto opens = frame.zone.local(from_ms(order.window().opens_at_ms()));
  const auto closes = frame.zone.local(from_ms(order.window().closes_at_ms()));
  auto delivery = root.append_child("cac:Delivery");
  auto period = delivery.append_child("cac:RequestedDeliveryPeriod");
  add(period, "cbc:StartDate", date_text(opens.day));
  if (!is_ehf(frame.rules)) add(period, "cbc:StartTime", time_text(opens.after_midnight));
  add(period, "cbc:EndDate", date_text(closes.day));
  if (!is_ehf(frame.rules)) add(period, "cbc:EndTime", time_text(closes.after_midnight));
  add(delivery.append_child("cac:DeliveryParty").append_child("cac:PartyName"), "cbc:Name", order.delivery_alias());
}

/// EHF has days only, so the hours stand in words.
std::string window_in_words(const DocumentFrame& frame, const GrocerOrder& order) {
  const auto hour = [&](std::int64_t at_ms) {
    return time_text(frame.zone.local(from_ms(at_ms)).after_midnight).substr(0, 5);
  };
  return "Merkes " + order.delivery_alias() + ". Leveres " +
         date_text(frame.zone.local(from_ms(order.window().opens_at_ms())).day) + " kl. " +
         hour(order.window().opens_at_ms()) + "–" + hour(order.window().closes_at_ms()) + ".";
}

std::string customization_of(const DocumentFrame& frame) {
  constexpr const char* peppol = "urn:fdc:peppol.eu:poacc:trns:order:3";
  return is_ehf(frame.rules) ? std::string{peppol} + ":extended:urn:fdc:anskaffelser.no:2019:ehf:spec:3.0" : peppol;
}

}  // namespace

std::string write_order(const DocumentFrame& frame, const GrocerOrder& order, const FindWords& find_words) {
  std::vector<std::optional<ProductWords>> words;
  std::vector<std::optional<Cost>> costs;
  for (const auto& line : order.lines()) {
    words.push_back(find_words(line.gtin()));
    costs.push_back(cost_of(line, words.back()));
  }
  pugi::xml_document document;
  auto root =
      begin_document(document, "Order", frame, customization_of(frame), order_number(order.order_id(), frame.area));
  add(root, "cbc:OrderTypeCode", plain_order);
  add(root, "cbc:Note", window_in_words(frame, order));
  add(root, "cbc:DocumentCurrencyCode", "NOK");
  add(root, "cbc:CustomerReference", frame.area.value());
  add(root.append_child("cac:ValidityPeriod"), "cbc:EndDate",
      date_text(frame.zone.local(from_ms(order.window().closes_at_ms())).day));
  add_parties(root, frame);
  add_delivery(root, frame, order);
  add_sums(root, order, costs);
  for (int i = 0; i < order.lines_size(); ++i) {
    const auto at = static_cast<std::size_t>(i);
    add_line(root, order.lines(i), words[at], costs[at]);
  }
  return text_of(document);
}

}  // namespace matbud::grocer_bridge::edge
