// People who sign in, and those who only say so.
#include <openssl/hmac.h>

#include "front_door.h"
#include "matbud/web/auth/base64url.h"
#include "matbud/web/auth/secrets.h"

namespace matbud::web {
namespace {

using nlohmann::json;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::parameter;
using ::testing::StartsWith;

TEST_F(TheFrontDoor, LetsInWhoeverTheIssuerKnowsAndSendsThemWhereTheyCameFrom) {
  opens();
  EXPECT_EQ(me().status, 401);
  const auto question = asks("/kitchen-table/%23/table/c-1");
  EXPECT_THAT(question, StartsWith("https://id.example/authorize?client_id=matbud&response_type=code&"));
  EXPECT_EQ(parameter(question, "code_challenge_method"), "S256");
  EXPECT_EQ(parameter(question, "redirect_uri"), "http://localhost/sign-in/callback");
  const auto entered = returns(question);
  EXPECT_EQ(entered.status, 303) << entered.body;
  EXPECT_EQ(entered.headers.at("Location"), "/kitchen-table/#/table/c-1");
  EXPECT_EQ(me().body, "w-7 care_worker 3024 sone-1");
}

TEST_F(TheFrontDoor, ProvesToTheIssuerWhoItIsAndThatItAsked) {
  opens();
  const auto question = asks();
  ASSERT_EQ(returns(question).status, 303);
  EXPECT_EQ(base64url(sha256(issuer_.told("code_verifier"))), parameter(question, "code_challenge"));
  const std::vector keys{VerificationKey::from_jwk(settings_.key->public_jwk()).value()};
  const auto assertion =
      verified_claims(issuer_.told("client_assertion"), keys, {"matbud", SpoiltIssuer::name, {}, clock_.now()});
  ASSERT_TRUE(assertion) << assertion.error().message;
  EXPECT_EQ(assertion->at("sub"), "matbud");
  EXPECT_FALSE(assertion->at("jti").get<std::string>().empty());
}

TEST_F(TheFrontDoor, PushesItsQuestionWhereTheIssuerTakesThat) {
  issuer_.takes_pushed_requests = true;
  opens();
  EXPECT_EQ(asks(), "https://id.example/authorize?client_id=matbud&request_uri=urn%3Apushed%3A1");
  EXPECT_EQ(issuer_.told("response_type"), "code");
}

TEST_F(TheFrontDoor, KeepsASessionThatScriptsAndOtherSitesCannotUse) {
  opens();
  const auto entered = signs_in();
  EXPECT_THAT(
      entered.headers.at("Set-Cookie"),
      AllOf(StartsWith("matbud-session="), HasSubstr("; Path=/; HttpOnly; SameSite=Lax"), Not(HasSubstr("Secure"))));
  EXPECT_THAT(entered.headers.at("Cache-Control"), "no-store");
  EXPECT_THAT(entered.body, Not(HasSubstr("eyJ"))) << "a token";
}

TEST_F(TheFrontDoor, BehindAProxyUsesCookiesThatOnlyHttpsCarries) {
  opens([](SignInSettings& settings) { settings.public_origin = "https://matbud.example"; });
  const auto sent = browser_->get("/sign-in");
  EXPECT_THAT(sent.headers.at("Set-Cookie"), AllOf(StartsWith("__Host-matbud-sign-in="), HasSubstr("; Secure")));
  EXPECT_EQ(parameter(sent.headers.at("Location"), "redirect_uri"), "https://matbud.example/sign-in/callback");
}

/// A secret made of the public key, for a verifier that lets the token choose the algorithm.
std::string signed_with_public_key(const SigningKey& key, const json& claims) {
  const auto jwk = key.public_jwk();
  const auto bytes = base64url(json{{"alg", "HS256"}, {"kid", jwk.at("kid")}}.dump()) + "." + base64url(claims.dump());
  const auto secret = jwk.dump();
  unsigned char mac[32];
  unsigned size = 0;
  HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
       reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), mac, &size);
  return bytes + "." + base64url({reinterpret_cast<const char*>(mac), size});
}

TEST_F(TheFrontDoor, StaysShutForATokenThatIsNoGood) {
  opens();
  const auto earlier = asks();
  ASSERT_EQ(returns(earlier).status, 303);
  const auto with = [this](const std::string& nonce, const char* claim, const json& value) {
    auto claims = issuer_.claims("matbud");
    claims["nonce"] = nonce;
    claims[claim] = value;
    return claims;
  };
  using Made = std::function<std::string(const std::string& nonce)>;
  const auto said = [&](const char* claim, const json& value) -> Made {
    return [&, claim, value](const std::string& nonce) { return issuer_.sign(with(nonce, claim, value)); };
  };
  const auto now_s = to_ms(clock_.now()) / 1000;
  const std::pair<const char*, Made> rows[] = {
      {"for another client", said("aud", "another")},
      {"for several", said("aud", {"matbud", "another"})},
      {"of another issuer", said("iss", "https://id.example.evil")},
      {"that has expired", said("exp", now_s - 11)},
      {"of tomorrow", said("iat", now_s + 86'400)},
      {"of nobody", said("sub", "")},
      {"without a nonce", said("nonce", nullptr)},
      {"of an earlier sign-in", [&](const std::string&) { return issuer_.good_token(parameter(earlier, "nonce")); }},
      {"signed by nobody",
       [&](const std::string& nonce) {
         return base64url(R"({"alg":"none"})") + "." + base64url(with(nonce, "sub", "w-7").dump()) + ".";
       }},
      {"signed with the public key as a secret",
       [&](const std::string& nonce) { return signed_with_public_key(issuer_.key(), with(nonce, "sub", "w-7")); }},
      {"of a key that nobody knows",
       [&](const std::string& nonce) { return SigningKey::generate().sign(with(nonce, "sub", "w-7")); }},
      {"that was changed",
       [&](const std::string& nonce) {
         const auto token = issuer_.good_token(nonce);
         const auto first = token.find('.');
         return token.substr(0, first + 1) + base64url(with(nonce, "matbud_role", "administrator").dump()) +
                token.substr(token.rfind('.'));
       }},
      {"that is not there", [](const std::string&) { return std::string{}; }},
  };
  for (const auto& [story, token] : rows) {
    SCOPED_TRACE(story);
    browser_->forget();
    issuer_.token = token;
    const auto refused = signs_in();
    EXPECT_EQ(refused.status, 403) << refused.body;
    EXPECT_FALSE(refused.headers.contains("Set-Cookie"));
    EXPECT_FALSE(is_in());
  }
}

TEST_F(TheFrontDoor, StaysShutForAnAnswerThatNobodyAskedFor) {
  opens();
  const auto question = asks();
  EXPECT_EQ(browser_->get("/sign-in/callback?code=good&state=another").status, 400);
  EXPECT_EQ(browser_->get("/sign-in/callback?code=good").status, 400);
  testing::Browser another{server_->port()};
  ASSERT_EQ(another.get("/sign-in").status, 303);
  EXPECT_EQ(another.get("/sign-in/callback?code=good&state=" + parameter(question, "state")).status, 400)
      << "begun in another browser";
  EXPECT_EQ(returns(question).status, 303) << "and nothing of that spoils the one who asked";
  EXPECT_EQ(returns(question).status, 400) << "an answer is good once";
}

TEST_F(TheFrontDoor, StaysShutWhenTheIssuerSaysNo) {
  opens();
  const auto refused = browser_->get("/sign-in/callback?error=access_denied&state=" + parameter(asks(), "state"));
  EXPECT_EQ(refused.status, 403);
  EXPECT_THAT(refused.body, AllOf(HasSubstr("<html lang=\"nb\">"), HasSubstr("/sign-in?back=%2Fkitchen-table%2F")));
  EXPECT_EQ(browser_->get("/sign-in/callback?code=spent&state=" + parameter(asks(), "state")).status, 403);
  EXPECT_EQ(returns(asks(), "&iss=https%3A%2F%2Fother.example").status, 403) << "RFC 9207";
}

TEST_F(TheFrontDoor, TellsTheOperatorWhyAndNothingMore) {
  std::vector<std::string> told;
  opens(
      [&](SignInSettings& settings) { settings.on_trouble = [&](const Error& why) { told.push_back(why.message); }; });
  (void)browser_->get("/sign-in/callback?code=spent&state=" + parameter(asks(), "state"));
  issuer_.token = [this](const std::string& nonce) {
    auto claims = issuer_.claims("matbud");
    claims["nonce"] = nonce;
    claims["matbud_role"] = "secret-word";
    return issuer_.sign(claims);
  };
  (void)signs_in();
  EXPECT_THAT(told, ::testing::ElementsAre("the issuer's answer to a code: invalid_grant",
                                           "the sign-in gives no role that is known here"));
}

TEST_F(TheFrontDoor, TellsAPersonThatTheIssuerIsDownAndLetsThemInLater) {
  issuer_.is_down = true;
  opens();
  const auto refused = browser_->get("/sign-in", "Accept-Language: se\r\n");
  EXPECT_EQ(refused.status, 503);
  EXPECT_THAT(refused.body, AllOf(HasSubstr("<html lang=\"se\">"), HasSubstr("Geahččal ođđasit")));
  issuer_.is_down = false;
  clock_.move_on(std::chrono::seconds{3});
  EXPECT_EQ(signs_in().status, 303);
}

TEST_F(TheFrontDoor, BelievesNoDocumentOfSomebodyElse) {
  issuer_.names_itself = "https://other.example";
  opens();
  EXPECT_EQ(browser_->get("/sign-in").status, 503);
}

TEST_F(TheFrontDoor, LearnsNewKeysButDoesNotAskForEveryForgedOne) {
  opens();
  ASSERT_EQ(signs_in().status, 303);
  EXPECT_EQ(issuer_.asked_for_keys, 1);
  issuer_.changes_its_key();
  clock_.move_on(std::chrono::seconds{61});
  EXPECT_EQ(signs_in().status, 303);
  EXPECT_EQ(issuer_.asked_for_keys, 2);
  issuer_.token = [this](const std::string& nonce) {
    auto claims = issuer_.claims("matbud");
    claims["nonce"] = nonce;
    return SigningKey::generate().sign(claims);
  };
  for (int i = 0; i < 5; ++i) EXPECT_EQ(signs_in().status, 403);
  EXPECT_EQ(issuer_.asked_for_keys, 2);
}

TEST_F(TheFrontDoor, ShutsWhenSomebodyHasBeenQuietOrInForTooLong) {
  opens();
  ASSERT_EQ(signs_in().status, 303);
  clock_.move_on(std::chrono::minutes{59});
  EXPECT_TRUE(is_in());
  clock_.move_on(std::chrono::minutes{60});
  EXPECT_FALSE(is_in());
  ASSERT_EQ(signs_in().status, 303);
  for (int half_hours = 0; half_hours < 23; ++half_hours) {
    clock_.move_on(std::chrono::minutes{30});
    EXPECT_TRUE(is_in());
  }
  clock_.move_on(std::chrono::minutes{30});
  EXPECT_FALSE(is_in()) << "twelve hours";
}

TEST_F(TheFrontDoor, ShutsBehindWhoeverLeaves) {
  opens();
  ASSERT_EQ(signs_in().status, 303);
  const auto before = browser_->cookies();
  const auto left = browser_->post("/sign-out", "");
  EXPECT_EQ(left.status, 200);
  EXPECT_THAT(json::parse(left.body).at("next").get<std::string>(),
              AllOf(StartsWith("https://id.example/leave?client_id=matbud&id_token_hint=eyJ"),
                    HasSubstr("post_logout_redirect_uri=http%3A%2F%2Flocalhost%2Fsign-out%2Fdone")));
  EXPECT_THAT(left.headers.at("Set-Cookie"), HasSubstr("Max-Age=0"));
  const auto kept = "Cookie: matbud-session=" + before.at("matbud-session") + "\r\n";
  EXPECT_EQ(testing::TcpClient{server_->port()}.say(testing::get("/me", kept)).hear().status, 401)
      << "a cookie that was kept is worth nothing";
  EXPECT_EQ(browser_->get("/sign-out/done").status, 200);
}

TEST_F(TheFrontDoor, GivesANewSessionAtEachSignIn) {
  opens();
  ASSERT_EQ(signs_in().status, 303);
  const auto first = browser_->cookies().at("matbud-session");
  ASSERT_EQ(signs_in().status, 303);
  EXPECT_NE(browser_->cookies().at("matbud-session"), first);
  const auto old = "Cookie: matbud-session=" + first + "\r\n";
  EXPECT_EQ(testing::TcpClient{server_->port()}.say(testing::get("/me", old)).hear().status, 401);
}

TEST_F(TheFrontDoor, IsShutForWhatAnotherSitesPageAsksFor) {
  opens();
  ASSERT_EQ(signs_in().status, 303);
  const auto cookie = "Cookie: matbud-session=" + browser_->cookies().at("matbud-session") + "\r\n";
  const struct {
    const char* method;
    std::string headers;
    int status;
  } rows[] = {
      {"GET", "Sec-Fetch-Site: same-origin\r\n", 200},
      {"GET", "Sec-Fetch-Site: none\r\n", 200},
      {"GET", "Sec-Fetch-Site: cross-site\r\n", 403},
      {"GET", "Sec-Fetch-Site: same-site\r\n", 403},
      {"POST", "Sec-Fetch-Site: same-origin\r\n", 200},
      {"POST", "Sec-Fetch-Site: none\r\n", 403},
      {"POST", "Sec-Fetch-Site: cross-site\r\n", 403},
      {"POST", "", 403},
      {"POST", "Origin: http://localhost\r\n", 200},
      {"POST", "Origin: http://localhost.evil\r\n", 403},
      {"POST", "Origin: null\r\n", 403},
  };
  for (const auto& [method, headers, status] : rows) {
    const auto request = testing::request(method, "/me", "", cookie + headers);
    EXPECT_EQ(testing::TcpClient{server_->port()}.say(request).hear().status, status) << method << " " << headers;
  }
  const auto foreign = testing::request("POST", "/sign-out", "", cookie + "Origin: https://evil.example\r\n");
  EXPECT_EQ(testing::TcpClient{server_->port()}.say(foreign).hear().status, 403);
  EXPECT_TRUE(is_in());
}

TEST_F(TheFrontDoor, IsShutForThePageOfSomebodyWhoHasLeft) {
  opens();
  ASSERT_EQ(signs_in().status, 303);
  EXPECT_EQ(me("matbud-role: care_worker\r\nmatbud-user: w-7\r\n").status, 200);
  EXPECT_EQ(me("matbud-role: care_worker\r\nmatbud-user: w-8\r\n").status, 401);
  EXPECT_EQ(me("matbud-role: administrator\r\n").status, 401) << "a header gives no role";
}

TEST_F(TheFrontDoor, HoldsNoMoreThanEightOfOnePerson) {
  opens();
  std::vector<std::string> cookies;
  for (int i = 0; i < 9; ++i) {
    browser_->forget();
    ASSERT_EQ(signs_in().status, 303);
    cookies.push_back(browser_->cookies().at("matbud-session"));
    clock_.move_on(std::chrono::seconds{1});
  }
  const auto status_of = [&](const std::string& cookie) {
    return testing::TcpClient{server_->port()}
        .say(testing::get("/me", "Cookie: matbud-session=" + cookie + "\r\n"))
        .hear()
        .status;
  };
  EXPECT_EQ(status_of(cookies.front()), 401);
  EXPECT_EQ(status_of(cookies[1]), 200);
  EXPECT_EQ(status_of(cookies.back()), 200);
}

TEST(ASignIn, CannotBeMadeOfHalfASetting) {
  const StandingClock clock;
  SignInSettings good;
  good.issuer = "https://id.example";
  good.client_id = "matbud";
  good.key = SigningKey::generate();
  const std::pair<const char*, std::function<void(SignInSettings&)>> rows[] = {
      {"issuer", [](auto& s) { s.issuer = "http://id.example"; }},
      {"issuer", [](auto& s) { s.issuer.clear(); }},
      {"client_id", [](auto& s) { s.client_id.clear(); }},
      {"key_file", [](auto& s) { s.key.reset(); }},
      {"public_origin", [](auto& s) { s.public_origin = "http://matbud.example"; }},
      {"public_origin", [](auto& s) { s.public_origin = "https://matbud.example/"; }},
      {"machine_audience", [](auto& s) { s.machine_audience = "matbud"; }},
  };
  ASSERT_TRUE(SignIn::make(good, network_fetch(), clock));
  for (const auto& [setting, spoil] : rows) {
    auto settings = good;
    spoil(settings);
    const auto made = SignIn::make(settings, network_fetch(), clock);
    ASSERT_FALSE(made) << setting;
    EXPECT_THAT(made.error().message, StartsWith(std::string{"sign_in."} + setting + ": "));
  }
}

}  // namespace
}  // namespace matbud::web
