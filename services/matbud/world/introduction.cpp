// The world becomes commands.
#include <algorithm>
#include <array>
#include <chrono>
#include <set>
#include <span>
#include <stdexcept>
#include <utility>

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
     notification::v1::NOTIFICATION_KIND_GOODS_CHANGED, notification::v1::NOTIFICATION_KIND_DELIVERY_LATE});
/// What home care has to do something about.
constexpr auto alarming_kinds = std::to_array(
    {notification::v1::NOTIFICATION_KIND_NOT_DELIVERED, notification::v1::NOTIFICATION_KIND_NOBODY_ANSWERED,
     notification::v1::NOTIFICATION_KIND_REFUSED_BY_GROCER, notification::v1::NOTIFICATION_KIND_STANDING_ORDER_MISSED,
     notification::v1::NOTIFICATION_KIND_CONTACT_UNREACHABLE, notification::v1::NOTIFICATION_KIND_PARTLY_DELIVERED,
     notification::v1::NOTIFICATION_KIND_GROCER_LATE, notification::v1::NOTIFICATION_KIND_DELIVERY_LATE,
     notification::v1::NOTIFICATION_KIND_GOODS_TO_TAKE_OUT});
constexpr std::uint32_t quiet_from_minute = 21 * 60;
constexpr std::uint32_t quiet_until_minute = 7 * 60;
constexpr std::uint32_t digest_minutes = 30;
constexpr std::uint32_t minutes_at_base = 3;
constexpr std::chrono::minutes half_a_break{10};

const Place& place_of(const ordering::v1::Area& area) {
  const auto of = [&](std::span<const Place> some) -> const Place* {
    const auto place = std::ranges::find(some, area.area_id(), &Place::id);
    return place == some.end() ? nullptr : &*place;
  };
  const auto* place = of(places);
  if (place == nullptr) place = of(neighbour_places);
  if (place == nullptr) throw std::invalid_argument{"area " + area.area_id() + " is not of this world"};
  return *place;
}

/// Makes the commands of one world.
class Introducer {
 public:
  /// `prefix` of the commands' ids.
  Introducer(std::string prefix, const Sealer& seal) : prefix_{std::move(prefix)}, seal_{seal} {}

  void define(const ordering::v1::Area& area) {
    ordering::v1::OrderingCommand command;
    *command.mutable_define_area()->mutable_area() = area;
    add(log::ordering_commands, area.area_id(), "area/" + area.area_id(), command.define_area(), command);
  }

  void register_citizen(const Citizen& citizen, bool active) {
    ordering::v1::OrderingCommand command;
    auto& registered = *command.mutable_register_citizen()->mutable_citizen();
    registered.set_citizen_id(citizen.id.value());
    registered.set_area_id(citizen.area.value());
    *registered.mutable_name() = seal_(citizen.id, "matbud.ordering.v1.Citizen.name", citizen.name);
    *registered.mutable_diet() = seal_(citizen.id, "matbud.ordering.v1.Citizen.diet", citizen.diet.SerializeAsString());
    registered.set_service_unit(citizen.service_unit);
    registered.set_verified_age_years(citizen.age_years);
    registered.set_budget_month_ore(citizen.budget_month_ore);
    registered.set_address_protected(citizen.address_protected);
    registered.set_usual_wish(citizen.usual_wish);
    registered.mutable_orderers()->Assign(citizen.orderers.begin(), citizen.orderers.end());
    registered.set_active(active);
    add(log::ordering_commands, citizen.area.value(), "citizen/" + citizen.id.value(), command.register_citizen(),
        command);
  }

  void put_drop_point(const Citizen& citizen, std::uint64_t seed) {
    dispatch::v1::DispatchCommand command;
    auto& doorstep = doorstep_of(command, citizen.id, citizen.area, citizen.address, citizen.point);
    const auto sealed = [&](std::string_view field, std::string_view clear_text) {
      return seal_(citizen.id, "matbud.dispatch.v1.DropPoint." + std::string{field}, clear_text);
    };
    if (!citizen.door_code.empty()) *doorstep.mutable_door_code() = sealed("door_code", citizen.door_code);
    if (!citizen.note_to_driver.empty())
      *doorstep.mutable_note_to_driver() = sealed("note_to_driver", citizen.note_to_driver);
    doorstep.set_service_minutes(static_cast<std::uint32_t>(3 + hash_of(seed, citizen.id.value()) % 5));
    doorstep.set_put_goods_away(citizen.note_to_driver.find("kjøleskap") != std::string::npos);
    for (const auto& skill : citizen.door_skills) doorstep.add_skills(skill);
    add(log::dispatch_commands, citizen.area.value(), "doorstep/" + citizen.id.value(), command.put_drop_point(),
        command);
  }

  /// Where the goods of those go whose address nobody may know.
  void put_base(const std::string& unit, const ordering::v1::Area& area) {
    const auto& place = place_of(area);
    const AreaId area_id{area.area_id()};
    dispatch::v1::Point point;
    point.set_latitude_e7(place.south_e7 + (place.north_e7 - place.south_e7) / 3);
    point.set_longitude_e7(place.west_e7 + (place.east_e7 - place.west_e7) / 3);
    dispatch::v1::DispatchCommand command;
    auto& doorstep = doorstep_of(command, CitizenId{unit}, area_id,
                                 "Basen, " + std::string{place.postcode} + " " + std::string{place.name}, point);
    doorstep.set_service_minutes(minutes_at_base);
    add(log::dispatch_commands, area.area_id(), "doorstep/" + area.area_id() + "/" + unit, command.put_drop_point(),
        command);
  }

  void put_contacts(const Citizen& citizen) {
    notification::v1::NotificationCommand command;
    auto& put = *command.mutable_put_contacts();
    put.set_citizen_id(citizen.id.value());
    for (const auto& person : citizen.contacts) fill(*put.add_contacts(), citizen.id, person);
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
  dispatch::v1::DropPoint& doorstep_of(dispatch::v1::DispatchCommand& command, const CitizenId& whose,
                                       const AreaId& area, const std::string& address,
                                       const dispatch::v1::Point& point) {
    auto& doorstep = *command.mutable_put_drop_point()->mutable_drop_point();
    doorstep.set_citizen_id(whose.value());
    doorstep.set_area_id(area.value());
    *doorstep.mutable_address() = seal_(whose, "matbud.dispatch.v1.DropPoint.address", address);
    *doorstep.mutable_point() = seal_(whose, "matbud.dispatch.v1.DropPoint.point", point.SerializeAsString());
    return doorstep;
  }

  void fill(notification::v1::Contact& contact, const CitizenId& citizen, const Relative& person) {
    contact.set_contact_id(person.contact_id);
    contact.set_relation(person.relation);
    contact.set_channel(person.channel);
    *contact.mutable_address() = seal_(citizen, "matbud.notification.v1.Contact.address", person.address);
    *contact.mutable_name() = seal_(citizen, "matbud.notification.v1.Contact.name", person.name);
    contact.set_language(person.language);
    contact.set_consent_ends_at_ms(person.consent_ends_at_ms);
    if (!person.other_number.empty()) {
      auto& point = *contact.add_other_points();
      point.set_channel(notification::v1::CHANNEL_SMS);
      *point.mutable_address() = seal_(citizen, "matbud.notification.v1.ContactPoint.address", person.other_number);
    }
    const bool home_care = person.relation == "home_care";
    for (const auto kind : person.kinds) contact.add_kinds(kind);
    if (person.kinds.empty() && home_care) contact.mutable_kinds()->Add(alarming_kinds.begin(), alarming_kinds.end());
    if (person.kinds.empty() && !home_care)
      contact.mutable_kinds()->Add(consented_kinds.begin(), consented_kinds.end());
    for (const auto purpose : person.purposes) contact.add_purposes(purpose);
    if (!person.purposes.empty() || home_care) return;
    contact.add_purposes(notification::v1::CONSENT_PURPOSE_DELIVERIES);
    contact.add_purposes(notification::v1::CONSENT_PURPOSE_SPENDING);
  }

  void add(std::string_view topic, const std::string& area, const std::string& subject,
           const google::protobuf::Message& inner, const google::protobuf::Message& whole) {
    log::Command command;
    command.topic = topic;
    command.key = area;
    command.id = prefix_ + subject;
    command.type = inner.GetTypeName();
    command.subject = subject;
    command.value = whole.SerializeAsString();
    commands_.push_back(std::move(command));
  }

  const std::string prefix_;
  const Sealer& seal_;
  std::vector<log::Command> commands_;
};

log::Command only_one(Introducer introducer) { return std::move(introducer).commands().front(); }

}  // namespace

std::vector<log::Command> introduction(const World& world, const Sealer& seal) {
  Introducer introducer{"world/" + std::to_string(world.settings.seed) + "/", seal};
  for (const auto& area : world.areas) {
    introducer.define(area);
    if (world.settings.quiet_nights) introducer.put_settings(area);
    std::set<std::string> units;
    for (const auto& citizen : world.citizens) {
      if (citizen.address_protected && citizen.area.value() == area.area_id()) units.insert(citizen.service_unit);
    }
    for (const auto& unit : units) introducer.put_base(unit, area);
  }
  for (const auto& citizen : world.citizens) {
    introducer.register_citizen(citizen, true);
    if (!citizen.address_protected) introducer.put_drop_point(citizen, world.settings.seed);
    introducer.put_contacts(citizen);
  }
  return std::move(introducer).commands();
}

log::Command put_contacts(const Citizen& citizen, const std::string& id, const Sealer& seal) {
  Introducer introducer{id + "/", seal};
  introducer.put_contacts(citizen);
  return only_one(std::move(introducer));
}

log::Command register_citizen(const Citizen& citizen, bool active, const std::string& id, const Sealer& seal) {
  Introducer introducer{id + "/", seal};
  introducer.register_citizen(citizen, active);
  return only_one(std::move(introducer));
}

log::Command define_area(const ordering::v1::Area& area, const std::string& id) {
  const Sealer nothing_to_seal;
  Introducer introducer{id + "/", nothing_to_seal};
  introducer.define(area);
  return only_one(std::move(introducer));
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
    if (world.settings.skilled_drivers) {
      const auto middle = opens_at + (closes_at - opens_at) / 2;
      shift.set_break_from_ms(to_ms(middle - half_a_break));
      shift.set_break_to_ms(to_ms(middle + half_a_break));
      if (number == 0) shift.add_skills("e_lock");
      shift.set_cooled(number == 0);
    }
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
