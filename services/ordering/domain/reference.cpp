#include "reference.h"

#include <algorithm>

#include "bounds.h"
#include "forms.h"
#include "matbud/time/window.h"
#include "second_look.h"
#include "tables.h"

namespace matbud::ordering {
namespace {

constexpr std::uint32_t minutes_a_day = 24 * 60;
constexpr std::uint32_t all_weekdays = 0b1111111;

Objection check_window(const v1::Area& area, int index) {
  const auto& window = area.windows(index);
  const auto field = [&](const char* name) { return invalid(path_of("area.windows", index, name)); };
  if (!is_id(window.window_id()) || time::window_of(area, window.window_id()) != &window) return field("window_id");
  if (window.weekdays() == 0 || window.weekdays() > all_weekdays) return field("weekdays");
  if (window.opens_minute() >= window.closes_minute()) return field("opens_minute");
  if (window.closes_minute() > minutes_a_day) return field("closes_minute");
  if (window.capacity_orders() > window_orders_max) return field("capacity_orders");
  if (!window.same_day() && window.cut_off_minute() > minutes_a_day) return field("cut_off_minute");
  return std::nullopt;
}

Objection check_product(const orders::v1::Product& product, int index) {
  const auto field = [&](const char* name) { return invalid(path_of("products", index, name), product.gtin()); };
  if (!is_gtin(product.gtin())) return field("gtin");
  if (product.price_ore() < 0 || product.price_ore() > product_price_ore_max) return field("price_ore");
  if (product.deposit_ore() < 0 || product.deposit_ore() > product_deposit_ore_max) return field("deposit_ore");
  if (product.weight_grams() > product_grams_max) return field("weight_grams");
  if (!orders::v1::StorageClass_IsValid(product.storage())) return field("storage");
  if (product.price_valid_from_day() < 0) return field("price_valid_from_day");
  if (product.age_limit_years() > age_years_max) return field("age_limit_years");
  if (product.alcohol_basis_points() > product_alcohol_basis_points_max) return field("alcohol_basis_points");
  return std::nullopt;
}

Objection check_consents(const v1::Citizen& citizen) {
  if (citizen.orderers_size() > citizen_orderers_max) return invalid("citizen.orderers");
  for (int i = 0; i < citizen.orderers_size(); ++i) {
    const auto& consent = citizen.orderers(i);
    if (!is_id(consent.orderer_id())) return invalid(path_of("citizen.orderers", i, "orderer_id"));
    if (consent.last_day() <= 0) return invalid(path_of("citizen.orderers", i, "last_day"));
  }
  return std::nullopt;
}

void say(orders::v1::Product& product, AllergenSet groups, orders::v1::AllergenState state) {
  for (int group = orders::v1::Allergen_MIN; group <= orders::v1::Allergen_MAX; ++group) {
    if ((groups >> static_cast<unsigned>(group) & 1U) == 0) continue;
    auto& fact = *product.add_allergens();
    fact.set_allergen(static_cast<orders::v1::Allergen>(group));
    fact.set_state(state);
  }
}

/// Many a price list says nothing of allergens; what was known of the goods is as true as before. Who does list groups
/// is taken at their word: another composition must not keep an old "free from".
void keep_known_allergens(const Asked& asked, ProductKey& key, orders::v1::Product& product) {
  if (!product.allergens().empty()) return;
  const auto earlier = products.find(asked.state, key, product.gtin());
  if (!earlier) return;
  say(product, earlier->contains(), orders::v1::ALLERGEN_STATE_CONTAINS);
  say(product, earlier->may_contain(), orders::v1::ALLERGEN_STATE_MAY_CONTAIN);
  say(product, earlier->free_from(), orders::v1::ALLERGEN_STATE_FREE_FROM);
}

}  // namespace

Objection define_area(const Asked& asked, const v1::DefineArea& wish, v1::AreaDefined& said) {
  const auto& area = wish.area();
  // The key decides where the record lies, so an area under another's key would never meet its own orders.
  if (!is_id(area.area_id()) || area.area_id() != asked.area_id) return invalid("area.area_id");
  if (!is_municipality_number(area.municipality())) return invalid("area.municipality");
  if (area.name().empty() || area.name().size() > text_bytes_max) return invalid("area.name");
  if (!is_grocer_id(area.grocer_id())) return invalid("area.grocer_id");
  if (!time::zone_of(area)) return invalid("area.time_zone");
  if (area.windows().empty() || area.windows_size() > area_windows_max) return invalid("area.windows");
  for (int i = 0; i < area.windows_size(); ++i) {
    if (auto objection = check_window(area, i)) return objection;
  }
  const auto& alcohol = area.alcohol();
  if (alcohol.from_minute() > minutes_a_day) return invalid("area.alcohol.from_minute");
  if (alcohol.until_minute() > minutes_a_day) return invalid("area.alcohol.until_minute");
  if (alcohol.until_minute_on_eves() > minutes_a_day) return invalid("area.alcohol.until_minute_on_eves");
  if (area.closed_days_size() > area_closed_days_max) return invalid("area.closed_days");
  *said.mutable_area() = area;
  said.set_command_id(asked.command_id.data(), asked.command_id.size());
  return std::nullopt;
}

Objection put_products(const Asked& asked, const v1::PutProducts& wish, v1::ProductsPut& said) {
  if (!is_grocer_id(wish.grocer_id())) return invalid("grocer_id");
  if (wish.products().empty() || wish.products_size() > products_a_command_max) return invalid("products");
  for (int i = 0; i < wish.products_size(); ++i) {
    if (auto objection = check_product(wish.products(i), i)) return objection;
  }
  said.set_grocer_id(wish.grocer_id());
  *said.mutable_products() = wish.products();
  ProductKey key{wish.grocer_id()};
  for (auto& product : *said.mutable_products()) keep_known_allergens(asked, key, product);
  said.set_command_id(asked.command_id.data(), asked.command_id.size());
  return std::nullopt;
}

Objection register_citizen(const Asked& asked, const v1::RegisterCitizen& wish, v1::CitizenRegistered& said) {
  const auto& citizen = wish.citizen();
  if (!is_id(citizen.citizen_id())) return invalid("citizen.citizen_id");
  if (!is_id(citizen.area_id()) || citizen.area_id() != asked.area_id) return invalid("citizen.area_id");
  if (!is_sealed_for(citizen.citizen_id(), citizen.name())) return invalid("citizen.name");
  if (!is_sealed_for(citizen.citizen_id(), citizen.diet())) return invalid("citizen.diet");
  if (citizen.orderer_ids_size() > citizen_orderers_max ||
      !std::all_of(citizen.orderer_ids().begin(), citizen.orderer_ids().end(),
                   [](const std::string& id) { return is_id(id); }))
    return invalid("citizen.orderer_ids");
  if (auto objection = check_consents(citizen)) return objection;
  if (!orders::v1::SubstitutionWish_IsValid(citizen.usual_wish())) return invalid("citizen.usual_wish");
  if (!is_id_or_empty(citizen.service_unit())) return invalid("citizen.service_unit");
  // Without a unit there would be no place but their door.
  if (citizen.address_protected() && citizen.service_unit().empty()) return invalid("citizen.service_unit");
  if (citizen.verified_age_years() > age_years_max) return invalid("citizen.verified_age_years");
  if (citizen.budget_month_ore() < 0) return invalid("citizen.budget_month_ore");
  if (!areas.contains(asked.state, asked.area_id)) return Refusal{v1::REFUSAL_REASON_UNKNOWN_AREA, "citizen.area_id"};
  *said.mutable_citizen() = citizen;
  for (auto& order_id : doubtful_orders(asked, citizen)) said.add_doubtful_order_ids(std::move(order_id));
  said.set_command_id(asked.command_id.data(), asked.command_id.size());
  return std::nullopt;
}

}  // namespace matbud::ordering
