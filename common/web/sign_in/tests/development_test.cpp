// The issuer of a demo: one click a role, by the same way as any other.
#include "front_door.h"
#include "matbud/web/sign_in/development_issuer.h"

namespace matbud::web {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

class WhoAreYouToday : public TheFrontDoor {
 protected:
  void SetUp() override {
    const auto sign_in = SignIn::make(development_.settings(), development_.fetch(), clock_).value();
    Router router;
    sign_in->add_to(router);
    development_.add_to(router);
    router.add("GET", "/me", [gate = gate_for_development(sign_in->gate())](const Request& request) -> Answer {
      const auto caller = gate->admit(request);
      if (!caller) return caller.error();
      return Response{200, "text/plain", caller->subject + " " + std::string{word_of(caller->role)}, {}};
    });
    server_ = Server::start(std::move(router)).value();
    browser_.emplace(server_->port());
  }
  DevelopmentIssuer development_{clock_, DevelopmentIssuer::people_of_the_demo()};
};

TEST_F(WhoAreYouToday, LetsInByOneClickARole) {
  const auto page = browser_->follow("/sign-in?back=/me&lang=nn");
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, AllOf(HasSubstr("<html lang=\"nn\">"), HasSubstr("Kven er du i dag?")));
  for (const auto& somebody : DevelopmentIssuer::people_of_the_demo()) {
    const auto hint = page.body.find("login_hint=" + std::string{word_of(somebody.role)} + "%2F");
    ASSERT_NE(hint, page.body.npos);
    const auto begin = page.body.rfind("href=\"", hint) + 6;
    auto link = page.body.substr(begin, page.body.find('"', begin) - begin);
    for (auto at = link.find("&amp;"); at != link.npos; at = link.find("&amp;")) link.replace(at, 5, "&");
    // Each click answers a question; the first has taken that of this page.
    const auto question = browser_->get("/sign-in?back=/me").headers.at("Location");
    for (const auto* const name : {"state", "nonce", "code_challenge"}) {
      const auto old = std::string{name} + "=" + testing::parameter(link, name);
      link.replace(link.find(old), old.size(), std::string{name} + "=" + testing::parameter(question, name));
    }
    EXPECT_EQ(browser_->follow(link).body, somebody.subject + " " + std::string{word_of(somebody.role)});
  }
}

TEST_F(WhoAreYouToday, KnowsByAHintWhoIsMeant) {
  EXPECT_EQ(browser_->sign_in("driver/d-9/3024/", "/me").body, "d-9 driver");
  EXPECT_EQ(browser_->sign_in("care_worker/w-1/3024/sone-1", "/me").body, "w-1 care_worker");
  EXPECT_EQ(browser_->sign_in("king/k-1/3024/", "/me").status, 200) << "the page asks";
  EXPECT_EQ(browser_->get("/me").body, "w-1 care_worker") << "nobody else came";
}

TEST_F(WhoAreYouToday, SendsNobodyElsewhere) {
  const auto question = browser_->get("/sign-in").headers.at("Location");
  const auto spoilt = [&](const char* name, const std::string& value) {
    std::string query;
    const auto target = parse_target(question);
    for (const auto& [key, was] : target->query) add_field(query, key, key == name ? value : was);
    return browser_->get("/development-issuer/authorize?" + query).status;
  };
  EXPECT_EQ(spoilt("redirect_uri", "https://evil.example/sign-in/callback"), 400);
  EXPECT_EQ(spoilt("client_id", "another"), 400);
  EXPECT_EQ(spoilt("code_challenge_method", "plain"), 400);
  EXPECT_EQ(spoilt("ui_locales", "en"), 200);
}

TEST_F(WhoAreYouToday, RedeemsACodeOnceForWhoeverAsked) {
  const auto location =
      browser_->get(browser_->get("/sign-in?as=driver/d-1/3024/").headers.at("Location")).headers.at("Location");
  std::string form;
  add_field(form, "grant_type", "authorization_code");
  add_field(form, "code", testing::parameter(location, "code"));
  add_field(form, "redirect_uri", "http://localhost/sign-in/callback");
  add_field(form, "code_verifier", "stolen");
  const auto without_assertion = development_.fetch()({"/development-issuer/token", form});
  EXPECT_THAT(without_assertion->body, HasSubstr("invalid_client"));
  const auto now_s = to_ms(clock_.now()) / 1000;
  add_field(form, "client_assertion",
            development_.settings().key->sign({{"iss", "matbud"},
                                               {"sub", "matbud"},
                                               {"aud", development_.settings().issuer},
                                               {"iat", now_s},
                                               {"exp", now_s + 60}}));
  EXPECT_THAT(development_.fetch()({"/development-issuer/token", form})->body, HasSubstr("invalid_grant"));
  EXPECT_EQ(browser_->follow(location.substr(location.find("/sign-in/"))).status, 403) << "the code is spent";
}

TEST_F(WhoAreYouToday, AProgramSaysWhoItIsByHeaderOrToken) {
  const auto asked = [&](const std::string& headers) {
    auto answer = testing::TcpClient{server_->port()}.say(testing::get("/me", headers)).hear();
    while (answer.status == 503) answer = testing::TcpClient{server_->port()}.say(testing::get("/me", headers)).hear();
    return answer;
  };
  EXPECT_EQ(asked("matbud-role: driver\r\nmatbud-user: d-1\r\n").body, "d-1 driver");
  EXPECT_EQ(asked("").status, 401) << "nobody is the operator by saying nothing";
  EXPECT_EQ(asked("matbud-role: driver\r\nmatbud-user: d-1\r\nSec-Fetch-Site: same-origin\r\n").status, 401)
      << "a page whose person has left";
  EXPECT_EQ(asked("matbud-role: driver\r\nCookie: matbud-session=x\r\n").status, 401);
  const auto token = development_.program_token({Role::auditor, "watcher", "3024", {}});
  EXPECT_EQ(asked("Authorization: Bearer " + token + "\r\n").body, "watcher auditor");
}

}  // namespace
}  // namespace matbud::web
