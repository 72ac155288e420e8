// Queries: the dispatcher's board, and the driver's run sheet.
#include <algorithm>
#include <map>

#include "matbud/api/query.h"
#include "matbud/api/render.h"
#include "office.h"

namespace matbud::dispatch::http {
namespace {

using api::Found;
using nlohmann::json;
using web::Caller;
using web::Request;
using web::Role;

constexpr web::Roles who_see_runs{Role::driver, Role::dispatcher, Role::operations, Role::auditor, Role::manager};
/// As matbud.dispatch.v1.PlanSettings says.
constexpr std::uint32_t fairness_metres_default = 300;
/// So long a driver who has not come home is shown their doors beyond the shift.
constexpr std::chrono::hours overtime_max{12};
/// An area that nobody has driven in for so long may have another depot.
constexpr std::chrono::days depot_known_for{90};
constexpr web::Roles who_see_alerts{Role::care_worker, Role::dispatcher, Role::operations};

json shift_json(const board::BoardShift& row, Timestamp now) {
  auto object = api::json_of(row.shift());
  object["ended"] = row.ended();
  object["on_shift"] =
      !row.ended() && row.shift().starts_at_ms() <= to_ms(now) && to_ms(now) < row.shift().ends_at_ms();
  return object;
}

json delivery_json(const board::BoardDelivery& row, api::Opening& opening) {
  const auto open = opening.opener();
  auto object = api::json_of(row, open);
  // The row's own field is none that anything was sealed for.
  object.erase("received_by");
  auto received_by = open(row.received_by(), "matbud.dispatch.v1.DeliveryDone.received_by");
  if (!received_by.is_discarded()) object["received_by"] = std::move(received_by);
  auto delivery = std::move(object["delivery"]);
  object.erase("delivery");
  object.update(delivery);
  return object;
}

/// A doorstep as those who drive there read it; null when nobody has told where it is.
json doorstep_json(const matbud::state::TableReader& tables, const board::BoardDelivery& row, api::Opening& opening) {
  // A protected address is nobody's: the goods go to the unit's base.
  const auto& unit = row.delivery().hand_over().at_unit();
  const auto doorstep = find_doorstep(tables, unit.empty() ? row.delivery().citizen_id() : unit);
  if (!doorstep) return nullptr;
  auto object = api::json_of(*doorstep, opening.opener());
  for (const auto* const name : {"citizen_id", "area_id"}) object.erase(name);
  return object;
}

/// A run with its stops as they stand, and their doorsteps for those who may know them.
json run_json(const Office& office, const Caller& caller, const matbud::state::TableReader& tables,
              const board::BoardRun& row, std::vector<api::Look>& looks) {
  auto object = api::json_of(row.run());
  object["started_at_ms"] = row.started_at_ms() == 0 ? json{} : json(row.started_at_ms());
  auto stops = json::array();
  for (const auto& stop : row.run().stops()) {
    const auto delivery = find_delivery(tables, stop.order_id());
    // What a colleague had handed over before the run became theirs: whose door that was is not theirs to know.
    if (caller.role == Role::driver && delivery && delivery->driver_id() != caller.subject) continue;
    auto one = api::json_of(stop);
    auto opening = opening_for(office, caller);
    one["delivery"] = delivery ? delivery_json(*delivery, opening) : json{};
    one["doorstep"] = delivery ? doorstep_json(tables, *delivery, opening) : json{};
    for (auto& look : opening.looks(CitizenId{stop.citizen_id()}, AreaId{row.run().window().area_id()}, true))
      looks.push_back(std::move(look));
    stops.push_back(std::move(one));
  }
  object["stops"] = std::move(stops);
  return object;
}

/// A driver sees the runs that are theirs, while their shift lasts.
bool may_see_run(const matbud::state::TableReader& tables, const Caller& caller, const board::BoardRun& row) {
  if (caller.role != Role::driver) return true;
  if (row.run().driver_id() != caller.subject) return false;
  const auto shift = find_board_shift(tables, row.run().shift_id());
  return shift && !shift->ended();
}

Found runs(Office* office, const Caller& caller, const std::string& area, std::int32_t day) {
  Found found{{}, {}};
  auto list = json::array();
  office->with_board(area, [&](const matbud::state::TableReader& tables) {
    for (const auto& row : runs_of(tables, area, day)) {
      if (!may_see_run(tables, caller, row)) continue;
      list.push_back(run_json(*office, caller, tables, row, found.looks));
    }
  });
  found.response = api::json_response(200, {{"runs", std::move(list)}});
  return found;
}

Found deliveries(Office* office, const Caller& caller, const std::string& area, std::int32_t day) {
  Found found{{}, {}};
  auto list = json::array();
  office->with_board(area, [&](const matbud::state::TableReader& tables) {
    for (const auto& row : deliveries_of(tables, area, day)) {
      if (caller.role == Role::driver && row.driver_id() != caller.subject) continue;
      auto opening = opening_for(*office, caller);
      list.push_back(delivery_json(row, opening));
      for (auto& look : opening.looks(CitizenId{row.delivery().citizen_id()}, AreaId{area}, true))
        found.looks.push_back(std::move(look));
    }
  });
  found.response = api::json_response(200, {{"deliveries", std::move(list)}});
  return found;
}

Found one_delivery(Office* office, const Caller& caller, const std::string& order_id) {
  const auto row = office->delivery(order_id);
  const auto none = web::problem(404, "there is no such delivery");
  if (!row) return {none};
  const auto& area = row->delivery().window().area_id();
  if (!caller.may_see_area(area)) return {none};
  if (caller.role == Role::driver && row->driver_id() != caller.subject) return {none};
  auto opening = opening_for(*office, caller);
  auto body = delivery_json(*row, opening);
  return {api::json_response(200, body), opening.looks(CitizenId{row->delivery().citizen_id()}, AreaId{area}, false)};
}

/// Which unit serves a citizen is ordering's to know, so that all care workers of an area see that a door was not
/// opened; that they saw it is recorded, once a sitting.
Found alerts(Office* office, const Caller& caller, const std::string& area) {
  Found found{{}, {}};
  auto list = json::array();
  office->with_board(area, [&](const matbud::state::TableReader& tables) {
    for (const auto& row : alerts_of(tables, area)) {
      list.push_back({{"order_id", row.delivery().order_id()},
                      {"citizen_id", row.delivery().citizen_id()},
                      {"driver_id", row.driver_id()},
                      {"raised_at_ms", row.alert_raised_at_ms()},
                      {"state", row.alert() == board::ALERT_STATE_ESCALATED ? "escalated" : "open"}});
      if (caller.role == Role::care_worker)
        found.looks.push_back({CitizenId{row.delivery().citizen_id()}, AreaId{area}, "alert", {"alert"}, true});
    }
  });
  found.response = api::json_response(200, {{"alerts", std::move(list)}});
  return found;
}

/// Whether goods of this shift are still on the road: a door that is left, or what was not handed over.
bool is_on_the_road(const matbud::state::TableReader& tables, const board::BoardShift& row) {
  const auto with_the_driver = [&](const v1::Stop& stop) {
    const auto delivery = find_delivery(tables, stop.order_id());
    return delivery &&
           (delivery->phase() == board::DELIVERY_PHASE_ASSIGNED || delivery->phase() == board::DELIVERY_PHASE_FAILED);
  };
  const auto runs = runs_of_shift(tables, row.shift().shift_id());
  return std::any_of(runs.begin(), runs.end(), [&](const board::BoardRun& one) {
    const auto& stops = one.run().stops();
    return one.started_at_ms() != 0 && std::any_of(stops.begin(), stops.end(), with_the_driver);
  });
}

/// Where the area's shifts start from, as the one that ends last of late has it; null where nobody has driven so
/// lately.
json depot_json(const matbud::state::TableReader& tables, const std::string& area, Timestamp now) {
  const auto known = shifts_of(tables, area, to_ms(now - depot_known_for));
  if (known.empty()) return nullptr;
  const auto& shift = known.back().shift();
  return {{"latitude_e7", shift.depot_latitude_e7()}, {"longitude_e7", shift.depot_longitude_e7()}};
}

/// Shifts that have not passed. A driver's own lasts beyond its hour while goods are on the road: they need the doors.
Found shifts(Office* office, const Caller& caller, const std::string& area) {
  auto list = json::array();
  const auto now = office->now();
  const bool own = caller.role == Role::driver;
  json depot;
  office->with_board(area, [&](const matbud::state::TableReader& tables) {
    depot = depot_json(tables, area, now);
    for (const auto& row : shifts_of(tables, area, to_ms(own ? now - overtime_max : now))) {
      if (own && row.shift().driver_id() != caller.subject) continue;
      const bool passed = row.shift().ends_at_ms() <= to_ms(now);
      if (passed && (row.ended() || !is_on_the_road(tables, row))) continue;
      list.push_back(shift_json(row, now));
    }
  });
  return {api::json_response(200, {{"shifts", std::move(list)}, {"depot", std::move(depot)}, {"now_ms", to_ms(now)}})};
}

/// Those who are or will be on shift, with their vehicle and how many runs they have on their shifts' days.
Found drivers(Office* office, const std::string& area) {
  std::map<std::string, json> by_driver;
  office->with_board(area, [&](const matbud::state::TableReader& tables) {
    for (const auto& row : shifts_of(tables, area, to_ms(office->now()))) {
      if (row.ended()) continue;
      auto& driver = by_driver[row.shift().driver_id()];
      if (driver.is_null()) {
        driver = {{"driver_id", row.shift().driver_id()}, {"on_shift", false}, {"shifts", json::array()}};
      }
      auto shift = shift_json(row, office->now());
      if (shift["on_shift"] == true) driver["on_shift"] = true;
      driver["shifts"].push_back(std::move(shift));
    }
  });
  auto list = json::array();
  for (auto& [id, driver] : by_driver) list.push_back(std::move(driver));
  return {api::json_response(200, {{"drivers", std::move(list)}})};
}

/// How the area is planned; what nobody has said is as the planner has it.
Found plan_settings(Office* office, const std::string& area) {
  json body{{"objective", "shortest"}, {"fairness_metres", fairness_metres_default}};
  office->with_board(area, [&](const matbud::state::TableReader& tables) {
    const auto settings = find_plan_settings(tables, area);
    if (!settings) return;
    if (settings->objective() == v1::PLAN_OBJECTIVE_FEWEST_VEHICLES) body["objective"] = "fewest_vehicles";
    if (settings->fairness_metres() != 0) body["fairness_metres"] = settings->fairness_metres();
  });
  return {api::json_response(200, body)};
}

}  // namespace

void add_queries(api::Api& api, Office* office) {
  /// A query about one area.
  const auto add_of_area = [&](const std::string& path, web::Roles may,
                               std::function<Found(const Caller&, const std::string& area)> find) {
    api.add("GET", base + path, may,
            [office, find = std::move(find)](const Request& request, const Caller& caller) -> web::Answer {
              const std::string area{request.query_value("area").value_or("")};
              if (area.empty()) return web::problem(400, "area: is missing");
              if (!caller.may_see_area(area)) return api::not_your_municipality();
              return office->desk().answer(request, caller, [find, caller, area] { return find(caller, area); });
            });
  };
  /// A query about one area and day.
  const auto add_of_day = [&](const std::string& path,
                              Found (*find)(Office*, const Caller&, const std::string&, std::int32_t)) {
    api.add(
        "GET", base + path, who_see_runs, [office, find](const Request& request, const Caller& caller) -> web::Answer {
          const std::string area{request.query_value("area").value_or("")};
          const auto day = api::day_from(request.query_value("day").value_or(""));
          if (area.empty()) return web::problem(400, "area: is missing");
          if (!day) return web::problem(400, "day: must be a date like 2026-11-24");
          if (!caller.may_see_area(area)) return api::not_your_municipality();
          return office->desk().answer(
              request, caller, [office, find, caller, area, day = *day] { return find(office, caller, area, day); });
        });
  };
  add_of_area("/shifts", who_see_runs,
              [office](const Caller& caller, const std::string& area) { return shifts(office, caller, area); });
  add_of_area("/drivers", {Role::dispatcher, Role::operations, Role::manager},
              [office](const Caller&, const std::string& area) { return drivers(office, area); });
  add_of_area("/alerts", who_see_alerts,
              [office](const Caller& caller, const std::string& area) { return alerts(office, caller, area); });
  add_of_area("/plan-settings", {Role::dispatcher, Role::operations, Role::manager},
              [office](const Caller&, const std::string& area) { return plan_settings(office, area); });
  add_of_day("/runs", runs);
  add_of_day("/deliveries", deliveries);
  api.add("GET", base + "/deliveries/{order_id}", who_see_runs, [office](const Request& request, const Caller& caller) {
    return office->desk().answer(request, caller, [office, caller, id = request.captured.at("order_id")] {
      return one_delivery(office, caller, id);
    });
  });
}

}  // namespace matbud::dispatch::http
