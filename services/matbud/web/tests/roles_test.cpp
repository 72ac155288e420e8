// Who may call what: the whole matrix, as people have agreed on it.
#include <map>

#include "http_story.h"

namespace matbud::apis {
namespace {

/// Roles in the order of the columns: care worker, picker, driver, dispatcher, operator, auditor, manager,
/// administrator.
struct Row {
  const char* endpoint;
  const char* may;  ///< + or - for each role
};
constexpr Row rows[] = {
    {"GET /api/me", "++++++++"},
    {"GET /api/ordering/v1/areas", "++++++++"},
    {"POST /api/ordering/v1/areas", "----+--+"},
    {"GET /api/ordering/v1/areas/{area_id}/windows", "++++++++"},
    {"GET /api/ordering/v1/citizens", "+------+"},
    {"POST /api/ordering/v1/citizens", "----+--+"},
    {"GET /api/ordering/v1/citizens/{citizen_id}", "+------+"},
    {"POST /api/ordering/v1/citizens/{citizen_id}/break-glass", "+-------"},
    {"GET /api/ordering/v1/citizens/{citizen_id}/drafts", "+-------"},
    {"PUT /api/ordering/v1/citizens/{citizen_id}/drafts/{device_id}", "+-------"},
    {"DELETE /api/ordering/v1/citizens/{citizen_id}/drafts/{device_id}", "+-------"},
    {"GET /api/ordering/v1/citizens/{citizen_id}/orders", "+------+"},
    {"GET /api/ordering/v1/citizens/{citizen_id}/proposal", "+------+"},
    {"GET /api/ordering/v1/citizens/{citizen_id}/spending", "+------+"},
    {"GET /api/ordering/v1/citizens/{citizen_id}/standing-orders", "+------+"},
    {"POST /api/ordering/v1/standing-orders", "+---+--+"},
    {"GET /api/ordering/v1/products", "++--+--+"},
    {"POST /api/ordering/v1/products", "----+--+"},
    {"GET /api/ordering/v1/products/{gtin}", "++--+--+"},
    {"POST /api/ordering/v1/baskets", "+------+"},
    {"GET /api/ordering/v1/orders", "+--+++++"},
    {"POST /api/ordering/v1/orders", "+---+--+"},
    {"GET /api/ordering/v1/orders/{order_id}", "+--+++++"},
    {"POST /api/ordering/v1/orders/{order_id}/amend", "+---+--+"},
    {"POST /api/ordering/v1/orders/{order_id}/cancel", "+---+--+"},
    {"GET /api/ordering/v1/orders/{order_id}/feedback", "+--+++++"},
    {"POST /api/ordering/v1/orders/{order_id}/feedback", "+---+--+"},
    {"GET /api/ordering/v1/commands/{command_id}", "+---+--+"},
    {"GET /api/ordering/v1/events", "++++++++"},
    // Grocers' systems have tokens and signatures of their own, and no role.
    {"GET /api/grocer/v1/{grocer}/orders", "++++++++"},
    {"POST /api/grocer/v1/{grocer}/answers", "++++++++"},
    {"GET /api/packing/v1/orders", "-+------"},
    {"GET /api/packing/v1/orders/{order_id}", "-+------"},
    {"GET /api/packing/v1/orders/{order_id}/lines/{gtin}/substitutes", "-+------"},
    {"GET /api/packing/v1/orders/{order_id}/slip.pdf", "-+------"},
    {"GET /api/packing/v1/orders/{order_id}/labels.pdf", "-+------"},
    {"POST /api/packing/v1/orders/{order_id}/accept", "-+------"},
    {"POST /api/packing/v1/orders/{order_id}/refuse", "-+------"},
    {"POST /api/packing/v1/orders/{order_id}/lines", "-+------"},
    {"POST /api/packing/v1/orders/{order_id}/packed", "-+------"},
    {"POST /api/packing/v1/grocers", "----+--+"},
    {"GET /api/packing/v1/commands/{command_id}", "-+------"},
    {"GET /api/packing/v1/events", "-+------"},
    {"GET /api/dispatch/v1/shifts", "--+++++-"},
    {"POST /api/dispatch/v1/shifts", "--+++---"},
    {"POST /api/dispatch/v1/shifts/{shift_id}/end", "--+++---"},
    {"GET /api/dispatch/v1/drivers", "---++-+-"},
    {"GET /api/dispatch/v1/runs", "--+++++-"},
    {"POST /api/dispatch/v1/runs/start", "--+++---"},
    {"POST /api/dispatch/v1/runs/take-over", "---++---"},
    {"GET /api/dispatch/v1/deliveries", "--+++++-"},
    {"GET /api/dispatch/v1/deliveries/{order_id}", "--+++++-"},
    {"POST /api/dispatch/v1/deliveries/{order_id}/arrive", "--+++---"},
    {"POST /api/dispatch/v1/deliveries/{order_id}/complete", "--+++---"},
    {"POST /api/dispatch/v1/deliveries/{order_id}/fail", "--+++---"},
    {"POST /api/dispatch/v1/deliveries/{order_id}/return", "--+++---"},
    {"POST /api/dispatch/v1/deliveries/{order_id}/undo", "--+++---"},
    {"POST /api/dispatch/v1/deliveries/{order_id}/confirm-alert", "+--++---"},
    {"GET /api/dispatch/v1/alerts", "+--++---"},
    {"POST /api/dispatch/v1/plans", "---++---"},
    {"POST /api/dispatch/v1/plans/preview", "---++---"},
    {"POST /api/dispatch/v1/plans/arrange", "---++---"},
    {"GET /api/dispatch/v1/plan-settings", "---++-+-"},
    {"POST /api/dispatch/v1/plan-settings", "---++---"},
    {"POST /api/dispatch/v1/doorsteps", "+---+--+"},
    {"GET /api/dispatch/v1/commands/{command_id}", "+-+++--+"},
    {"GET /api/dispatch/v1/events", "++++++++"},
    {"GET /api/notification/v1/orders/{order_id}/messages", "+---++-+"},
    {"GET /api/notification/v1/citizens/{citizen_id}/contacts", "-------+"},
    {"POST /api/notification/v1/citizens/{citizen_id}/contacts", "-------+"},
    {"POST /api/notification/v1/settings", "-------+"},
    {"GET /api/notification/v1/commands/{command_id}", "-------+"},
    {"GET /api/notification/v1/events", "++++++++"},
    {"GET /api/benefits/v1/figures", "-----+++"},
    {"GET /api/benefits/v1/figures.csv", "-----+++"},
    {"GET /api/benefits/v1/figures.sqlite", "-----+++"},
    {"GET /api/benefits/v1/assumptions", "-----+++"},
    {"POST /api/benefits/v1/assumptions", "------++"},
    {"GET /api/benefits/v1/commands/{command_id}", "------++"},
    {"GET /api/operations/v1/health", "----++-+"},
    {"GET /api/operations/v1/parked", "----++-+"},
    {"POST /api/operations/v1/parked/redrive", "----+--+"},
    {"GET /api/operations/v1/orders/{order_id}/trace", "----++-+"},
    {"POST /api/operations/v1/orders/{order_id}/person", "----+---"},
    {"GET /api/operations/v1/events", "----++-+"},
    {"GET /api/operations/v1/verify", "----++-+"},
    {"POST /api/operations/v1/verify", "----++-+"},
};

class Roles : public OverHttp {};

TEST_F(Roles, MayCallWhatTheTableSaysAndNothingElse) {
  const SystemClock clock;
  web::Router router;
  api::Api api{router, web::closed_gate()};
  HttpApis{}.add_endpoints(api, running().installation(), running().pipeline(), clock);
  std::map<std::string, std::string> agreed;
  for (const auto& [endpoint, may] : rows) agreed.emplace(endpoint, may);
  for (const auto& endpoint : api.endpoints()) {
    const auto name = endpoint.method + " " + endpoint.path;
    std::string may;
    for (const auto role : web::all_roles) may += endpoint.may.contains(role) ? '+' : '-';
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
    for (auto at = path.find('{'); at != std::string::npos; at = path.find('{'))
      path.replace(at, path.find('}') + 1 - at, "x-1");
    std::size_t column = 0;
    for (const auto role : web::all_roles) {
      if (path.ends_with("/events") && may[column] == '+') {
        ++column;
        continue;  // an answer that never ends
      }
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
  EXPECT_EQ(get("/api/ordering/v1/areas").status, 401);
}

TEST_F(Roles, AreThoseOfAProgramsToken) {
  const auto asked_by = [&](const std::string& token) {
    const auto header = "Authorization: Bearer " + token + "\r\n";
    auto answer = say("GET", "/api/operations/v1/health", {}, header);
    while (answer.status == 503) answer = say("GET", "/api/operations/v1/health", {}, header);
    return answer.status;
  };
  const auto& issuer = *town().entrance().development();
  for (const auto role : web::all_roles) {
    const bool may = role == web::Role::operations || role == web::Role::auditor || role == web::Role::administrator;
    EXPECT_EQ(asked_by(issuer.program_token({role, "p-1", {}, "unit-1"})), may ? 200 : 403) << web::word_of(role);
  }
  EXPECT_EQ(asked_by(issuer.program_token({web::Role::auditor, "p-1", {}, {}}) + "x"), 401);
}

}  // namespace
}  // namespace matbud::apis
