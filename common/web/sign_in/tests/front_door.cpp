#include "front_door.h"

#include "matbud/web/auth/base64url.h"
#include "matbud/web/auth/secrets.h"

namespace matbud::web {

using nlohmann::json;

Fetch SpoiltIssuer::fetch() {
  return [this](const FetchRequest& request) { return answered(request); };
}

json SpoiltIssuer::claims(const std::string& audience) const {
  const auto now_s = to_ms(clock_.now()) / 1000;
  return {{"iss", name},
          {"aud", audience},
          {"sub", "w-7"},
          {"iat", now_s},
          {"exp", now_s + 60},
          {"matbud_role", "care_worker"},
          {"matbud_municipality", "3024"},
          {"matbud_unit", "sone-1"}};
}

std::string SpoiltIssuer::good_token(const std::string& for_nonce) const {
  auto said = claims("matbud");
  said["nonce"] = for_nonce;
  return sign(said);
}

std::string SpoiltIssuer::told(const std::string& field) const {
  const std::lock_guard lock{mutex_};
  return testing::parameter("?" + form_, field);
}

Result<Fetched> SpoiltIssuer::answered(const FetchRequest& request) {
  if (is_down) return failure(Error::Code::retryable, "nobody answers");
  if (request.address == name + "/.well-known/openid-configuration") {
    json document{{"issuer", names_itself},
                  {"authorization_endpoint", name + "/authorize"},
                  {"token_endpoint", name + "/token"},
                  {"end_session_endpoint", name + "/leave"},
                  {"jwks_uri", name + "/keys"}};
    if (takes_pushed_requests) document["pushed_authorization_request_endpoint"] = name + "/pushed";
    return Fetched{200, document.dump()};
  }
  if (request.address == name + "/keys") {
    ++asked_for_keys;
    return Fetched{200, json{{"keys", {key_.public_jwk()}}}.dump()};
  }
  {
    const std::lock_guard lock{mutex_};
    form_ = request.form;
  }
  if (request.address == name + "/pushed") return Fetched{201, R"({"request_uri":"urn:pushed:1"})"};
  if (told("code") != "good") return Fetched{400, R"({"error":"invalid_grant"})"};
  return Fetched{200, json{{"id_token", token(nonce)}}.dump()};
}

TheFrontDoor::TheFrontDoor() {
  settings_.issuer = SpoiltIssuer::name;
  settings_.client_id = "matbud";
  settings_.key = SigningKey::generate();
}

void TheFrontDoor::opens(const std::function<void(SignInSettings&)>& change) {
  change(settings_);
  const auto made = SignIn::make(settings_, issuer_.fetch(), clock_);
  ASSERT_TRUE(made) << made.error().message;
  Router router;
  (*made)->add_to(router);
  const auto say = [gate = (*made)->gate()](const Request& request) -> Answer {
    const auto caller = gate->admit(request);
    if (!caller) return caller.error();
    return Response{
        200,
        "text/plain",
        caller->subject + " " + std::string{word_of(caller->role)} + " " + caller->municipality + " " + caller->unit,
        {}};
  };
  router.add("GET", "/me", say).add("POST", "/me", say);
  Settings settings;
  settings.requests_a_second = settings.requests_at_once = 1e9;
  auto started = Server::start(std::move(router), std::move(settings));
  ASSERT_TRUE(started) << started.error().message;
  server_ = *std::move(started);
  browser_.emplace(server_->port());
}

std::string TheFrontDoor::asks(const std::string& back) {
  const auto sent = browser_->get("/sign-in?back=" + back);
  EXPECT_EQ(sent.status, 303) << sent.body;
  return sent.status == 303 ? sent.headers.at("Location") : std::string{};
}

testing::Answer TheFrontDoor::returns(const std::string& question, const std::string& more) {
  issuer_.nonce = testing::parameter(question, "nonce");
  return browser_->get("/sign-in/callback?code=good&state=" + testing::parameter(question, "state") + more);
}

testing::Answer TheFrontDoor::program(const std::string& token) {
  const auto ask = testing::get("/me", "Authorization: Bearer " + token + "\r\n");
  auto answer = testing::TcpClient{server_->port()}.say(ask).hear();
  // The first one makes the issuer be asked, on another thread.
  while (answer.status == 503 && !issuer_.is_down) answer = testing::TcpClient{server_->port()}.say(ask).hear();
  return answer;
}

}  // namespace matbud::web
