#include "matbud/ordering/edge/json_requests.h"

#include "json_lines.h"
#include "matbud/formats/json_document.h"
#include "matbud/formats/json_fields.h"

namespace matbud::ordering::edge {
namespace {

constexpr std::uint32_t version_max = 1'000'000;
constexpr std::size_t reference_bytes_max = 128;
constexpr std::size_t name_bytes_max = 200;
constexpr std::size_t orderers_max = 100;
constexpr std::uint32_t stars_max = 5;
constexpr std::uint32_t age_years_max = 130;
constexpr std::uint32_t budget_ore_max = 100'000'000;

/// One body on its way into a command.
struct Body {
  formats::Fields& fields;
  ClearTexts& texts;
  const Asking& asking;
};

/// Reads one document with `read`, which fills the command.
template <class Read>
Result<OrderCommand> read_body(std::string_view json, const Asking& asking, const Sealer& seal, const Read& read) {
  const auto document = formats::parse_json(json);
  if (!document) return tl::unexpected<Error>{document.error()};
  formats::FirstError errors;
  formats::Fields fields{*document, "", errors};
  ClearTexts texts{errors};
  OrderCommand command;
  command.command_id = asking.command_id;
  command.area = AreaId{fields.id("area_id")};
  read(Body{fields, texts, asking}, command);
  fields.refuse_the_rest();
  if (errors.error()) return tl::unexpected<Error>{*errors.error()};
  texts.seal(seal);
  return command;
}

void belongs_to_citizen(const Body& body, const std::string& citizen_id) {
  body.texts.belong_to(citizen_id, body.fields.pointer_of("citizen_id"));
}

void read_wish(const Body& body, v1::PlaceOrder& order) {
  order.set_citizen_id(body.fields.id("citizen_id"));
  belongs_to_citizen(body, order.citizen_id());
  order.set_window_id(body.fields.id("window_id"));
  order.set_delivery_day(body.fields.date("delivery_day"));
  order.set_ordered_by(body.asking.who);
  order.set_orderer_unit(body.asking.unit);
  order.set_channel(body.asking.channel);
  read_lines(body.fields, *order.mutable_lines(), body.texts);
}

std::uint32_t weekdays_of(formats::Fields& fields) {
  std::uint32_t bits = 0;
  for (const auto place : fields.optional_words("weekdays", {"mon", "tue", "wed", "thu", "fri", "sat", "sun"}))
    bits |= 1U << place;
  return bits;
}

void read_diet(const Body& body, v1::Citizen& citizen) {
  auto diet_fields = body.fields.optional_object("diet");
  if (!diet_fields) return;
  v1::Diet diet;
  // The words stand in the order of the enum, whose first real value is 1.
  for (const auto place :
       diet_fields->optional_words("avoids", {"gluten", "crustaceans", "eggs", "fish", "peanuts", "soybeans", "milk",
                                              "nuts", "celery", "mustard", "sesame", "sulphites", "lupin", "molluscs"}))
    diet.add_avoids(static_cast<orders::v1::Allergen>(static_cast<int>(place) + 1));
  if (auto words = diet_fields->optional_text("words", reference_bytes_max * 16)) diet.set_words(*std::move(words));
  diet_fields->refuse_the_rest();
  body.texts.add(body.fields.pointer_of("diet"), "matbud.ordering.v1.Citizen.diet", diet.SerializeAsString(),
                 citizen.mutable_diet());
}

}  // namespace

Result<OrderCommand> place_request(std::string_view json, const Asking& asking, const Sealer& seal) {
  return read_body(json, asking, seal, [](const Body& body, OrderCommand& command) {
    auto& order = *command.command.mutable_place_order();
    order.set_order_id(body.fields.id("order_id"));
    read_wish(body, order);
    order.set_visit_id(body.fields.optional_id("visit_id"));
    if (auto reference = body.fields.optional_text("buyer_reference", reference_bytes_max))
      order.set_buyer_reference(*std::move(reference));
    body.texts.read(body.fields, "note_to_driver", "matbud.ordering.v1.PlaceOrder.note_to_driver",
                    [&] { return order.mutable_note_to_driver(); });
    body.texts.read(body.fields, "note_to_home_care", "matbud.ordering.v1.PlaceOrder.note_to_home_care",
                    [&] { return order.mutable_note_to_home_care(); });
  });
}

Result<OrderCommand> basket_request(std::string_view json, const Asking& asking) {
  const auto seal_nothing = [](const CitizenId& citizen, std::string_view, std::string_view) {
    privacy::v1::Sealed sealed;
    sealed.set_key_id(citizen.value());
    return sealed;
  };
  return read_body(json, asking, seal_nothing, [](const Body& body, OrderCommand& command) {
    read_wish(body, *command.command.mutable_place_order());
  });
}

Result<OrderCommand> amend_request(std::string_view json, const Asking& asking, const Sealer& seal) {
  return read_body(json, asking, seal, [](const Body& body, OrderCommand& command) {
    auto& order = *command.command.mutable_amend_order();
    order.set_order_id(body.asking.order_id);
    belongs_to_citizen(body, body.fields.optional_id("citizen_id"));
    order.set_expected_version(body.fields.whole_number("expected_version", 1, version_max));
    order.set_amended_by(body.asking.who);
    order.set_orderer_unit(body.asking.unit);
    read_lines(body.fields, *order.mutable_lines(), body.texts);
  });
}

Result<OrderCommand> cancel_request(std::string_view json, const Asking& asking, const Sealer& seal) {
  return read_body(json, asking, seal, [](const Body& body, OrderCommand& command) {
    auto& order = *command.command.mutable_cancel_order();
    order.set_order_id(body.asking.order_id);
    belongs_to_citizen(body, body.fields.optional_id("citizen_id"));
    order.set_cancelled_by(body.asking.who);
    order.set_orderer_unit(body.asking.unit);
    body.texts.read(body.fields, "reason", "matbud.ordering.v1.CancelOrder.reason",
                    [&] { return order.mutable_reason(); });
  });
}

Result<OrderCommand> feedback_request(std::string_view json, const Asking& asking, const Sealer& seal) {
  return read_body(json, asking, seal, [](const Body& body, OrderCommand& command) {
    auto& said = *command.command.mutable_give_feedback();
    said.set_order_id(body.asking.order_id);
    said.set_feedback_id(body.fields.id("feedback_id"));
    belongs_to_citizen(body, body.fields.optional_id("citizen_id"));
    said.set_gtin(body.fields.optional_gtin("gtin"));
    said.set_stars(body.fields.optional_whole_number("stars", 1, stars_max));
    body.texts.read(body.fields, "words", "matbud.ordering.v1.GiveFeedback.words",
                    [&] { return said.mutable_words(); });
  });
}

Result<OrderCommand> standing_order_request(std::string_view json, const Asking& asking, const Sealer& seal) {
  return read_body(json, asking, seal, [](const Body& body, OrderCommand& command) {
    auto& put = *command.command.mutable_put_standing_order();
    auto& order = *put.mutable_standing_order();
    order.set_standing_order_id(body.fields.id("standing_order_id"));
    order.set_citizen_id(body.fields.id("citizen_id"));
    belongs_to_citizen(body, order.citizen_id());
    order.set_window_id(body.fields.id("window_id"));
    order.set_weekdays(weekdays_of(body.fields));
    read_lines(body.fields, *order.mutable_lines(), body.texts);
    order.set_first_day(body.fields.optional_date("first_day"));
    order.set_last_day(body.fields.optional_date("last_day"));
    order.set_paused_from_day(body.fields.optional_date("paused_from_day"));
    order.set_paused_until_day(body.fields.optional_date("paused_until_day"));
    order.set_ended(body.fields.flag("ended", false));
    order.set_set_by(body.asking.who);
    put.set_orderer_unit(body.asking.unit);
  });
}

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
    citizen.set_service_unit(body.fields.optional_id("service_unit"));
    citizen.set_budget_month_ore(body.fields.optional_whole_number("budget_month_ore", 0, budget_ore_max));
    citizen.set_active(body.fields.flag("active", true));
    citizen.set_address_protected(body.fields.flag("address_protected", false));
    citizen.set_verified_age_years(body.fields.optional_whole_number("verified_age_years", 0, age_years_max));
  });
}

}  // namespace matbud::ordering::edge
