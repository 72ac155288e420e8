// Programs that come with a token of the issuer.
#include "front_door.h"

namespace matbud::web {
namespace {

using nlohmann::json;

class AProgram : public TheFrontDoor {
 protected:
  void SetUp() override {
    opens([](SignInSettings& settings) {
      settings.machine_audience = "matbud-api";
      settings.machine_scopes = {{"matbud:orders.read", Role::auditor}, {"matbud:drive", Role::driver}};
    });
  }
  [[nodiscard]] json claims() const {
    auto claims = issuer_.claims("matbud-api");
    for (const auto* const name : {"sub", "matbud_role", "matbud_unit"}) claims.erase(name);
    claims["client_id"] = "fleet-system";
    claims["scope"] = "openid matbud:drive";
    return claims;
  }
};

TEST_F(AProgram, IsWhatItsScopeSays) {
  const auto answer = program(issuer_.sign(claims()));
  EXPECT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.body, "fleet-system driver 3024 ");
}

TEST_F(AProgram, WithATokenThatIsNoGoodIsSentAway) {
  const auto now_s = to_ms(clock_.now()) / 1000;
  const auto with = [&](const char* claim, const json& value) {
    auto said = claims();
    said[claim] = value;
    return issuer_.sign(said);
  };
  const auto token = issuer_.sign(claims());
  const std::tuple<const char*, std::string, int> rows[] = {
      {"a person's token", issuer_.good_token("n-1"), 401},
      {"for another service", with("aud", "another-api"), 401},
      {"of another issuer", with("iss", "https://other.example"), 401},
      {"that has expired", with("exp", now_s - 11), 401},
      {"of nobody", with("client_id", ""), 401},
      {"signed by somebody else", SigningKey::generate().sign(claims()), 401},
      {"cut short", token.substr(0, token.size() - 2), 401},
      {"of nothing", "", 401},
      {"with no scope of ours", with("scope", "openid matbud:driver"), 403},
      {"with no scope at all", with("scope", nullptr), 403},
      {"of nowhere", with("matbud_municipality", nullptr), 403},
  };
  ASSERT_EQ(program(token).status, 200);
  for (const auto& [story, bad, status] : rows) EXPECT_EQ(program(bad).status, status) << story;
}

TEST_F(AProgram, FindsTheDoorShutWhereNoneAreExpected) {
  opens([](SignInSettings& settings) { settings.machine_audience.clear(); });
  EXPECT_EQ(program(issuer_.sign(claims())).status, 401);
}

TEST_F(AProgram, IsToldToComeBackWhileTheKeysAreAskedFor) {
  issuer_.is_down = true;
  const auto answer = program(issuer_.sign(claims()));
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.headers.at("Retry-After"), "1");
  issuer_.is_down = false;
  clock_.move_on(std::chrono::seconds{4});
  EXPECT_EQ(program(issuer_.sign(claims())).status, 200);
}

TEST_F(AProgram, IsKnownByTheIssuersNewKeyAsWell) {
  ASSERT_EQ(program(issuer_.sign(claims())).status, 200);
  issuer_.changes_its_key();
  EXPECT_EQ(program(issuer_.sign(claims())).status, 401) << "they were asked for just now";
  clock_.move_on(std::chrono::seconds{61});
  EXPECT_EQ(program(issuer_.sign(claims())).status, 200);
}

TEST_F(AProgram, NeedsNoPageOfOurs) {
  const auto request = testing::request("POST", "/me", "", "Authorization: bearer " + issuer_.sign(claims()) + "\r\n");
  auto answer = testing::TcpClient{server_->port()}.say(request).hear();
  while (answer.status == 503) answer = testing::TcpClient{server_->port()}.say(request).hear();
  EXPECT_EQ(answer.status, 200);
  const auto basic = testing::get("/me", "Authorization: Basic dTpw\r\n");
  EXPECT_EQ(testing::TcpClient{server_->port()}.say(basic).hear().status, 401);
}

}  // namespace
}  // namespace matbud::web
