// What the services are told once and again: areas, goods, citizens, contacts, doorsteps.
#include "installation.h"
#include "matbud/dispatch/v1/commands.pb.h"
#include "matbud/log/topics.h"
#include "matbud/notification/v1/commands.pb.h"
#include "matbud/ordering/v1/commands.pb.h"
#include "people.h"

namespace matbud::simulation {
namespace {

constexpr std::int64_t ms_a_day = 86'400'000;

}  // namespace

void People::set_up() {
  for (const auto& grocer : {answering_grocer, prompt_grocer}) put_products(grocer.value(), false);
  for (const auto& area : areas_) {
    if (random_.chance(700)) put_settings(area);
    define_area(area, 2 + static_cast<std::uint32_t>(random_.below(4)));
    for (const auto& citizen : area.citizens) {
      register_citizen(area, citizen, true);
      put_contacts(area, citizen);
      put_drop_point(area, citizen);
    }
  }
}

void People::define_area(const Area& area, std::uint32_t capacity) {
  ordering::v1::OrderingCommand command;
  auto& defined = *command.mutable_define_area()->mutable_area();
  defined.set_area_id(area.id);
  defined.set_municipality("3024");
  defined.set_name(area.id.substr(5));
  defined.set_grocer_id(area.grocer);
  defined.set_order_weight_grams_max(20'000);
  defined.set_grocer_accepts_by_setting(area.grocer == prompt_grocer.value());
  for (const bool same_day : {false, true}) {
    auto& window = *defined.add_windows();
    window.set_window_id(same_day ? "today" : "morning");
    window.set_weekdays(same_day ? 0x7f : 0x3f);
    window.set_opens_minute(same_day ? 17 * 60 : 9 * 60);
    window.set_closes_minute(same_day ? 21 * 60 : 13 * 60);
    window.set_capacity_orders(capacity);
    window.set_cut_off_minute(16 * 60);
    window.set_same_day(same_day);
  }
  send(log::ordering_commands, area.id, command, "area/" + area.id);
}

void People::put_products(const std::string& grocer, bool withdrawn) {
  ordering::v1::OrderingCommand command;
  auto& put = *command.mutable_put_products();
  put.set_grocer_id(grocer);
  for (const auto gtin : goods) {
    auto& product = *put.add_products();
    product.set_gtin(gtin);
    product.set_name("Vare " + std::to_string(gtin % 1000));
    product.set_price_ore(static_cast<std::int64_t>(500 + random_.below(4000)));
    product.set_weight_grams(static_cast<std::uint32_t>(200 + random_.below(2500)));
    product.set_sold_by_weight(gtin == goods[3]);
    product.set_storage(gtin == goods[0] ? orders::v1::STORAGE_CLASS_CHILLED : orders::v1::STORAGE_CLASS_AMBIENT);
    product.set_vat_basis_points(1500);
    product.set_withdrawn(withdrawn && gtin == goods[2]);
    if (gtin == goods[2]) product.set_age_limit_years(18);
    if (gtin == goods[1]) continue;  // nobody has said what it holds
    auto& fact = *product.add_allergens();
    fact.set_allergen(orders::v1::ALLERGEN_MILK);
    fact.set_state(gtin == goods[0] ? orders::v1::ALLERGEN_STATE_CONTAINS : orders::v1::ALLERGEN_STATE_FREE_FROM);
  }
  for (std::uint32_t partition = 0; partition < partitions_; ++partition)
    send(log::ordering_commands, "catalogue-" + grocer, command, "catalogue/" + grocer, {}, Partition{partition});
}

void People::register_citizen(const Area& area, const std::string& citizen, bool active, bool new_allergy) {
  if (!keys_.present(citizen)) return;
  ordering::v1::OrderingCommand command;
  auto& registered = *command.mutable_register_citizen()->mutable_citizen();
  registered.set_citizen_id(citizen);
  registered.set_area_id(area.id);
  *registered.mutable_name() = sealed(citizen, "matbud.ordering.v1.Citizen.name", "name");
  ordering::v1::Diet diet;
  diet.set_words(clear_text("diet"));
  if (citizen.ends_with("0") || new_allergy) diet.add_avoids(orders::v1::ALLERGEN_MILK);
  *registered.mutable_diet() = keys_.sealed_diet(citizen, diet).value();
  registered.set_budget_month_ore(citizen.ends_with("1") ? 10'000 : 0);
  registered.set_verified_age_years(80);
  registered.set_address_protected(citizen.ends_with("2") && random_.chance(300));
  registered.set_service_unit("unit-1");
  registered.set_active(active);
  send(log::ordering_commands, area.id, command, "citizen/" + citizen);
}

void People::put_contacts(const Area& area, const std::string& citizen) {
  if (!keys_.present(citizen)) return;
  notification::v1::NotificationCommand command;
  auto& put = *command.mutable_put_contacts();
  put.set_citizen_id(citizen);
  const auto contacts = random_.below(3);
  for (std::uint64_t i = 0; i < contacts; ++i) {
    auto& contact = *put.add_contacts();
    contact.set_contact_id("contact-" + std::to_string(i));
    contact.set_relation(i == 0 ? "next_of_kin" : "citizen");
    contact.set_channel(i == 0 ? notification::v1::CHANNEL_EMAIL : notification::v1::CHANNEL_SMS);
    *contact.mutable_address() = sealed(citizen, "matbud.notification.v1.Contact.address", "address@example.org");
    *contact.mutable_name() = sealed(citizen, "matbud.notification.v1.Contact.name", "name");
    contact.set_language("nb");
    if (random_.chance(400)) {
      auto& point = *contact.add_other_points();
      point.set_channel(random_.chance(500) ? notification::v1::CHANNEL_SMS : notification::v1::CHANNEL_LETTER);
      *point.mutable_address() = sealed(citizen, "matbud.notification.v1.ContactPoint.address", "address@example.org");
    }
    if (random_.chance(200)) contact.mutable_quiet()->set_from_minute(static_cast<std::uint32_t>(random_.below(1440)));
    for (const auto kind :
         {notification::v1::NOTIFICATION_KIND_ORDER_PLACED, notification::v1::NOTIFICATION_KIND_DRIVER_ASSIGNED,
          notification::v1::NOTIFICATION_KIND_DELIVERED, notification::v1::NOTIFICATION_KIND_NOT_DELIVERED,
          notification::v1::NOTIFICATION_KIND_REFUSED_BY_GROCER,
          notification::v1::NOTIFICATION_KIND_STANDING_ORDER_MISSED,
          notification::v1::NOTIFICATION_KIND_BUDGET_EXCEEDED, notification::v1::NOTIFICATION_KIND_GOODS_CHANGED,
          notification::v1::NOTIFICATION_KIND_NOBODY_ANSWERED, notification::v1::NOTIFICATION_KIND_CONTACT_UNREACHABLE,
          notification::v1::NOTIFICATION_KIND_PARTLY_DELIVERED, notification::v1::NOTIFICATION_KIND_GROCER_LATE,
          notification::v1::NOTIFICATION_KIND_DELIVERY_LATE}) {
      if (random_.chance(850)) contact.add_kinds(kind);
    }
    if (random_.chance(150)) contact.set_consent_ends_at_ms(to_ms(clock_.now()) + ms_a_day);
  }
  send(log::notification_commands, area.id, command, "citizen/" + citizen);
}

void People::put_settings(const Area& area) {
  notification::v1::NotificationCommand command;
  auto& put = *command.mutable_put_settings();
  put.set_area_id(area.id);
  if (random_.chance(700)) {
    put.mutable_quiet()->set_from_minute(21 * 60);
    put.mutable_quiet()->set_until_minute(7 * 60);
  }
  put.set_digest_minutes(static_cast<std::uint32_t>(random_.below(4) * 20));
  send(log::notification_commands, area.id, command, "area/" + area.id);
}

void People::put_drop_point(const Area& area, const std::string& citizen) {
  if (!keys_.present(citizen)) return;
  dispatch::v1::DispatchCommand command;
  auto& point = *command.mutable_put_drop_point()->mutable_drop_point();
  point.set_citizen_id(citizen);
  point.set_area_id(area.id);
  *point.mutable_address() = sealed(citizen, "matbud.dispatch.v1.DropPoint.address", "Storgata 1");
  dispatch::v1::Point where;
  where.set_latitude_e7(static_cast<std::int32_t>(598'900'000 + random_.below(100'000)));
  where.set_longitude_e7(static_cast<std::int32_t>(105'200'000 + random_.below(100'000)));
  *point.mutable_point() =
      keys_.sealed(citizen, "matbud.dispatch.v1.DropPoint.point", where.SerializeAsString()).value();
  *point.mutable_door_code() = sealed(citizen, "matbud.dispatch.v1.DropPoint.door_code", "1234");
  point.set_service_minutes(5);
  if (citizen.ends_with("1")) point.add_skills("lift");
  send(log::dispatch_commands, area.id, command, "citizen/" + citizen);
}

void People::change_reference_data() {
  const auto& area = some_area();
  const auto& citizen = area.citizens[static_cast<std::size_t>(random_.below(area.citizens.size()))];
  switch (random_.below(6)) {
    case 0: return define_area(area, 1 + static_cast<std::uint32_t>(random_.below(5)));
    case 1: return put_products(area.grocer, random_.chance(300));
    case 2: return register_citizen(area, citizen, random_.chance(800), random_.chance(250));
    case 3: return put_drop_point(area, citizen);
    case 4: return put_settings(area);
    default: return put_contacts(area, citizen);
  }
}

}  // namespace matbud::simulation
