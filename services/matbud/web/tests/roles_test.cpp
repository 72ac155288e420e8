// Who may call what: the whole matrix, as people have agreed on it.
#include <map>

#include "http_story.h"

namespace matbud::apis {
namespace {

/// Roles in the order of the columns: care worker, picker, driver, dispatcher, operator, auditor, manager,
/// administrator.
struct Row {
  const char* endpoint;
  const char* may;  ///< x or - for each role
};
constexpr Row rows[] = {
    {"GET /api/ordering/v1/areas", "xxxxxxxx"},
    {"GET /api/ordering/v1/areas/{area_id}/windows", "xxxxxxxx"},
    {"GET /api/ordering/v1/citizens", "x------x"},
    {"POST /api/ordering/v1/citizens", "----x--x"},
    {"GET /api/ordering/v1/citizens/{citizen_id}", "x------x"},
    {"GET /api/ordering/v1/citizens/{citizen_id}/drafts", "x-------"},
    {"PUT /api/ordering/v1/citizens/{citizen_id}/drafts/{device_id}", "x-------"},
    {"DELETE /api/ordering/v1/citizens/{citizen_id}/drafts/{device_id}", "x-------"},
    {"GET /api/ordering/v1/citizens/{citizen_id}/orders", "x------x"},
    {"GET /api/ordering/v1/citizens/{citizen_id}/proposal", "x------x"},
    {"GET /api/ordering/v1/citizens/{citizen_id}/spending", "x------x"},
    {"GET /api/ordering/v1/citizens/{citizen_id}/standing-orders", "x------x"},
    {"POST /api/ordering/v1/standing-orders", "x---x--x"},
    {"GET /api/ordering/v1/products", "xx--x--x"},
    {"GET /api/ordering/v1/products/{gtin}", "xx--x--x"},
    {"POST /api/ordering/v1/baskets", "x------x"},
    {"GET /api/ordering/v1/orders", "x--xxxxx"},
    {"POST /api/ordering/v1/orders", "x---x--x"},
    {"GET /api/ordering/v1/orders/{order_id}", "x--xxxxx"},
    {"POST /api/ordering/v1/orders/{order_id}/amend", "x---x--x"},
    {"POST /api/ordering/v1/orders/{order_id}/cancel", "x---x--x"},
    {"GET /api/ordering/v1/orders/{order_id}/feedback", "x--xxxxx"},
    {"POST /api/ordering/v1/orders/{order_id}/feedback", "x---x--x"},
    {"GET /api/ordering/v1/commands/{command_id}", "x---x--x"},
    {"GET /api/ordering/v1/events", "xxxxxxxx"},
    {"GET /api/dispatch/v1/shifts", "--xxxxx-"},
    {"POST /api/dispatch/v1/shifts", "--xxx---"},
    {"POST /api/dispatch/v1/shifts/{shift_id}/end", "--xxx---"},
    {"GET /api/dispatch/v1/drivers", "---xx-x-"},
    {"GET /api/dispatch/v1/runs", "--xxxxx-"},
    {"POST /api/dispatch/v1/runs/start", "--xxx---"},
    {"GET /api/dispatch/v1/deliveries", "--xxxxx-"},
    {"GET /api/dispatch/v1/deliveries/{order_id}", "--xxxxx-"},
    {"POST /api/dispatch/v1/deliveries/{order_id}/complete", "--xxx---"},
    {"POST /api/dispatch/v1/deliveries/{order_id}/fail", "--xxx---"},
    {"POST /api/dispatch/v1/deliveries/{order_id}/return", "--xxx---"},
    {"POST /api/dispatch/v1/deliveries/{order_id}/undo", "--xxx---"},
    {"POST /api/dispatch/v1/deliveries/{order_id}/confirm-alert", "x--xx---"},
    {"GET /api/dispatch/v1/alerts", "x--xx---"},
    {"POST /api/dispatch/v1/plans", "---xx---"},
    {"POST /api/dispatch/v1/doorsteps", "x---x--x"},
    {"GET /api/dispatch/v1/commands/{command_id}", "x-xxx--x"},
    {"GET /api/dispatch/v1/events", "xxxxxxxx"},
    {"GET /api/notification/v1/orders/{order_id}/messages", "x---xx-x"},
    {"GET /api/notification/v1/citizens/{citizen_id}/contacts", "-------x"},
    {"GET /api/notification/v1/events", "xxxxxxxx"},
    {"GET /api/operations/v1/health", "----xx-x"},
    {"GET /api/operations/v1/parked", "----xx-x"},
    {"POST /api/operations/v1/parked/redrive", "----x--x"},
    {"GET /api/operations/v1/orders/{order_id}/trace", "----xx-x"},
};

class Roles : public OverHttp {};

TEST_F(Roles, MayCallWhatTheTableSaysAndNothingElse) {
  const SystemClock clock;
  web::Router router;
  api::Api api{router, web::local_gate()};
  HttpApis{}.add_endpoints(api, running().installation(), running().pipeline(), clock);
  std::map<std::string, std::string> agreed;
  for (const auto& [endpoint, may] : rows) agreed.emplace(endpoint, may);
  for (const auto& endpoint : api.endpoints()) {
    const auto name = endpoint.method + " " + endpoint.path;
    std::string may;
    for (const auto role : web::all_roles) may += endpoint.may.contains(role) ? 'x' : '-';
    const auto row = agreed.extract(name);
    if (row.empty()) {
      ADD_FAILURE() << "nobody has agreed on " << name << " " << may;
    } else {
      EXPECT_EQ(may, row.mapped()) << name;
    }
  }
  for (const auto& [name, may] : agreed) ADD_FAILURE() << "there is no " << name;
}

TEST_F(Roles, AreAskedAtEveryEndpoint) {
  for (const auto& [endpoint, may] : rows) {
    const std::string name{endpoint};
    const auto method = name.substr(0, name.find(' '));
    auto path = name.substr(name.find(' ') + 1);
    if (path.ends_with("/events")) continue;  // an answer that never ends; nobody is refused there
    for (auto at = path.find('{'); at != std::string::npos; at = path.find('{'))
      path.replace(at, path.find('}') + 1 - at, "x-1");
    std::size_t column = 0;
    for (const auto role : web::all_roles) {
      as({std::string{web::word_of(role)}, "p-1"});
      const auto answer =
          say(method, path, method == "GET" ? "" : "{}",
              headers(method == "GET" ? "" : "Content-Type: application/json\r\nIdempotency-Key: k\r\n"));
      EXPECT_EQ(answer.status == 403, may[column] == '-')
          << name << " as " << web::word_of(role) << ": " << answer.text;
      ++column;
    }
  }
}

TEST_F(Roles, SomebodyOfNoRoleIsSentAway) {
  as({"king", "p-1"});
  EXPECT_EQ(get("/api/ordering/v1/areas").status, 400);
}

}  // namespace
}  // namespace matbud::apis
