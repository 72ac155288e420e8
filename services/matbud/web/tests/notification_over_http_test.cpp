// Who is told, and when not: an administrator writes down consents and quiet hours.
#include <functional>

#include "http_story.h"
#include "matbud/log/follower.h"
#include "matbud/log/topics.h"

namespace matbud::apis {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class NotificationOverHttp : public OverHttp {
 protected:
  void as_administrator() { as({"administrator", "a-1", {}, area().substr(0, 4)}); }
  [[nodiscard]] std::string contacts() const {
    return "/api/notification/v1/citizens/" + citizen().id.value() + "/contacts";
  }
  [[nodiscard]] static json daughter() {
    return {{"contact_id", "daughter"},
            {"relation", "next_of_kin"},
            {"channel", "email"},
            {"address", "kari@familie.example"},
            {"name", "Kari"},
            {"language", "nn"},
            {"kinds", {"delivered", "not_delivered"}},
            {"purposes", {"deliveries"}},
            {"consent_ends_at_ms", 1'900'000'000'000},
            {"quiet", {{"from_minute", 1260}, {"until_minute", 420}}},
            {"other_points", {{{"channel", "sms"}, {"address", "+4798765432"}}}}};
  }
  Answer put(const json& list, const std::string& key = {}) {
    return post(contacts(), {{"area_id", area()}, {"contacts", list}}, key);
  }
  [[nodiscard]] std::string notification_log() {
    std::string all;
    for (std::uint32_t p = 0; p < town().partitions(); ++p) {
      const log::TopicPartition place{std::string{log::notification_commands}, Partition{p}};
      log::Follower follower{running().installation().log(), place, false, {}};
      for (;;) {
        const auto followed = follower.next();
        if (!followed || !*followed) break;
        all += (*followed)->record.value;
      }
    }
    return all;
  }
};

TEST_F(NotificationOverHttp, AConsentIsWrittenDownAsAWhole) {
  as_administrator();
  const auto answer = put(json::array({daughter()}));
  ASSERT_EQ(answer.status, 200) << answer.text;
  EXPECT_EQ(answer.body["outcome"], "contacts_put");
  const auto shown = get(contacts());
  ASSERT_EQ(shown.body["contacts"].size(), 1U) << "those who were there before are told no more";
  EXPECT_EQ(shown.body["contacts"][0], daughter());
  EXPECT_THAT(notification_log(), Not(HasSubstr("familie.example"))) << "an address is sealed before it is in the log";
  EXPECT_THAT(notification_log(), Not(HasSubstr("+4798765432")));
}

TEST_F(NotificationOverHttp, NobodyIsToldWhenTheListIsEmpty) {
  as_administrator();
  const auto answer = put(json::array());
  ASSERT_EQ(answer.status, 200) << answer.text;
  const auto shown = get(contacts());
  EXPECT_TRUE(shown.status == 404 || shown.body["contacts"].empty()) << shown.text;
}

TEST_F(NotificationOverHttp, AnAddressThatCannotBeIsRefusedByName) {
  as_administrator();
  const struct {
    const char* story;
    const char* pointer;
    std::function<void(json&)> change;
  } rows[] = {
      {"no mail address", "#/contacts/0/address", [](json& one) { one["address"] = "kari.familie.example"; }},
      {"no phone number", "#/contacts/0/other_points/0/address",
       [](json& one) { one["other_points"][0]["address"] = "98765432"; }},
      {"no language of ours", "#/contacts/0/language", [](json& one) { one["language"] = "de"; }},
      {"no kind of news", "#/contacts/0/kinds", [](json& one) { one["kinds"] = {"gossip"}; }},
      {"no minute of a day", "#/contacts/0/quiet/from_minute", [](json& one) { one["quiet"]["from_minute"] = 1440; }},
  };
  for (const auto& [story, pointer, change] : rows) {
    SCOPED_TRACE(story);
    auto contact = daughter();
    change(contact);
    const auto refused = put(json::array({contact}));
    EXPECT_EQ(refused.status, 422) << refused.text;
    EXPECT_THAT(refused.body["errors"][0]["pointer"].get<std::string>(), HasSubstr(pointer)) << refused.text;
  }
  const auto twice = put(json::array({daughter(), daughter()}));
  EXPECT_EQ(twice.status, 422);
  EXPECT_EQ(twice.body["code"], "duplicate");
  EXPECT_EQ(twice.body["errors"][0]["pointer"], "#/contacts/1/contact_id");
}

TEST_F(NotificationOverHttp, ARepeatDoesNotBringAWithdrawnConsentBack) {
  as_administrator();
  ASSERT_EQ(put(json::array({daughter()}), "k-once").status, 200);
  const auto withdrawn = put(json::array());
  ASSERT_EQ(withdrawn.status, 200);
  EXPECT_EQ(put(json::array({daughter()}), "k-once").status, 200);
  const auto shown = get(contacts());
  EXPECT_TRUE(shown.status == 404 || shown.body["contacts"].empty()) << shown.text;
}

TEST_F(NotificationOverHttp, OnlyTheCitizensOwnMunicipalityWritesThemDown) {
  as({"administrator", "a-2", {}, "9999"});
  EXPECT_EQ(put(json::array({daughter()})).status, 403);
  EXPECT_EQ(post(contacts(), {{"area_id", "9999-x"}, {"contacts", json::array({daughter()})}}).status, 404);
  as_administrator();
  EXPECT_EQ(post("/api/notification/v1/citizens/nobody/contacts",
                 {{"area_id", area()}, {"contacts", json::array({daughter()})}})
                .status,
            404);
}

TEST_F(NotificationOverHttp, AnAreaIsLeftInPeace) {
  as_administrator();
  const std::string settings = "/api/notification/v1/settings";
  const json nights{{"from_minute", 1260}, {"until_minute", 420}};
  const auto answer = post(settings, {{"area_id", area()}, {"quiet", nights}, {"digest_minutes", 30}});
  ASSERT_EQ(answer.status, 200) << answer.text;
  EXPECT_EQ(answer.body["outcome"], "settings_put");
  const auto refused = post(settings, {{"area_id", area()}, {"time_zone", "Europe/Asker"}});
  EXPECT_EQ(refused.status, 422) << refused.text;
  EXPECT_EQ(refused.body["errors"][0]["pointer"], "#/time_zone");
  EXPECT_EQ(post(settings, {{"area_id", "9999-x"}}).status, 403);
}

}  // namespace
}  // namespace matbud::apis
