#include "matbud/world/world.h"

#include <algorithm>
#include <stdexcept>

#include "matbud/formats/text.h"
#include "matbud/world/dice.h"
#include "places.h"

namespace matbud::world {

const std::size_t area_count_max = places.size();
const std::size_t neighbour_count_max = neighbour_places.size();

namespace {

constexpr std::uint32_t monday_to_saturday = 0b0111111;
constexpr std::uint32_t cut_off_minute = 16 * 60;

void add_window(ordering::v1::Area& area, const Settings& settings, std::string_view id, std::uint32_t opens_minute,
                std::uint32_t closes_minute) {
  auto& window = *area.add_windows();
  window.set_window_id(std::string{id});
  window.set_weekdays(monday_to_saturday);
  window.set_opens_minute(opens_minute);
  window.set_closes_minute(closes_minute);
  window.set_capacity_orders(settings.window_capacity_orders);
  window.set_cut_off_minute(cut_off_minute);
}

ordering::v1::Area area_at(const Place& place, const Settings& settings) {
  ordering::v1::Area area;
  area.set_area_id(std::string{place.id});
  area.set_municipality(std::string{place.id.substr(0, 4)});
  area.set_name(std::string{place.name});
  area.set_grocer_id(settings.grocer.value());
  area.set_time_zone("Europe/Oslo");
  area.set_order_weight_grams_max(settings.order_weight_grams_max);
  area.set_grocer_accepts_by_setting(settings.grocer_accepts_by_setting);
  add_window(area, settings, "morning", 8 * 60, 12 * 60);
  add_window(area, settings, "evening", 16 * 60, 20 * 60);
  if (settings.same_day_window) {
    add_window(area, settings, "same-day", 10 * 60, 18 * 60);
    auto& window = *area.mutable_windows(area.windows_size() - 1);
    window.set_same_day(true);
    window.clear_cut_off_minute();
  }
  return area;
}

std::string invented_name(Dice& dice, std::string_view surname) {
  return std::string{dice.one_of(given_names)} + " " + std::string{surname};
}

std::int32_t between(Dice& dice, std::int32_t low, std::int32_t high) {
  return low + static_cast<std::int32_t>(dice.below(static_cast<std::uint64_t>(high - low)));
}

/// `berit.provevik.17@example.com`: example.com and example.org belong to nobody (RFC 2606).
std::string mail_address(Dice& dice, std::string_view name) {
  auto address = formats::fold(name);
  std::ranges::replace(address, ' ', '.');
  return address + "." + std::to_string(dice.below(100)) + (dice.chance(50) ? "@example.com" : "@example.org");
}

std::string phone_number(Dice& dice) {
  auto last = std::to_string(dice.below(1'000));
  return "+447700900" + std::string(3 - last.size(), '0') + last;
}

Relative relative(Dice& dice, std::string_view relation, std::string name, bool by_mail) {
  Relative person;
  person.contact_id = dice.id("k");
  person.relation = relation;
  person.channel = by_mail ? notification::v1::CHANNEL_EMAIL : notification::v1::CHANNEL_SMS;
  person.address = by_mail ? mail_address(dice, name) : phone_number(dice);
  person.name = std::move(name);
  const auto language = dice.below(10);
  person.language = language < 7 ? "nb" : language < 9 ? "nn" : "en";
  return person;
}

ordering::v1::Diet some_diet(Dice& dice) {
  ordering::v1::Diet diet;
  if (!dice.chance(15)) return diet;
  diet.add_avoids(dice.one_of(std::to_array(
      {orders::v1::ALLERGEN_MILK, orders::v1::ALLERGEN_GLUTEN, orders::v1::ALLERGEN_NUTS, orders::v1::ALLERGEN_FISH})));
  if (dice.chance(30)) diet.set_words("Liker best myk mat.");
  return diet;
}

Citizen citizen_at(const Place& place, const Settings& settings, std::size_t number) {
  Dice dice{settings.seed, "citizen/" + std::string{place.id} + "/" + std::to_string(number)};
  Citizen citizen;
  citizen.id = CitizenId{dice.id("z")};
  citizen.area = AreaId{std::string{place.id}};
  const auto surname = dice.one_of(surnames);
  citizen.name = invented_name(dice, surname);
  citizen.address = std::string{dice.one_of(streets)} + " " + std::to_string(1 + dice.below(120)) + ", " +
                    std::string{place.postcode} + " " + std::string{place.name};
  citizen.point.set_latitude_e7(between(dice, place.south_e7, place.north_e7));
  citizen.point.set_longitude_e7(between(dice, place.west_e7, place.east_e7));
  if (dice.chance(40)) citizen.door_code = std::to_string(1'000 + dice.below(9'000));
  citizen.note_to_driver = dice.one_of(driver_notes);
  citizen.diet = some_diet(dice);
  citizen.service_unit = dice.one_of(service_units);
  Dice means{settings.seed, "means/" + citizen.id.value()};
  citizen.age_years = static_cast<std::uint32_t>(67 + means.below(30));
  if (means.chance(12)) citizen.budget_month_ore = 100'000 + 50'000 * static_cast<std::int64_t>(means.below(4));
  citizen.has_standing_order = means.chance(12);
  // The next of kin always has an address; many citizens have no e-mail.
  citizen.contacts.push_back(relative(dice, "next_of_kin", invented_name(dice, surname), true));
  if (dice.chance(50)) citizen.contacts.push_back(relative(dice, "citizen", citizen.name, dice.chance(40)));
  Dice reach{settings.seed, "reach/" + citizen.id.value()};
  if (reach.chance(40)) citizen.contacts[0].other_number = phone_number(reach);
  if (citizen.contacts.size() == 1 && reach.chance(40)) {  // neither e-mail nor a telephone that takes messages
    auto by_post = relative(reach, "citizen", citizen.name, false);
    by_post.channel = notification::v1::CHANNEL_LETTER;
    by_post.address = citizen.address;
    // Somebody else looks after the money then, and agreed on how much.
    if (citizen.budget_month_ore == 0) citizen.budget_month_ore = 100'000;
    citizen.contacts.push_back(std::move(by_post));
  }
  // Who looks after a door that nobody opens.
  Relative unit;
  unit.contact_id = means.id("k");
  unit.relation = "home_care";
  unit.channel = notification::v1::CHANNEL_EMAIL;
  unit.address = citizen.service_unit + "@example.org";
  unit.name = "vakten";
  unit.language = "nb";
  citizen.contacts.push_back(std::move(unit));
  return citizen;
}

}  // namespace

World make_world(const Settings& settings) {
  if (settings.areas == 0 || settings.areas > area_count_max)
    throw std::invalid_argument{"a world has 1 to " + std::to_string(area_count_max) + " areas"};
  if (settings.neighbours > neighbour_count_max)
    throw std::invalid_argument{"a world has at most " + std::to_string(neighbour_count_max) + " areas next door"};
  World world;
  world.settings = settings;
  const auto settle = [&](std::span<const Place> of) {
    for (const auto& place : of) {
      world.areas.push_back(area_at(place, settings));
      for (std::size_t number = 0; number < settings.citizens_per_area; ++number)
        world.citizens.push_back(citizen_at(place, settings, number));
    }
  };
  settle(std::span{places}.first(settings.areas));
  settle(std::span{neighbour_places}.first(settings.neighbours));
  return world;
}

}  // namespace matbud::world
