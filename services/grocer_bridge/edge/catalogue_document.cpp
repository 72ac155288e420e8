// Catalogue, transaction T19.
#include <algorithm>
#include <set>

#include "document_readers.h"
#include "ubl_lines.h"

namespace matbud::grocer_bridge::edge {
namespace {

using formats::cac;
using formats::cbc;
using formats::Millionths;
using formats::one;
using formats::XmlElement;
using orders::v1::Product;

constexpr std::uint32_t age_limit_years_max = 25;
constexpr std::uint32_t alcohol_basis_points_max = 10'000;
constexpr Millionths deposit_kroner_max = 100;

/// One line of a catalogue as a product. What the line does not say stays unknown.
class LineOfCatalogue {
 public:
  LineOfCatalogue(const XmlElement& line, formats::UblReader& reader)
      : line_{line}, item_{child(line, cac, "Item")}, reader_{reader}, lines_{reader, no_words_} {}

  Product read() {
    const auto gtin = lines_.gtin_of(item_);
    if (!gtin) reader_.tell(item_, "has no GTIN (standard identification of scheme 0160)");
    product_.set_gtin(gtin.value_or(0));
    product_.set_name(reader_.text_of(child(item_, cbc, "Name")));
    product_.set_brand(reader_.text_of(child(item_, cbc, "BrandName")));
    product_.set_withdrawn(reader_.text_of(child(line_, cbc, "ActionCode")) == "Delete" ||
                           reader_.text_of(child(line_, cbc, "OrderableIndicator")) == "false");
    read_vat();
    read_price();
    for (const auto& property : item_.children(cac, "AdditionalItemProperty")) read_property(property);
    return std::move(product_);
  }

 private:
  void read_vat() {
    const auto percent_element = child(child(item_, cac, "ClassifiedTaxCategory"), cbc, "Percent");
    const auto percent = reader_.decimal(percent_element);
    if (!percent) return;
    if (*percent < 0 || *percent > 100 * one || *percent % (one / 100) != 0)
      return reader_.tell(percent_element, "is no VAT rate");
    product_.set_vat_basis_points(static_cast<std::uint32_t>(*percent / (one / 100)));
  }

  void read_price() {
    const auto places = line_.children(cac, "RequiredItemLocationQuantity");
    if (places.empty()) return;
    if (places.size() > 1) return reader_.tell(places[1], "is a second price for another place or quantity");
    const auto price = child(places.front(), cac, "Price");
    const auto amount = child(price, cbc, "PriceAmount");
    if (amount.attribute("currencyID") != "NOK") return reader_.tell(amount, "is not in Norwegian kroner");
    if (product_.vat_basis_points() == 0)
      return reader_.tell(item_, "has no VAT rate, and prices in catalogues are without VAT");
    const auto base_element = child(price, cbc, "BaseQuantity");
    const auto per = base_element ? base_of(base_element) : std::optional<Millionths>{one};
    const auto number = reader_.decimal(amount);
    if (!number || !per) return;
    const auto price_ore = with_vat(*number, *per, product_.vat_basis_points());
    if (!price_ore) return reader_.tell(amount, "is no price from 0 to a million kroner");
    product_.set_price_ore(*price_ore);
    auto from = child(child(price, cac, "ValidityPeriod"), cbc, "StartDate");
    if (!from) from = child(child(line_, cac, "LineValidityPeriod"), cbc, "StartDate");
    product_.set_price_valid_from_day(reader_.date(from).value_or(0));
  }

  /// How many units, or kilograms, the price is for. Goods priced by weight are sold by weight.
  std::optional<Millionths> base_of(const XmlElement& base) {
    const auto amount = lines_.amount_in(base);
    if (!amount) return std::nullopt;
    if (amount->quantity == 0) {
      reader_.tell(base, "is zero");
      return std::nullopt;
    }
    product_.set_sold_by_weight(amount->by_weight);
    return amount->by_weight ? Millionths{amount->quantity} * (one / 1'000) : Millionths{amount->quantity} * one;
  }

  /// Our agreement with grocers, since T19 has no words for these; other properties are left alone.
  void read_property(const XmlElement& property) {
    const auto name = reader_.text_of(child(property, cbc, "Name"));
    const auto value_element = child(property, cbc, "Value");
    const auto number_until = [&](Millionths most) -> std::int64_t {
      const auto number = reader_.decimal(value_element);
      if (number && *number >= 0 && *number <= most) return *number;
      reader_.tell(value_element, "is no number that this property may have");
      return 0;
    };
    if (name == "StorageClass") {
      read_storage(value_element);
    } else if (name == "NetWeightGrams") {
      product_.set_weight_grams(static_cast<std::uint32_t>(number_until(1'000'000 * one) / one));
    } else if (name == "DepositNOK") {
      product_.set_deposit_ore(number_until(deposit_kroner_max * one) / (one / 100));
    } else if (name == "AgeLimitYears") {
      product_.set_age_limit_years(static_cast<std::uint32_t>(number_until(age_limit_years_max * one) / one));
    } else if (name == "AlcoholPercent") {
      product_.set_alcohol_basis_points(
          static_cast<std::uint32_t>(number_until(Millionths{alcohol_basis_points_max} * one / 100) / (one / 100)));
    } else if (name == "Ingredients") {
      product_.set_ingredients(reader_.text_of(value_element));
    }
  }

  void read_storage(const XmlElement& element) {
    const auto word = reader_.text_of(element);
    if (word == "AMBIENT") return product_.set_storage(orders::v1::STORAGE_CLASS_AMBIENT);
    if (word == "CHILLED") return product_.set_storage(orders::v1::STORAGE_CLASS_CHILLED);
    if (word == "FROZEN") return product_.set_storage(orders::v1::STORAGE_CLASS_FROZEN);
    reader_.tell(element, "is none of AMBIENT, CHILLED and FROZEN");
  }

  const FindWords no_words_ = [](std::uint64_t) { return std::optional<ProductWords>{}; };
  XmlElement line_;
  XmlElement item_;
  formats::UblReader& reader_;
  LineReader lines_;
  Product product_;
};

}  // namespace

ReceivedCatalogue read_catalogue(const XmlElement& root, const std::string& file) {
  ReceivedCatalogue catalogue;
  std::set<std::uint64_t> seen;
  for (const auto& line : root.children(cac, "CatalogueLine")) {
    formats::UblReader reader{file};  // one bad line does not keep the others out
    auto product = LineOfCatalogue{line, reader}.read();
    if (!reader.error() && !seen.insert(product.gtin()).second)
      reader.tell(line, "is a second line with the GTIN of one before it");
    if (reader.error()) {
      catalogue.problems.push_back(reader.error()->message);
    } else {
      catalogue.products.push_back(std::move(product));
    }
  }
  return catalogue;
}

}  // namespace matbud::grocer_bridge::edge
