#include "matbud/web/caller.h"

#include <gtest/gtest.h>

namespace matbud::web {
namespace {

Request from(std::map<std::string, std::string, std::less<>> headers, std::string client = "127.0.0.1") {
  Request request;
  request.headers = std::move(headers);
  request.client = std::move(client);
  return request;
}

TEST(TheLocalGate, TakesSomebodyWithoutHeadersForTheOperator) {
  const auto caller = local_gate()->admit(from({}));
  ASSERT_TRUE(caller);
  EXPECT_EQ(caller->role, Role::operations);
  EXPECT_EQ(caller->subject, "local");
  EXPECT_EQ(caller->language, "nb");
  EXPECT_TRUE(caller->may_see_area("3024-sandvika"));
}

TEST(TheLocalGate, BelievesTheHeaders) {
  const auto caller = local_gate()->admit(from({{"matbud-user", "w-1"},
                                                {"matbud-role", "care_worker"},
                                                {"matbud-municipality", "3024"},
                                                {"matbud-unit", "sone-2"},
                                                {"accept-language", "fr, se;q=0.9"}}));
  ASSERT_TRUE(caller);
  EXPECT_EQ(caller->subject, "w-1");
  EXPECT_EQ(caller->role, Role::care_worker);
  EXPECT_EQ(caller->unit, "sone-2");
  EXPECT_EQ(caller->language, "se");
  EXPECT_TRUE(caller->may_see_area("3024-sandvika"));
  EXPECT_TRUE(caller->may_see_area("3024")) << "what is said of the whole municipality";
  EXPECT_FALSE(caller->may_see_area("3025-asker"));
  EXPECT_FALSE(caller->may_see_area("30240-other"));
}

TEST(TheLocalGate, SendsAwayWhatCannotBe) {
  const struct {
    Request request;
    int status;
  } rows[] = {
      {from({}, "10.0.0.7"), 401},
      {from({{"matbud-role", "king"}}), 400},
      {from({{"matbud-user", "Ola Nordmann"}}), 400},
      {from({{"matbud-municipality", "30"}}), 400},
      {from({{"matbud-unit", "a/b"}}), 400},
  };
  for (const auto& [request, status] : rows) {
    const auto caller = local_gate()->admit(request);
    ASSERT_FALSE(caller);
    EXPECT_EQ(caller.error().status, status) << caller.error().body;
  }
}

TEST(ARole, HasAWordOfItsOwn) {
  for (const auto role : all_roles) EXPECT_EQ(role_from(word_of(role)), role);
  EXPECT_EQ(role_from(""), std::nullopt);
}

}  // namespace
}  // namespace matbud::web
