// What an issuer's words come to here.
#include "claims.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cookies.h"

namespace matbud::web {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::StartsWith;

json good() {
  return {{"sub", "w-7"}, {"matbud_role", "driver"}, {"matbud_municipality", "3024"}, {"name", "Prøve Prøveland"}};
}

TEST(Claims, GiveARoleAPlaceAndAName) {
  const auto caller = person_from(good(), {});
  ASSERT_TRUE(caller) << caller.error().message;
  EXPECT_EQ(caller->subject, "w-7");
  EXPECT_EQ(caller->role, Role::driver);
  EXPECT_EQ(caller->municipality, "3024");
  EXPECT_EQ(caller->name, "Prøve Prøveland");
}

TEST(Claims, ThatLackSomethingLetNobodyIn) {
  const struct {
    const char* claim;
    json value;
    const char* why;
  } rows[] = {
      {"matbud_role", nullptr, "no role"},
      {"matbud_role", "king", "no role"},
      {"matbud_role", json::array(), "no role"},
      {"matbud_role", {{"driver", true}}, "no role"},
      {"matbud_municipality", nullptr, "no municipality"},
      {"matbud_municipality", "", "no municipality"},
      {"matbud_municipality", 3024, "no municipality"},
      {"matbud_municipality", "30240", "no municipality"},
      {"matbud_unit", "a/b", "cannot be one"},
      {"sub", nullptr, "who it is"},
  };
  for (const auto& [claim, value, why] : rows) {
    auto claims = good();
    claims[claim] = value;
    const auto caller = person_from(claims, {});
    ASSERT_FALSE(caller) << claim << value;
    EXPECT_THAT(caller.error().message, HasSubstr(why)) << claim << value;
  }
}

TEST(Claims, OfACareWorkerAndAPickerNameTheirUnit) {
  for (const auto* const role : {"care_worker", "picker"}) {
    auto claims = good();
    claims["matbud_role"] = role;
    EXPECT_FALSE(person_from(claims, {})) << role;
    claims["matbud_unit"] = "sone-1";
    EXPECT_TRUE(person_from(claims, {})) << role;
  }
}

TEST(Claims, AreReadInTheIssuersOwnWords) {
  SignInSettings settings;
  settings.claims.role = "/groups";
  settings.claims.municipality = "/consumer/ID";
  settings.roles = {{"Matbud leder", Role::manager}};
  settings.municipalities = {{"0192:123456785", "3024"}, {"0192:987654325", "*"}};
  json claims{{"sub", "w-7"}, {"groups", {"Alle", "Matbud leder"}}, {"consumer", {{"ID", "0192:123456785"}}}};
  const auto manager = person_from(claims, settings);
  ASSERT_TRUE(manager) << manager.error().message;
  EXPECT_EQ(manager->role, Role::manager);
  EXPECT_EQ(manager->municipality, "3024");
  claims["consumer"]["ID"] = "0192:987654325";
  EXPECT_EQ(person_from(claims, settings)->municipality, "") << "all of the installation";
  claims["consumer"]["ID"] = "3024";
  EXPECT_FALSE(person_from(claims, settings)) << "a number that nobody has agreed on";
  claims["groups"] = {"manager"};
  EXPECT_FALSE(person_from(claims, settings)) << "our own word is not theirs";
}

TEST(Claims, HideASubjectThatIsNoId) {
  auto claims = good();
  claims["sub"] = "prove@example.com";
  const auto caller = person_from(claims, {});
  ASSERT_TRUE(caller);
  EXPECT_TRUE(is_caller_id(caller->subject));
  EXPECT_THAT(caller->subject, StartsWith("s-"));
  EXPECT_EQ(person_from(claims, {})->subject, caller->subject);
}

TEST(TheWayBack, IsAPathOfOurs) {
  const std::pair<const char*, const char*> rows[] = {
      {"/kitchen-table/#/table/c-1", "/kitchen-table/#/table/c-1"},
      {"/driver/?run=1", "/driver/?run=1"},
      {"", "/"},
      {"https://evil.example/", "/"},
      {"//evil.example/", "/"},
      {"/\\evil.example/", "/"},
      {"/%2Fevil", "/%2Fevil"},
      {"javascript:alert(1)", "/"},
      {"/a\r\nSet-Cookie: x=y", "/"},
      {"/å", "/"},
      {"/sign-in?back=/", "/"},
      {"/sign-out", "/"},
  };
  for (const auto& [asked, back] : rows) EXPECT_EQ(way_back(asked), back) << asked;
  EXPECT_EQ(way_back("/" + std::string(2'000, 'a')), "/");
}

TEST(ACookie, IsFoundAmongOthersUnderItsWholeName) {
  const Cookies here{"http://127.0.0.1:8420"};
  Request request;
  request.headers["cookie"] = "a=1; matbud-session=no; matbud-session-8420=yes; xmatbud-session-8420=no";
  EXPECT_EQ(here.value(request, "session"), "yes");
  EXPECT_EQ(Cookies{"https://matbud.example"}.value(request, "session"), "");
  EXPECT_EQ(Cookies{"http://localhost"}.value(request, "session"), "no");
  EXPECT_EQ(here.value({}, "session"), "");
}

}  // namespace
}  // namespace matbud::web
