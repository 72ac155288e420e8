#include "cast.h"

#include <algorithm>
#include <string_view>

#include "calendar_of_days.h"
#include "matbud/time/zone.h"
#include "matbud/world/dice.h"

namespace matbud::demo {
namespace {

using notification::v1::NotificationKind;

/// Half of the next of kin want to hear that the goods have come; the others only when something is wrong, or all.
const std::vector<NotificationKind> outcomes{
    notification::v1::NOTIFICATION_KIND_DELIVERED, notification::v1::NOTIFICATION_KIND_NOT_DELIVERED,
    notification::v1::NOTIFICATION_KIND_REFUSED_BY_GROCER, notification::v1::NOTIFICATION_KIND_BUDGET_EXCEEDED};
const std::vector<NotificationKind> troubles{notification::v1::NOTIFICATION_KIND_NOT_DELIVERED,
                                             notification::v1::NOTIFICATION_KIND_REFUSED_BY_GROCER,
                                             notification::v1::NOTIFICATION_KIND_BUDGET_EXCEEDED};

world::Settings settings_of(const Options& options) {
  world::Settings settings;
  settings.seed = options.seed;
  settings.areas = options.areas;
  settings.neighbours = options.neighbours;
  settings.citizens_per_area = options.citizens_per_area;
  settings.quiet_nights = true;
  settings.skilled_drivers = true;
  settings.same_day_window = true;
  settings.grocer = GrocerId{by_topic};
  return settings;
}

void deliver_the_same_day_only_where_somebody_packs_for_it(world::World& world) {
  for (auto& area : world.areas) {
    if (area.area_id() == area_left_to_people || area.municipality() != world.areas.front().municipality()) continue;
    auto& windows = *area.mutable_windows();
    windows.erase(std::remove_if(windows.begin(), windows.end(), [](const auto& one) { return one.same_day(); }),
                  windows.end());
  }
}

void give_licences_and_grocers(world::World& world) {
  const auto& home = world.areas.front().municipality();
  for (std::size_t i = 0; i < world.areas.size(); ++i) {
    auto& area = world.areas[i];
    if (area.municipality() != home) {  // the neighbour has a grocer of its own, which says yes once and for all
      area.set_grocer_id(by_posts);
      area.set_grocer_accepts_by_setting(true);
      continue;
    }
    if (i != 2) area.mutable_alcohol();  // one area's shop has not asked for a licence
    if (i == 2) area.set_grocer_id(by_documents);
    if (i == 3) area.mutable_windows(0)->set_capacity_orders(5);  // a small van in the morning
  }
}

/// Nobody may know where these two live, and nothing is sent there.
void protect(world::Citizen& citizen) {
  citizen.address_protected = true;
  citizen.door_code.clear();
  citizen.note_to_driver.clear();
  std::erase_if(citizen.contacts, [](const auto& one) { return one.channel == notification::v1::CHANNEL_LETTER; });
}

void ask_for_less(world::World& world) {
  for (auto& citizen : world.citizens) {
    world::Dice dice{world.settings.seed, "asks to be told/" + citizen.id.value()};
    const auto lot = dice.below(4);
    for (auto& person : citizen.contacts) {
      if (person.relation == "next_of_kin" && lot < 3) person.kinds = lot < 2 ? outcomes : troubles;
    }
  }
}

class Casting {
 public:
  explicit Casting(world::World& world) : world_{world} {}

  /// `change` what is said of the citizen, when there is such a one.
  template <class Change>
  void give(std::size_t area, std::size_t number, const Change& change) {
    const auto* citizen = citizen_of(world_, area, number);
    if (citizen != nullptr) change(world_.citizens[static_cast<std::size_t>(citizen - world_.citizens.data())]);
  }

 private:
  world::World& world_;
};

world::Relative& next_of_kin(world::Citizen& citizen) { return citizen.contacts.front(); }

/// The part that a text message to a citizen plays.
void has_telephone(world::Citizen& citizen, const std::string& number, const std::string& language) {
  std::erase_if(citizen.contacts, [](const auto& one) { return one.relation == "citizen"; });
  world::Relative self;
  self.contact_id = "k-" + citizen.id.value().substr(2);
  self.relation = "citizen";
  self.channel = notification::v1::CHANNEL_SMS;
  self.address = number;
  self.name = citizen.name;
  self.language = language;
  citizen.contacts.push_back(std::move(self));
}

}  // namespace

const world::Citizen* citizen_of(const world::World& world, std::size_t area, std::size_t number) {
  if (area >= world.areas.size() || number >= world.settings.citizens_per_area) return nullptr;
  return &world.citizens[area * world.settings.citizens_per_area + number];
}

world::World cast(const Options& options) {
  auto world = world::make_world(settings_of(options));
  deliver_the_same_day_only_where_somebody_packs_for_it(world);
  give_licences_and_grocers(world);
  ask_for_less(world);
  Casting casting{world};
  // Telephones end in a 5 when they are out of date (mailroom.cpp).
  for (auto& citizen : world.citizens) {
    for (auto& person : citizen.contacts) {
      if (person.address.starts_with("+") && person.address.ends_with("5")) person.address.back() = '6';
      if (person.other_number.ends_with("5")) person.other_number.back() = '6';
    }
  }
  casting.give(0, 5, protect);
  casting.give(2, 6, protect);
  for (const std::size_t area : {0, 1, 2, 3})
    casting.give(area, 8, [](world::Citizen& citizen) { citizen.door_skills = {"e_lock"}; });
  casting.give(0, 4, [](world::Citizen& citizen) { citizen.age_years = 0; });  // nobody has looked yet
  casting.give(1, 1, [](world::Citizen& citizen) {
    citizen.diet.clear_avoids();
    citizen.diet.add_avoids(orders::v1::ALLERGEN_GLUTEN);
  });
  casting.give(1, 2, [](world::Citizen& citizen) { has_telephone(citizen, "+447700900115", "nb"); });
  casting.give(1, 3, [](world::Citizen& citizen) {
    has_telephone(citizen, "+447700900125", "nn");
    citizen.contacts.back().other_number = "+447700900126";
  });
  casting.give(0, 6, [](world::Citizen& citizen) { next_of_kin(citizen).language = "se"; });
  casting.give(4, 6, [](world::Citizen& citizen) { has_telephone(citizen, "+447700900136", "se"); });
  casting.give(0, 7, [](world::Citizen& citizen) {
    next_of_kin(citizen).kinds = outcomes;
    next_of_kin(citizen).consent_ends_at_ms =
        to_ms(time::Zone::oslo().utc(first_day() + std::chrono::days{10}, std::chrono::minutes{0}));
  });
  casting.give(0, 9, [](world::Citizen& citizen) {  // looks after the money and nothing else
    next_of_kin(citizen).kinds = outcomes;
    next_of_kin(citizen).purposes = {notification::v1::CONSENT_PURPOSE_SPENDING};
    citizen.budget_month_ore = 60'000;
  });
  casting.give(1, 9, [](world::Citizen& citizen) {
    next_of_kin(citizen).kinds = outcomes;
    citizen.budget_month_ore = 80'000;
  });
  casting.give(1, 10, [](world::Citizen& citizen) { citizen.has_standing_order = true; });
  casting.give(0, 2, [](world::Citizen& citizen) {  // a daughter shops while she is on leave
    citizen.usual_wish = orders::v1::SUBSTITUTION_WISH_SIMILAR;
    ordering::v1::OrdererConsent daughter;
    daughter.set_orderer_id("r-daughter");
    daughter.set_last_day(time::number_of(first_day() + std::chrono::days{20}));
    citizen.orderers.push_back(std::move(daughter));
  });
  return world;
}

}  // namespace matbud::demo
