// What is told once and remembered: citizens, areas, goods.
#include "json_body.h"

namespace matbud::ordering::edge {
namespace {

constexpr std::size_t reference_bytes_max = 128;
constexpr std::size_t name_bytes_max = 200;
constexpr std::size_t orderers_max = 100;
constexpr std::uint32_t age_years_max = 130;
constexpr std::uint32_t budget_ore_max = 100'000'000;
constexpr std::size_t windows_max = 32;
constexpr std::uint32_t minutes_a_day = 24 * 60;
constexpr std::uint32_t window_orders_max = 100'000;
constexpr std::uint32_t order_grams_max = 1'000'000;
constexpr std::size_t closed_days_max = 1'000;
constexpr std::size_t ingredients_bytes_max = 10'000;
constexpr std::uint32_t price_ore_max = 10'000'000;
constexpr std::uint32_t deposit_ore_max = 100'000;
constexpr std::uint32_t product_grams_max = 1'000'000;
constexpr std::uint32_t basis_points_max = 10'000;

std::vector<orders::v1::Allergen> read_groups(formats::Fields& fields, std::string_view name) {
  std::vector<orders::v1::Allergen> groups;
  // The words stand in the order of the enum, whose first real value is 1.
  for (const auto place :
       fields.optional_words(name, {"gluten", "crustaceans", "eggs", "fish", "peanuts", "soybeans", "milk", "nuts",
                                    "celery", "mustard", "sesame", "sulphites", "lupin", "molluscs"}))
    groups.push_back(static_cast<orders::v1::Allergen>(static_cast<int>(place) + 1));
  return groups;
}

void read_diet(const Body& body, v1::Citizen& citizen) {
  auto diet_fields = body.fields.optional_object("diet");
  if (!diet_fields) return;
  v1::Diet diet;
  for (const auto group : read_groups(*diet_fields, "avoids")) diet.add_avoids(group);
  if (auto words = diet_fields->optional_text("words", reference_bytes_max * 16)) diet.set_words(*std::move(words));
  diet_fields->refuse_the_rest();
  body.texts.add(body.fields.pointer_of("diet"), "matbud.ordering.v1.Citizen.diet", diet.SerializeAsString(),
                 citizen.mutable_diet());
}

void read_consents(const Body& body, v1::Citizen& citizen) {
  if (!body.fields.has("orderers")) return;
  for (auto& fields : body.fields.objects("orderers", orderers_max)) {
    auto& consent = *citizen.add_orderers();
    consent.set_orderer_id(fields.id("orderer_id"));
    consent.set_last_day(fields.date("last_day"));
    fields.refuse_the_rest();
  }
}

/// A name that must be there.
std::string read_name(formats::Fields& fields, formats::FirstError& errors, std::string_view name) {
  auto text = fields.optional_text(name, name_bytes_max);
  if (!text) errors.tell(fields.pointer_of(name), "is missing");
  return text.value_or("");
}

void read_window(formats::Fields fields, v1::Window& window) {
  window.set_window_id(fields.id("window_id"));
  window.set_weekdays(read_weekdays(fields));
  window.set_opens_minute(fields.whole_number("opens_minute", 0, minutes_a_day));
  window.set_closes_minute(fields.whole_number("closes_minute", 0, minutes_a_day));
  window.set_capacity_orders(fields.whole_number("capacity_orders", 0, window_orders_max));
  window.set_same_day(fields.flag("same_day", false));
  if (!window.same_day()) window.set_cut_off_minute(fields.whole_number("cut_off_minute", 0, minutes_a_day));
  fields.refuse_the_rest();
}

void read_alcohol(formats::Fields& fields, v1::Area& area) {
  auto rule = fields.optional_object("alcohol");
  if (!rule) return;
  area.mutable_alcohol()->set_from_minute(rule->optional_whole_number("from_minute", 0, minutes_a_day));
  area.mutable_alcohol()->set_until_minute(rule->optional_whole_number("until_minute", 0, minutes_a_day));
  area.mutable_alcohol()->set_until_minute_on_eves(
      rule->optional_whole_number("until_minute_on_eves", 0, minutes_a_day));
  rule->refuse_the_rest();
}

void read_allergens(formats::Fields& fields, orders::v1::Product& product) {
  auto said = fields.optional_object("allergens");
  if (!said) return;
  const auto add = [&](const char* name, orders::v1::AllergenState state) {
    for (const auto group : read_groups(*said, name)) {
      auto& fact = *product.add_allergens();
      fact.set_allergen(group);
      fact.set_state(state);
    }
  };
  add("contains", orders::v1::ALLERGEN_STATE_CONTAINS);
  add("may_contain", orders::v1::ALLERGEN_STATE_MAY_CONTAIN);
  add("free_from", orders::v1::ALLERGEN_STATE_FREE_FROM);
  said->refuse_the_rest();
}

void read_product(formats::Fields fields, formats::FirstError& errors, orders::v1::Product& product) {
  product.set_gtin(fields.gtin("gtin"));
  product.set_name(read_name(fields, errors, "name"));
  product.set_brand(fields.optional_text("brand", name_bytes_max).value_or(""));
  product.set_price_ore(fields.optional_whole_number("price_ore", 0, price_ore_max));
  product.set_price_valid_from_day(fields.optional_date("price_valid_from_day"));
  product.set_deposit_ore(fields.optional_whole_number("deposit_ore", 0, deposit_ore_max));
  product.set_weight_grams(fields.optional_whole_number("weight_grams", 0, product_grams_max));
  product.set_sold_by_weight(fields.flag("sold_by_weight", false));
  if (const auto storage = fields.optional_word("storage", {"ambient", "chilled", "frozen"}))
    product.set_storage(static_cast<orders::v1::StorageClass>(static_cast<int>(*storage) + 1));
  product.set_age_limit_years(fields.optional_whole_number("age_limit_years", 0, age_years_max));
  product.set_alcohol_basis_points(fields.optional_whole_number("alcohol_basis_points", 0, basis_points_max));
  product.set_vat_basis_points(fields.optional_whole_number("vat_basis_points", 0, basis_points_max));
  product.set_ingredients(fields.optional_text("ingredients", ingredients_bytes_max).value_or(""));
  product.set_withdrawn(fields.flag("withdrawn", false));
  read_allergens(fields, product);
  fields.refuse_the_rest();
}

}  // namespace

Result<OrderCommand> citizen_request(std::string_view json, const Asking& asking, const Sealer& seal) {
  return read_body(json, asking, seal, [](const Body& body, OrderCommand& command) {
    auto& citizen = *command.command.mutable_register_citizen()->mutable_citizen();
    citizen.set_citizen_id(body.fields.id("citizen_id"));
    citizen.set_area_id(command.area.value());
    belongs_to_citizen(body, citizen.citizen_id());
    if (auto name = body.fields.optional_text("name", name_bytes_max))
      body.texts.add(body.fields.pointer_of("name"), "matbud.ordering.v1.Citizen.name", *std::move(name),
                     citizen.mutable_name());
    read_diet(body, citizen);
    for (auto& id : body.fields.optional_ids("orderer_ids", orderers_max)) citizen.add_orderer_ids(std::move(id));
    read_consents(body, citizen);
    citizen.set_usual_wish(read_wish_word(body.fields, "usual_wish"));
    citizen.set_service_unit(body.fields.optional_id("service_unit"));
    citizen.set_budget_month_ore(body.fields.optional_whole_number("budget_month_ore", 0, budget_ore_max));
    citizen.set_active(body.fields.flag("active", true));
    citizen.set_address_protected(body.fields.flag("address_protected", false));
    citizen.set_verified_age_years(body.fields.optional_whole_number("verified_age_years", 0, age_years_max));
  });
}

Result<OrderCommand> area_request(std::string_view json, const Asking& asking) {
  return read_body(json, asking, nothing_to_seal(), [](const Body& body, OrderCommand& command) {
    auto& area = *command.command.mutable_define_area()->mutable_area();
    area.set_area_id(command.area.value());
    area.set_municipality(body.fields.id("municipality"));
    area.set_name(read_name(body.fields, body.errors, "name"));
    area.set_grocer_id(body.fields.id("grocer_id"));
    for (auto& window : body.fields.objects("windows", windows_max))
      read_window(std::move(window), *area.add_windows());
    area.set_time_zone(body.fields.optional_text("time_zone", name_bytes_max).value_or(""));
    area.set_order_weight_grams_max(body.fields.optional_whole_number("order_weight_grams_max", 0, order_grams_max));
    area.set_grocer_accepts_by_setting(body.fields.flag("grocer_accepts_by_setting", false));
    for (const auto day : body.fields.optional_dates("closed_days", closed_days_max)) area.add_closed_days(day);
    read_alcohol(body.fields, area);
  });
}

Result<GoodsRequest> goods_request(std::string_view json) {
  const auto document = formats::parse_json(json);
  if (!document) return tl::unexpected<Error>{document.error()};
  formats::FirstError errors;
  formats::Fields fields{*document, "", errors};
  GoodsRequest request;
  request.grocer = GrocerId{fields.id("grocer_id")};
  for (auto& product : fields.objects("products", goods_a_request_max))
    read_product(std::move(product), errors, request.products.emplace_back());
  fields.refuse_the_rest();
  if (errors.error()) return tl::unexpected<Error>{*errors.error()};
  return request;
}

}  // namespace matbud::ordering::edge
