// Queries about areas and citizens.
#include <algorithm>
#include <charconv>

#include "matbud/api/query.h"
#include "matbud/api/render.h"
#include "matbud/time/calendar.h"
#include "matbud/time/window.h"
#include "office.h"

namespace matbud::ordering::http {
namespace {

using api::Found;
using nlohmann::json;
using web::Caller;
using web::Request;
using web::Role;

constexpr web::Roles who_see_citizens{Role::care_worker, Role::administrator};
constexpr std::size_t page_max = 200;
constexpr std::size_t page_otherwise = 50;
constexpr int days_max = 60;
constexpr int days_otherwise = 14;

web::Response no_such(std::string_view what) { return web::problem(404, "there is no such " + std::string{what}); }

json area_json(const v1::Area& area) {
  return {{"area_id", area.area_id()},
          {"municipality", area.municipality()},
          {"name", area.name()},
          {"grocer_id", area.grocer_id()},
          {"order_weight_grams_max", area.order_weight_grams_max() == 0 ? json{} : json(area.order_weight_grams_max())},
          {"alcohol_offered", area.has_alcohol()}};
}

json moment_json(const std::optional<Timestamp>& moment) { return moment ? json(to_ms(*moment)) : json{}; }

/// The windows of an area on some days, with the places that are left.
json windows_json(Office& office, const v1::Area& area, int days) {
  auto windows = json::array();
  const auto zone = time::zone_of(area);
  if (!zone) return windows;
  const auto now = office.now();
  const auto today = zone->local(now).day;
  office.with_table(office.partition_of(area.area_id()), [&](const state::TableReader& tables) {
    for (int ahead = 0; ahead < days; ++ahead) {
      const auto day = today + std::chrono::days{ahead};
      for (const auto& window : area.windows()) {
        const auto times = time::window_on(*zone, area, window, day);
        if (!times) continue;
        const auto taken = places_taken(tables, area.area_id(), window.window_id(), time::number_of(day));
        const auto free = window.capacity_orders() > taken ? window.capacity_orders() - taken : 0;
        const auto last_moment = times->cut_off_at.value_or(times->closes_at);
        windows.push_back({{"window_id", window.window_id()},
                           {"delivery_day", api::date_json(time::number_of(day))},
                           {"opens_at_ms", to_ms(times->opens_at)},
                           {"closes_at_ms", to_ms(times->closes_at)},
                           {"cut_off_at_ms", moment_json(times->cut_off_at)},
                           {"same_day", window.same_day()},
                           {"capacity_orders", window.capacity_orders()},
                           {"free_places", free},
                           {"can_order", free > 0 && now < last_moment}});
      }
    }
  });
  return windows;
}

json citizen_json(const v1::Citizen& citizen, api::Opening& opening) {
  auto object = api::json_of(citizen, opening.opener());
  if (citizen.budget_month_ore() == 0) object["budget_month_ore"] = nullptr;
  return object;
}

Found citizens(Office* office, const Request& request, const Caller& caller, std::size_t limit) {
  // A care worker's list is that of their unit.
  const std::string unit{request.query_value("unit").value_or(caller.unit)};
  const std::string area_id{request.query_value("area").value_or("")};
  const std::string cursor{request.query_value("cursor").value_or("")};
  Found found{{}, {}};
  std::vector<v1::Citizen> seen;
  for (std::uint32_t p = 0; p < office->partitions(); ++p) {
    if (!area_id.empty() && Partition{p} != office->partition_of(area_id)) continue;
    office->with_table(Partition{p}, [&](const state::TableReader& tables) {
      for (auto& citizen : list_citizens(tables, unit, cursor, limit + 1)) {
        if ((area_id.empty() || citizen.area_id() == area_id) && may_see(*office, caller, citizen))
          seen.push_back(std::move(citizen));
      }
    });
  }
  const auto key = [](const v1::Citizen& citizen) { return citizen.service_unit() + "/" + citizen.citizen_id(); };
  std::ranges::sort(seen, {}, key);
  const bool more = seen.size() > limit;
  if (more) seen.resize(limit);
  auto list = json::array();
  for (const auto& citizen : seen) {
    auto opening = opening_for(*office, caller, citizen.citizen_id());
    list.push_back(citizen_json(citizen, opening));
    for (auto& look : opening.looks(CitizenId{citizen.citizen_id()}, AreaId{citizen.area_id()}, true))
      found.looks.push_back(std::move(look));
  }
  found.response =
      api::json_response(200, {{"citizens", std::move(list)}, {"next", more ? json(key(seen.back())) : json{}}});
  return found;
}

/// Finds a citizen whom the caller may see; else the answer is that there is none.
std::optional<v1::Citizen> visible(Office* office, const Caller& caller, const Request& request) {
  auto citizen = office->citizen(request.captured.at("citizen_id"));
  if (!citizen || !office->sees(caller, *citizen)) return std::nullopt;
  return citizen;
}

std::int32_t month_of(std::int32_t day) {
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day}}};
  return static_cast<int>(date.year()) * 12 + static_cast<std::int32_t>(static_cast<unsigned>(date.month())) - 1;
}

std::string month_text(std::int32_t month) {
  const auto number = std::to_string(month % 12 + 1);
  return std::to_string(month / 12) + "-" + (number.size() == 1 ? "0" : "") + number;
}

/// `2026-11` as months since the year 0; nothing when it is none.
std::optional<std::int32_t> month_from(std::string_view text) {
  const auto digits = [](std::string_view part) {
    int number = 0;
    const auto [at, error] = std::from_chars(part.data(), part.data() + part.size(), number);
    return error == std::errc{} && at == part.data() + part.size() ? number : -1;
  };
  if (text.size() != 7 || text[4] != '-') return std::nullopt;
  const auto year = digits(text.substr(0, 4));
  const auto month = digits(text.substr(5));
  if (year < 1970 || month < 1 || month > 12) return std::nullopt;
  return year * 12 + month - 1;
}

/// What an order costs: what is in its boxes, once they are packed.
std::int64_t cost_of(const state::TableReader& overview, const orders::v1::ReleasedOrder& order) {
  const auto row = find_order(overview, OrderId{order.order_id()});
  return row && row->at().packed() != 0 ? row->packed_ore() : order.total_ore();
}

/// Orders that stand and are delivered in that month, as the budget counts them.
Found spending(Office* office, const v1::Citizen& citizen, std::int32_t month) {
  constexpr std::size_t orders_max = 500;
  std::int64_t ordered_ore = 0;
  int orders = 0;
  const auto partition = office->partition_of(citizen.area_id());
  std::vector<table::TableOrder> rows;
  office->with_table(partition,
                     [&](const auto& tables) { rows = orders_of(tables, citizen.citizen_id(), orders_max); });
  office->with_overview(partition, [&](const state::TableReader& overview) {
    for (const auto& row : rows) {
      if (row.called_off() || month_of(row.order().window().delivery_day()) != month) continue;
      ordered_ore += cost_of(overview, row.order());
      ++orders;
    }
  });
  return {api::json_response(
      200, {{"citizen_id", citizen.citizen_id()},
            {"month", month_text(month)},
            {"orders", orders},
            {"ordered_ore", ordered_ore},
            {"budget_month_ore", citizen.budget_month_ore() == 0 ? json{} : json(citizen.budget_month_ore())}})};
}

Found standing_orders(Office* office, const Caller& caller, const v1::Citizen& citizen) {
  auto list = json::array();
  auto opening = opening_for(*office, caller, citizen.citizen_id());
  constexpr const char* names[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  office->with_table(office->partition_of(citizen.area_id()), [&](const state::TableReader& tables) {
    for (const auto& row : standing_orders_of(tables, citizen.citizen_id())) {
      auto object = api::json_of(row.order(), opening.opener());
      auto weekdays = json::array();
      for (unsigned day = 0; day < 7; ++day) {
        if ((row.order().weekdays() >> day & 1U) != 0) weekdays.push_back(names[day]);
      }
      object["weekdays"] = std::move(weekdays);
      object["next_delivery_day"] = api::date_json(row.next_delivery_day());
      object["next_due_at_ms"] = row.next_due_at_ms() == 0 ? json{} : json(row.next_due_at_ms());
      object["missed_day"] = api::date_json(row.missed_day());
      object["missed_reason"] = row.missed_day() == 0 ? json{} : json(code_of(row.missed_reason()));
      list.push_back(std::move(object));
    }
  });
  return {api::json_response(200, {{"standing_orders", std::move(list)}}),
          opening.looks(CitizenId{citizen.citizen_id()}, AreaId{citizen.area_id()}, false)};
}

void add_areas(api::Api& api, Office* office) {
  api.add("GET", base + "/areas", web::Roles::everybody(), [office](const Request& request, const Caller& caller) {
    return office->desk().answer(request, caller, [office, caller]() -> Found {
      auto areas = json::array();
      for (std::uint32_t p = 0; p < office->partitions(); ++p) {
        office->with_table(Partition{p}, [&](const state::TableReader& tables) {
          for (const auto& area : list_areas(tables)) {
            if (caller.may_see_area(area.area_id())) areas.push_back(area_json(area));
          }
        });
      }
      std::sort(areas.begin(), areas.end(),
                [](const json& a, const json& b) { return a.at("area_id") < b.at("area_id"); });
      return {api::json_response(200, {{"areas", std::move(areas)}})};
    });
  });
  api.add("GET", base + "/areas/{area_id}/windows", web::Roles::everybody(),
          [office](const Request& request, const Caller& caller) -> web::Answer {
            const auto days = api::number_of(request, "days", days_otherwise, days_max);
            if (!days) return api::bad_number("days", days_max);
            return office->desk().answer(
                request, caller, [office, caller, id = request.captured.at("area_id"), days = *days]() -> Found {
                  const auto area = office->area(id);
                  if (!area || !caller.may_see_area(id)) return {no_such("area")};
                  return {api::json_response(
                      200, {{"area_id", id}, {"windows", windows_json(*office, *area, static_cast<int>(days))}})};
                });
          });
}

}  // namespace

void add_tables(api::Api& api, Office* office) {
  add_areas(api, office);
  api.add("GET", base + "/citizens", who_see_citizens,
          [office](const Request& request, const Caller& caller) -> web::Answer {
            const auto limit = api::number_of(request, "limit", page_otherwise, page_max);
            if (!limit) return api::bad_number("limit", page_max);
            return office->desk().answer(request, caller, [office, request, caller, limit = *limit] {
              return citizens(office, request, caller, limit);
            });
          });
  /// A query about one citizen.
  const auto add = [&](const std::string& path,
                       std::function<Found(const v1::Citizen&, const Request&, const Caller&)> find) {
    api.add("GET", base + "/citizens/{citizen_id}" + path, who_see_citizens,
            [office, find = std::move(find)](const Request& request, const Caller& caller) {
              return office->desk().answer(request, caller, [office, find, request, caller]() -> Found {
                const auto citizen = visible(office, caller, request);
                if (!citizen) return {no_such("citizen")};
                return find(*citizen, request, caller);
              });
            });
  };
  add("", [office](const v1::Citizen& citizen, const Request&, const Caller& caller) -> Found {
    auto opening = opening_for(*office, caller, citizen.citizen_id());
    auto body = citizen_json(citizen, opening);
    return {api::json_response(200, body),
            opening.looks(CitizenId{citizen.citizen_id()}, AreaId{citizen.area_id()}, false)};
  });
  add("/spending", [office](const v1::Citizen& citizen, const Request& request, const Caller&) -> Found {
    const auto text = request.query_value("month");
    const auto month = text ? month_from(*text)
                            : std::optional{month_of(time::number_of(time::Zone::oslo().local(office->now()).day))};
    if (!month) return {web::problem(400, "month: must be a month like 2026-11")};
    return spending(office, citizen, *month);
  });
  add("/standing-orders", [office](const v1::Citizen& citizen, const Request&, const Caller& caller) {
    return standing_orders(office, caller, citizen);
  });
}

}  // namespace matbud::ordering::http
