// Queries about orders.
#include <algorithm>
#include <charconv>

#include "matbud/api/query.h"
#include "matbud/api/render.h"
#include "matbud/ordering/v1/events.pb.h"
#include "office.h"
#include "product_json.h"

namespace matbud::ordering::http {
namespace {

using api::Found;
using nlohmann::json;
using web::Caller;
using web::Request;
using web::Role;

constexpr web::Roles who_see_orders{Role::care_worker, Role::dispatcher,    Role::operations,
                                    Role::auditor,     Role::administrator, Role::manager};
constexpr web::Roles who_serve{Role::care_worker, Role::administrator};
constexpr std::size_t page_max = 500;
constexpr std::size_t page_otherwise = 50;

json row_json(const overview::OrderRow& row) {
  auto object = api::json_of(row);
  object["step"] = word_of(row.step());
  object["refusal_reason"] =
      row.refusal_reason() == 0 ? json{} : json(code_of(static_cast<v1::RefusalReason>(row.refusal_reason())));
  for (const auto* const name : {"last_change_ms", "release_at_ms"}) {
    if (object[name] == 0) object[name] = nullptr;
  }
  for (auto& moment : object["at"]) {
    if (moment == 0) moment = nullptr;
  }
  return object;
}

/// What a list of orders is asked for, or why it cannot be.
tl::expected<OrderQuery, web::Response> query_of(const Request& request) {
  OrderQuery query;
  if (const auto area = request.query_value("area")) query.area = AreaId{std::string{*area}};
  if (const auto step = request.query_value("step")) {
    query.step = step_from(*step);
    if (!query.step) return tl::unexpected{web::problem(400, "step: there is no such step")};
  }
  if (const auto day = request.query_value("day")) {
    query.delivery_day = api::day_from(*day);
    if (!query.delivery_day || !query.area)
      return tl::unexpected{web::problem(400, "day: must be a date like 2026-11-24, together with an area")};
  }
  const auto limit = api::number_of(request, "limit", page_otherwise, page_max);
  if (!limit) return tl::unexpected{api::bad_number("limit", page_max)};
  query.limit = *limit;
  return query;
}

/// A page goes on in the partition where the one before has stopped: `<partition>:<cursor in it>`.
Found list(Office* office, const Caller& caller, OrderQuery query, std::string_view cursor) {
  std::uint32_t from = 0;
  if (const auto colon = cursor.find(':'); colon != std::string_view::npos) {
    const auto number = cursor.substr(0, colon);
    const auto [at, error] = std::from_chars(number.data(), number.data() + number.size(), from);
    if (error != std::errc{} || at != number.data() + number.size() || from >= office->partitions())
      return {web::problem(400, "cursor: is none of ours")};
    query.cursor = cursor.substr(colon + 1);
  }
  auto orders = json::array();
  json next;
  for (auto p = from; p < office->partitions() && next.is_null(); ++p) {
    if (query.area && office->partition_of(query.area->value()) != Partition{p}) continue;
    office->with_overview(Partition{p}, [&](const state::TableReader& tables) {
      const auto wanted = query.limit - orders.size();
      auto part = query;
      part.limit = std::max<std::size_t>(wanted, 1);
      const auto page = list_orders(tables, part);
      if (wanted == 0) {
        if (!page.rows.empty()) next = std::to_string(p) + ":" + query.cursor;
        return;
      }
      for (const auto& row : page.rows) {
        if (may_see_order(*office, caller, row)) orders.push_back(row_json(row));
      }
      if (!page.next.empty()) next = std::to_string(p) + ":" + page.next;
    });
    query.cursor.clear();
  }
  return {api::json_response(200, {{"orders", std::move(orders)}, {"next", std::move(next)}})};
}

/// The lines as they were ordered, with what is known by now of the goods and of whom they are for.
json lines_json(Office& office, const table::TableOrder& row, api::Opening& opening) {
  auto lines = json::array();
  const auto& order = row.order();
  const auto area = office.area(order.window().area_id());
  const auto citizen = office.citizen(order.citizen_id());
  const auto diet = citizen ? diet_of(*citizen, opening) : std::nullopt;
  for (const auto& line : order.lines()) {
    auto object = api::json_of(line, opening.opener());
    const auto product = area ? office.product(*area, line.gtin()) : std::nullopt;
    object["name"] = product ? json(product->name()) : json{};
    object["warning"] = product && diet ? warning_json(*product, *diet) : json{};
    object["left_out"] = std::ranges::find(row.left_out_gtins(), line.gtin()) != row.left_out_gtins().end();
    lines.push_back(std::move(object));
  }
  return lines;
}

/// Until a run has left with it, as far as the overview has heard; ordering has the last word.
bool can_cancel(const overview::StepTimes& at) {
  return at.placed() != 0 && at.cancelled() == 0 && at.closed() == 0 && at.on_the_way() == 0 &&
         at.refused_by_grocer() == 0;
}

Found one(Office* office, const Caller& caller, const std::string& order_id) {
  const auto row = office->order_row(order_id);
  if (!row || !may_see_order(*office, caller, *row)) return {no_such_order()};
  auto body = row_json(*row);
  auto opening = opening_for(*office, caller, row->citizen_id());
  const auto order = office->order(order_id);
  body["line_list"] = order ? lines_json(*office, *order, opening) : json::array();
  body["can_change"] = order && !order->called_off() && to_ms(office->now()) < order->released_at_ms();
  body["can_cancel"] = can_cancel(row->at());
  body["standing_order_id"] = order && !order->standing_order_id().empty() ? json(order->standing_order_id()) : json{};
  body["visit_id"] = order && !order->visit_id().empty() ? json(order->visit_id()) : json{};
  if (order) {
    const auto open = opening.opener();
    const std::pair<const char*, const privacy::v1::Sealed*> notes[] = {
        {"note_to_driver", &order->note_to_driver()}, {"note_to_home_care", &order->note_to_home_care()}};
    for (const auto& [name, sealed] : notes) {
      auto text = open(*sealed, std::string{"matbud.ordering.v1.OrderPlaced."} + name);
      if (!text.is_discarded()) body[name] = std::move(text);
    }
  }
  return {api::json_response(200, body), opening.looks(CitizenId{row->citizen_id()}, AreaId{row->area_id()}, false)};
}

Found feedback(Office* office, const Caller& caller, const std::string& order_id) {
  const auto row = office->order_row(order_id);
  if (!row || !may_see_order(*office, caller, *row)) return {no_such_order()};
  auto opening = opening_for(*office, caller, row->citizen_id());
  auto said = json::array();
  office->with_table(office->partition_of(row->area_id()), [&](const state::TableReader& tables) {
    for (const auto& event : feedback_on(tables, order_id)) {
      auto object = api::json_of(event, opening.opener());
      object.erase("command_id");
      if (event.stars() == 0) object["stars"] = nullptr;
      said.push_back(std::move(object));
    }
  });
  return {api::json_response(200, {{"feedback", std::move(said)}}),
          opening.looks(CitizenId{row->citizen_id()}, AreaId{row->area_id()}, false)};
}

/// A citizen's orders, latest day first.
Found orders_of_citizen(Office* office, const v1::Citizen& citizen) {
  auto list = json::array();
  std::vector<table::TableOrder> orders;
  const auto partition = office->partition_of(citizen.area_id());
  office->with_table(partition,
                     [&](const auto& tables) { orders = orders_of(tables, citizen.citizen_id(), page_otherwise); });
  office->with_overview(partition, [&](const state::TableReader& tables) {
    for (const auto& order : orders) {
      if (const auto row = find_order(tables, OrderId{order.order().order_id()})) list.push_back(row_json(*row));
    }
  });
  return {api::json_response(200, {{"orders", std::move(list)}, {"next", nullptr}})};
}

/// "Som sist": the lines of the last order that stands, and what the citizen has often.
Found proposal(Office* office, const v1::Citizen& citizen) {
  constexpr std::size_t orders_looked_at = 10;
  constexpr std::size_t usual_max = 20;
  std::vector<table::TableOrder> orders;
  office->with_table(office->partition_of(citizen.area_id()),
                     [&](const auto& tables) { orders = orders_of(tables, citizen.citizen_id(), orders_looked_at); });
  std::erase_if(orders, [](const auto& order) { return order.called_off(); });
  const auto area = office->area(citizen.area_id());
  const auto proposed = [&](std::uint64_t gtin) {
    const auto product = area ? office->product(*area, gtin) : std::nullopt;
    return product ? product_json(*product) : json{};
  };
  auto lines = json::array();
  std::map<std::uint64_t, std::size_t> times;
  for (const auto& order : orders) {
    for (const auto& line : order.order().lines()) ++times[line.gtin()];
  }
  if (!orders.empty()) {
    for (const auto& line : orders.front().order().lines()) {
      times.erase(line.gtin());
      lines.push_back({{"gtin", api::gtin_json(line.gtin())},
                       {"quantity", line.quantity()},
                       {"wish", api::json_of(line)["wish"]},
                       {"alternative_gtin", api::gtin_json(line.alternative_gtin())},
                       {"product", proposed(line.gtin())}});
    }
  }
  std::vector<std::pair<std::size_t, std::uint64_t>> often;
  for (const auto& [gtin, count] : times) {
    if (count > 1) often.emplace_back(count, gtin);
  }
  std::ranges::sort(often, std::greater{});
  if (often.size() > usual_max) often.resize(usual_max);
  auto usual = json::array();
  for (const auto& [count, gtin] : often)
    usual.push_back({{"gtin", api::gtin_json(gtin)}, {"times", count}, {"product", proposed(gtin)}});
  return {api::json_response(
      200,
      {{"citizen_id", citizen.citizen_id()},
       {"last_order_id", orders.empty() ? json{} : json(orders.front().order().order_id())},
       {"last_delivery_day", orders.empty() ? json{} : api::date_json(orders.front().order().window().delivery_day())},
       {"lines", std::move(lines)},
       {"usual", std::move(usual)}})};
}

}  // namespace

void add_orders(api::Api& api, Office* office) {
  api.add(
      "GET", base + "/orders", who_see_orders, [office](const Request& request, const Caller& caller) -> web::Answer {
        auto query = query_of(request);
        if (!query) return std::move(query.error());
        const std::string cursor{request.query_value("cursor").value_or("")};
        return office->desk().answer(
            request, caller, [office, caller, query = *query, cursor] { return list(office, caller, query, cursor); });
      });
  const auto add_one = [&](const std::string& path, Found (*find)(Office*, const Caller&, const std::string&)) {
    api.add("GET", base + "/orders/{order_id}" + path, who_see_orders,
            [office, find](const Request& request, const Caller& caller) {
              return office->desk().answer(
                  request, caller,
                  [office, caller, find, id = request.captured.at("order_id")] { return find(office, caller, id); });
            });
  };
  add_one("", one);
  add_one("/feedback", feedback);
  const auto add_of_citizen = [&](const std::string& path, Found (*find)(Office*, const v1::Citizen&)) {
    api.add("GET", base + "/citizens/{citizen_id}" + path, who_serve,
            [office, find](const Request& request, const Caller& caller) {
              return office->desk().answer(request, caller,
                                           [office, caller, find, id = request.captured.at("citizen_id")]() -> Found {
                                             const auto citizen = office->citizen(id);
                                             if (!citizen || !office->sees(caller, *citizen))
                                               return {web::problem(404, "there is no such citizen")};
                                             return find(office, *citizen);
                                           });
            });
  };
  add_of_citizen("/orders", orders_of_citizen);
  add_of_citizen("/proposal", proposal);
}

}  // namespace matbud::ordering::http
