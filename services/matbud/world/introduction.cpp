// The world becomes commands.
#include <algorithm>
#include <array>
#include <chrono>
#include <stdexcept>

#include "matbud/dispatch/v1/commands.pb.h"
#include "matbud/log/topics.h"
#include "matbud/ordering/v1/commands.pb.h"
#include "matbud/world/dice.h"
#include "matbud/world/world.h"
#include "places.h"

namespace matbud::world {
namespace {

using ordering::edge::Sealer;

constexpr std::uint32_t vehicle_boxes = 40;
constexpr std::uint32_t vehicle_grams = 400'000;
constexpr auto consented_kinds = std::to_array(
    {notification::v1::NOTIFICATION_KIND_ORDER_PLACED, notification::v1::NOTIFICATION_KIND_DRIVER_ASSIGNED,
     notification::v1::NOTIFICATION_KIND_DELIVERED, notification::v1::NOTIFICATION_KIND_NOT_DELIVERED,
     notification::v1::NOTIFICATION_KIND_REFUSED_BY_GROCER, notification::v1::NOTIFICATION_KIND_BUDGET_EXCEEDED,
     notification::v1::NOTIFICATION_KIND_GOODS_CHANGED});
/// What home care has to do something about.
constexpr auto alarming_kinds = std::to_array(
    {notification::v1::NOTIFICATION_KIND_NOT_DELIVERED, notification::v1::NOTIFICATION_KIND_NOBODY_ANSWERED,
     notification::v1::NOTIFICATION_KIND_REFUSED_BY_GROCER, notification::v1::NOTIFICATION_KIND_STANDING_ORDER_MISSED,
     notification::v1::NOTIFICATION_KIND_CONTACT_UNREACHABLE});
constexpr std::uint32_t quiet_from_minute = 21 * 60;
constexpr std::uint32_t quiet_until_minute = 7 * 60;
constexpr std::uint32_t digest_minutes = 30;

/// Makes the commands of one world.
class Introducer {
 public:
  Introducer(const World& world, const Sealer& seal) : world_{world}, seal_{seal} {}

  void define(const ordering::v1::Area& area) {
    ordering::v1::OrderingCommand command;
    *command.mutable_define_area()->mutable_area() = area;
    add(log::ordering_commands, area.area_id(), "area/" + area.area_id(), command.define_area(), command);
  }

  void register_citizen(const Citizen& citizen) {
    ordering::v1::OrderingCommand command;
    auto& registered = *command.mutable_register_citizen()->mutable_citizen();
    registered.set_citizen_id(citizen.id.value());
    registered.set_area_id(citizen.area.value());
    *registered.mutable_name() = seal_(citizen.id, "matbud.ordering.v1.Citizen.name", citizen.name);
    *registered.mutable_diet() = seal_(citizen.id, "matbud.ordering.v1.Citizen.diet", citizen.diet.SerializeAsString());
    registered.set_service_unit(citizen.service_unit);
    registered.set_verified_age_years(citizen.age_years);
    registered.set_budget_month_ore(citizen.budget_month_ore);
    registered.set_active(true);
    add(log::ordering_commands, citizen.area.value(), "citizen/" + citizen.id.value(), command.register_citizen(),
        command);
  }

  void put_drop_point(const Citizen& citizen) {
    dispatch::v1::DispatchCommand command;
    auto& doorstep = *command.mutable_put_drop_point()->mutable_drop_point();
    doorstep.set_citizen_id(citizen.id.value());
    doorstep.set_area_id(citizen.area.value());
    const auto sealed = [&](std::string_view field, std::string_view clear_text) {
      return seal_(citizen.id, "matbud.dispatch.v1.DropPoint." + std::string{field}, clear_text);
    };
    *doorstep.mutable_address() = sealed("address", citizen.address);
    *doorstep.mutable_point() = sealed("point", citizen.point.SerializeAsString());
    if (!citizen.door_code.empty()) *doorstep.mutable_door_code() = sealed("door_code", citizen.door_code);
    if (!citizen.note_to_driver.empty())
      *doorstep.mutable_note_to_driver() = sealed("note_to_driver", citizen.note_to_driver);
    doorstep.set_service_minutes(static_cast<std::uint32_t>(3 + hash_of(world_.settings.seed, citizen.id.value()) % 5));
    doorstep.set_put_goods_away(citizen.note_to_driver.find("kjøleskap") != std::string::npos);
    add(log::dispatch_commands, citizen.area.value(), "doorstep/" + citizen.id.value(), command.put_drop_point(),
        command);
  }

  void put_contacts(const Citizen& citizen) {
    notification::v1::NotificationCommand command;
    auto& put = *command.mutable_put_contacts();
    put.set_citizen_id(citizen.id.value());
    for (const auto& person : citizen.contacts) {
      auto& contact = *put.add_contacts();
      contact.set_contact_id(person.contact_id);
      contact.set_relation(person.relation);
      contact.set_channel(person.channel);
      *contact.mutable_address() = seal_(citizen.id, "matbud.notification.v1.Contact.address", person.address);
      *contact.mutable_name() = seal_(citizen.id, "matbud.notification.v1.Contact.name", person.name);
      contact.set_language(person.language);
      if (!person.other_number.empty()) {
        auto& point = *contact.add_other_points();
        point.set_channel(notification::v1::CHANNEL_SMS);
        *point.mutable_address() =
            seal_(citizen.id, "matbud.notification.v1.ContactPoint.address", person.other_number);
      }
      if (person.relation == "home_care") {
        for (const auto kind : alarming_kinds) contact.add_kinds(kind);
      } else {
        contact.add_purposes(notification::v1::CONSENT_PURPOSE_DELIVERIES);
        contact.add_purposes(notification::v1::CONSENT_PURPOSE_SPENDING);
        for (const auto kind : consented_kinds) contact.add_kinds(kind);
      }
    }
    add(log::notification_commands, citizen.area.value(), "contacts/" + citizen.id.value(), command.put_contacts(),
        command);
  }

  void put_settings(const ordering::v1::Area& area) {
    notification::v1::NotificationCommand command;
    auto& put = *command.mutable_put_settings();
    put.set_area_id(area.area_id());
    put.set_time_zone(area.time_zone());
    put.mutable_quiet()->set_from_minute(quiet_from_minute);
    put.mutable_quiet()->set_until_minute(quiet_until_minute);
    put.set_digest_minutes(digest_minutes);
    add(log::notification_commands, area.area_id(), "settings/" + area.area_id(), command.put_settings(), command);
  }

  [[nodiscard]] std::vector<log::Command> commands() && { return std::move(commands_); }

 private:
  void add(std::string_view topic, const std::string& area, const std::string& subject,
           const google::protobuf::Message& inner, const google::protobuf::Message& whole) {
    log::Command command;
    command.topic = topic;
    command.key = area;
    command.id = "world/" + std::to_string(world_.settings.seed) + "/" + subject;
    command.type = inner.GetTypeName();
    command.subject = subject;
    command.value = whole.SerializeAsString();
    commands_.push_back(std::move(command));
  }

  const World& world_;
  const Sealer& seal_;
  std::vector<log::Command> commands_;
};

const Place& place_of(const ordering::v1::Area& area) {
  const auto* const place = std::ranges::find(places, area.area_id(), &Place::id);
  if (place == places.end()) throw std::invalid_argument{"area " + area.area_id() + " is not of this world"};
  return *place;
}

}  // namespace

std::vector<log::Command> introduction(const World& world, const Sealer& seal) {
  Introducer introducer{world, seal};
  for (const auto& area : world.areas) {
    introducer.define(area);
    if (world.settings.quiet_nights) introducer.put_settings(area);
  }
  for (const auto& citizen : world.citizens) {
    introducer.register_citizen(citizen);
    introducer.put_drop_point(citizen);
    introducer.put_contacts(citizen);
  }
  return std::move(introducer).commands();
}

namespace {

/// Which driver of a window.
std::string post_of(const ordering::v1::Area& area, std::string_view window_id, std::uint32_t number) {
  return area.area_id() + "/" + std::string{window_id} + "/" + std::to_string(number);
}

}  // namespace

DriverId driver_of(const World& world, const ordering::v1::Area& area, std::string_view window_id,
                   std::uint32_t number) {
  return DriverId{Dice{world.settings.seed, "driver/" + post_of(area, window_id, number)}.id("d")};
}

std::vector<log::Command> shifts(const World& world, const ordering::v1::Area& area, std::string_view window_id,
                                 std::int32_t delivery_day, Timestamp opens_at, Timestamp closes_at) {
  const auto& place = place_of(area);
  std::vector<log::Command> commands;
  for (std::uint32_t number = 0; number < world.settings.drivers_per_window; ++number) {
    const auto driver = post_of(area, window_id, number);
    dispatch::v1::DispatchCommand started;
    auto& shift = *started.mutable_start_shift()->mutable_shift();
    shift.set_shift_id(Dice{world.settings.seed, "shift/" + driver + "/" + std::to_string(delivery_day)}.id("s"));
    shift.set_driver_id(driver_of(world, area, window_id, number).value());
    shift.set_area_id(area.area_id());
    shift.set_starts_at_ms(to_ms(opens_at - std::chrono::hours{1}));
    shift.set_ends_at_ms(to_ms(closes_at + std::chrono::hours{1}));
    shift.set_capacity_boxes(vehicle_boxes);
    shift.set_capacity_grams(vehicle_grams);
    shift.set_depot_latitude_e7(place.south_e7 + (place.north_e7 - place.south_e7) / 2);
    shift.set_depot_longitude_e7(place.west_e7 + (place.east_e7 - place.west_e7) / 2);
    log::Command command;
    command.topic = log::dispatch_commands;
    command.key = area.area_id();
    command.subject = "shift/" + shift.shift_id();
    command.id = "world/" + std::to_string(world.settings.seed) + "/" + command.subject;
    command.type = started.start_shift().GetTypeName();
    command.value = started.SerializeAsString();
    commands.push_back(std::move(command));
  }
  return commands;
}

}  // namespace matbud::world
