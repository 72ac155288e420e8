#include "incidents.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "calendar_of_days.h"
#include "cast.h"
#include "matbud/dispatch/v1/commands.pb.h"
#include "matbud/log/topics.h"
#include "matbud/ordering/edge/catalogue.h"
#include "matbud/time/zone.h"

namespace matbud::demo {
namespace {

using dispatch::v1::DispatchCommand;
using std::chrono::minutes;

constexpr std::size_t sandvika = 0;
constexpr std::size_t bekkestua = 1;
constexpr std::size_t rykkinn = 2;
constexpr std::size_t fornebu = 3;

constexpr minutes clock(int hour, int minute) { return minutes{hour * 60 + minute}; }

std::int32_t day_number(int day) { return time::number_of(first_day()) + day; }

log::Command to_dispatch(const std::string& area, const std::string& id, const std::string& subject,
                         const google::protobuf::Message& inner, const DispatchCommand& command) {
  return {std::string{log::dispatch_commands}, area,        id, inner.GetTypeName(), subject,
          command.SerializeAsString(),         std::nullopt};
}

/// A driver who falls ill after the runs were planned.
struct IllDriver {
  int day;
  std::size_t area;
  std::string_view window;
  int of_drivers;
};
constexpr auto ill_drivers = std::to_array<IllDriver>({{3, bekkestua, "morning", 1},
                                                       {9, sandvika, "morning", 2},
                                                       {9, sandvika, "evening", 2},
                                                       {9, rykkinn, "evening", 2},
                                                       {22, bekkestua, "morning", 1}});

/// Sold before Christmas only.
orders::v1::Product marzipan_pig() {
  orders::v1::Product pig;
  pig.set_gtin(2000000000770);
  pig.set_name("Marsipangris");
  pig.set_price_ore(2'990);
  pig.set_vat_basis_points(1'500);
  pig.set_weight_grams(45);
  pig.set_storage(orders::v1::STORAGE_CLASS_AMBIENT);
  return pig;
}

log::Command plan_anew(const ordering::v1::Area& area, std::int32_t day, dispatch::v1::ReplanReason reason,
                       const dispatch::v1::ClosedRoad* road) {
  DispatchCommand command;
  auto& wanted = *command.mutable_request_plan();
  wanted.set_window_id("morning");
  wanted.set_delivery_day(day);
  wanted.set_reason(reason);
  if (road != nullptr) *wanted.add_closed_roads() = *road;
  const auto subject = "window/" + area.area_id() + "/morning/" + std::to_string(day);
  return to_dispatch(area.area_id(), "dispatcher/" + subject, subject, wanted, command);
}

}  // namespace

Incidents::Incidents(log::Log& log, Post& post, std::uint32_t partitions, const world::World& world,
                     const std::vector<orders::v1::Product>& products, const SpecialGoods& goods,
                     ordering::edge::Sealer seal)
    : world_{world},
      products_{products},
      goods_{goods},
      seal_{std::move(seal)},
      partitions_{partitions},
      listener_{log, post, partitions, {}, [](const auto&) {}} {}

void Incidents::prepare(Drivers& drivers, Shops& shops) {
  on_the_road(drivers);
  in_the_shops(shops);
  with_the_people();
}

void Incidents::on_the_road(Drivers& drivers) {
  if (has(bekkestua)) {  // one van fewer, even when it drives farther
    DispatchCommand command;
    auto& settings = *command.mutable_put_plan_settings()->mutable_settings();
    settings.set_area_id(world_.areas[bekkestua].area_id());
    settings.set_objective(dispatch::v1::PLAN_OBJECTIVE_FEWEST_VEHICLES);
    at(0, clock(6, 5),
       to_dispatch(settings.area_id(), "settings/" + settings.area_id(), "settings/" + settings.area_id(),
                   command.put_plan_settings(), command));
  }
  for (const auto& ill : ill_drivers) {
    if (has(ill.area))
      drivers.fall_ill(
          {world_.areas[ill.area].area_id(), std::string{ill.window}, day_number(ill.day), ill.of_drivers});
  }
  if (has(rykkinn)) {
    // One of the evening's drivers is at home; each window has its own.
    const auto& area = world_.areas[rykkinn];
    DispatchCommand evening;
    const auto noon = time::Zone::oslo().utc(time::day_from(day_number(10)), clock(12, 0));
    evening.ParseFromString(
        world::shifts(world_, area, "evening", day_number(10), noon, noon + std::chrono::hours{4}).front().value);
    drivers.relieve({area.area_id(), "morning", day_number(10), evening.start_shift().shift()});
  }
  dispatch::v1::ClosedRoad burst_pipe;
  burst_pipe.set_latitude_e7(598'900'000);
  burst_pipe.set_longitude_e7(105'250'000);
  burst_pipe.set_radius_metres(400);
  at(9, clock(7, 15),
     plan_anew(world_.areas[sandvika], day_number(9), dispatch::v1::REPLAN_REASON_ROAD_CLOSED, &burst_pipe));
  at(11, clock(7, 20),
     plan_anew(world_.areas[sandvika], day_number(11), dispatch::v1::REPLAN_REASON_DISPATCHER, nullptr));
  drivers.break_down({world_.areas[sandvika].area_id(), "evening", day_number(4),
                      to_ms(time::Zone::oslo().utc(time::day_from(day_number(4)), clock(20, 1)))});
}

bool Incidents::comes_late(const std::string& area, const std::string& window, int day_of_demo) const {
  return has(fornebu) && area == world_.areas[fornebu].area_id() && window == "morning" && day_of_demo == 8;
}

void Incidents::in_the_shops(Shops& shops) {
  if (const auto* known = product(goods_.vanishing)) {
    auto gone = *known;
    gone.set_withdrawn(true);
    for (const auto* grocer : {by_topic, by_posts}) put_product(GrocerId{grocer}, gone, 4, clock(10, 30), "withdrawn");
    // The third says so itself, in its catalogue.
    shops.tell_products({gone, marzipan_pig()}, time::Zone::oslo().utc(time::day_from(day_number(4)), clock(10, 30)));
  }
  if (const auto* known = product(goods_.dearer)) {
    auto dearer = *known;
    dearer.set_price_ore(known->price_ore() + 300);
    dearer.set_price_valid_from_day(day_number(21));
    for (const auto* grocer : {by_topic, by_documents, by_posts})
      put_product(GrocerId{grocer}, dearer, 5, clock(9, 0), "new-price");
  }
  if (has(fornebu)) {
    auto area = world_.areas[fornebu];
    area.set_grocer_id(by_posts);
    at(11, clock(12, 0), world::define_area(area, "change-of-grocer"));
  }
}

void Incidents::with_the_people() {
  if (const auto* citizen = citizen_of(world_, sandvika, 11))  // moves to a nursing home
    at(16, clock(9, 30), world::register_citizen(*citizen, false, "service-ends", seal_));
  if (const auto* citizen = citizen_of(world_, bekkestua, 10))
    at(17, clock(10, 0), world::register_citizen(*citizen, false, "service-ends", seal_));
  // The doctor calls an hour before the cut-off: no milk, until the tests are back.
  for (const std::size_t number : {0, 3, 6, 10}) no_milk(number, 8, clock(15, 0), "no-milk");
  // When the shop has the order but not packed it, and when the boxes stand there.
  no_milk(0, 15, clock(17, 30), "no-milk-from-the-shop");
  no_milk(4, 15, clock(7, 30), "no-milk-in-the-boxes");
  if (const auto* known = citizen_of(world_, bekkestua, 2)) {  // home care has asked for the new number
    auto citizen = *known;
    for (auto& person : citizen.contacts) {
      if (person.relation == "citizen") person.address = "+447700900117";
    }
    at(14, clock(9, 45), world::put_contacts(citizen, "new-number", seal_));
  }
}

/// Of a citizen in Sandvika, for three days.
void Incidents::no_milk(std::size_t number, int day, minutes moment, const std::string& why) {
  const auto* known = citizen_of(world_, sandvika, number);
  if (known == nullptr) return;
  auto citizen = *known;
  citizen.diet.clear_avoids();
  citizen.diet.add_avoids(orders::v1::ALLERGEN_MILK);
  at(day, moment, world::register_citizen(citizen, true, why, seal_));
  at(day + 3, clock(8, 0), world::register_citizen(*known, true, why + "-over", seal_));
}

void Incidents::put_product(const GrocerId& grocer, const orders::v1::Product& product, int day, minutes moment,
                            const std::string& why) {
  for (auto& command : ordering::edge::put_products(std::span{&product, 1}, grocer, "demo-" + why, partitions_))
    at(day, moment, std::move(command));
}

void Incidents::at(int day, minutes moment, log::Command command) {
  listener_.at(to_ms(time::Zone::oslo().utc(time::day_from(day_number(day)), moment)), std::move(command));
}

const orders::v1::Product* Incidents::product(std::uint64_t gtin) const {
  const auto found =
      std::find_if(products_.begin(), products_.end(), [&](const auto& one) { return one.gtin() == gtin; });
  return gtin == 0 || found == products_.end() ? nullptr : &*found;
}

}  // namespace matbud::demo
