#include "http_story.h"

#include <algorithm>
#include <thread>

#include "matbud/audit/v1/commands.pb.h"
#include "matbud/log/follower.h"
#include "matbud/log/topics.h"

namespace matbud::apis {
namespace {

/// "ordering" of "/api/ordering/v1/orders": a place in one service's log means nothing to another.
std::string service_of(const std::string& path) {
  const std::string_view root = "/api/";
  return path.starts_with(root) ? path.substr(root.size(), path.find('/', root.size()) - root.size()) : std::string{};
}

}  // namespace

std::string OverHttp::Answer::token() const {
  const auto found = headers.find("matbud-token");
  return found == headers.end() ? std::string{} : found->second;
}

void OverHttp::SetUp() {
  const auto* const test = testing::UnitTest::GetInstance()->current_test_info();
  const auto home = std::filesystem::path{testing::TempDir()} /
                    (std::string{"matbud_http_"} + test->test_suite_name() + "_" + test->name());
  std::filesystem::remove_all(home);
  town_ = std::make_unique<ServedTown>(home, http_);
  port_ = town_->port();
  client_.emplace(port_);
  client_->say(web::testing::get("/api/openapi.json"));
  document_ = nlohmann::json::parse(client_->hear().body);
  check_.emplace(document_);
  // What the town was told is heard once the last citizen and the last product can be seen.
  as({"administrator"});
  const auto last = "/api/ordering/v1/citizens/" + town_->world().citizens.back().id.value();
  while (get(last).status != 200) std::this_thread::yield();
  const auto shelf = "/api/ordering/v1/products/" + good(2) + "?area=" + area();
  while (get(shelf).status != 200) std::this_thread::yield();
  as({"operator", "local"});
}

void OverHttp::TearDown() {
  client_.reset();
  browsers_.clear();
  town_.reset();
}

void OverHttp::as_care_worker() { as({"care_worker", "w-7", citizen().service_unit, area().substr(0, 4)}); }

void OverHttp::as(const Person& person) {
  const bool needs_unit = person.role == "care_worker" || person.role == "picker";
  const auto hint = person.role + "/" + person.id + "/" + person.municipality + "/" +
                    (person.unit.empty() && needs_unit ? "no-unit" : person.unit);
  const auto [at, is_new] = browsers_.try_emplace(hint, port_);
  browser_ = &at->second;
  if (!is_new) return;
  const auto entered = at->second.sign_in(hint, "/api/me");
  if (web::role_from(person.role)) {
    ASSERT_EQ(entered.status, 200) << entered.body;
  }
}

std::string OverHttp::headers(const std::string& more) const { return browser_->headers() + more; }

OverHttp::Answer OverHttp::say(const std::string& method, const std::string& path, const std::string& body,
                               const std::string& headers) {
  client_->say(method == "GET" ? web::testing::get(path, headers) : web::testing::request(method, path, body, headers));
  const auto heard = client_->hear();
  if (heard.status == 0 || heard.headers.contains("Connection")) client_.emplace(port_);
  Answer answer{heard.status, heard.headers, nlohmann::json::parse(heard.body, nullptr, false), heard.body};
  const auto type = heard.headers.find("Content-Type");
  const auto of_type = type == heard.headers.end() ? std::string{} : type->second;
  // What is refused before any endpoint is reached belongs to none.
  if (!check_->path_of(path).empty() && heard.status != 405) {
    EXPECT_EQ(check_->objection(method, path, heard.status, of_type, heard.body), "") << heard.body.substr(0, 2000);
  }
  if (const auto written = api::cursor_from(answer.token()); written && answer.status < 300) {
    for (const auto& [partition, offset] : *written) {
      auto& furthest = written_[service_of(path)].try_emplace(partition, offset).first->second;
      furthest = std::max(furthest, offset);
    }
  }
  return answer;
}

std::string OverHttp::has_seen(const std::string& path) const {
  const auto written = written_.find(service_of(path));
  return written == written_.end() ? std::string{} : "matbud-token: " + api::text_of(written->second) + "\r\n";
}

OverHttp::Answer OverHttp::get(const std::string& path, const std::string& token) {
  return say("GET", path, {}, headers(token.empty() ? has_seen(path) : "matbud-token: " + token + "\r\n"));
}

OverHttp::Answer OverHttp::post(const std::string& path, const nlohmann::json& body, const std::string& key) {
  return say("POST", path, body.dump(),
             headers(has_seen(path) +
                     "Content-Type: application/json\r\nIdempotency-Key: " + (key.empty() ? new_key() : key) + "\r\n"));
}

nlohmann::json OverHttp::basket(const std::string& order_id) {
  const auto windows = get("/api/ordering/v1/areas/" + area() + "/windows?days=30").body.at("windows");
  const auto window = std::find_if(windows.begin(), windows.end(), [](const auto& one) {
    return one.at("can_order") == true && one.at("same_day") == false;
  });
  if (window == windows.end()) throw std::runtime_error{"no window can be ordered in"};
  return {{"order_id", order_id},
          {"area_id", area()},
          {"citizen_id", citizen().id.value()},
          {"window_id", window->at("window_id")},
          {"delivery_day", window->at("delivery_day")},
          {"lines", {{{"gtin", good()}, {"quantity", 2}, {"wish", "similar"}}}}};
}

std::vector<std::string> OverHttp::looks_recorded() {
  std::vector<std::string> looks;
  auto& log = running().installation().log();
  for (std::uint32_t p = 0; p < town_->partitions(); ++p) {
    const log::TopicPartition place{std::string{log::audit_commands}, Partition{p}};
    log::Follower follower{log, place, false, {}};
    for (;;) {
      const auto followed = follower.next();
      if (!followed || !*followed) break;
      audit::v1::AuditCommand command;
      EXPECT_TRUE(command.ParseFromString(std::string{(*followed)->record.value}));
      std::string text = command.report_access().actor_id() + " " + command.report_access().role() + " " +
                         command.report_access().ground() + " " + command.report_access().citizen_id();
      for (const auto& field : command.report_access().fields()) text += " " + field;
      looks.push_back(std::move(text));
    }
  }
  return looks;
}

}  // namespace matbud::apis
