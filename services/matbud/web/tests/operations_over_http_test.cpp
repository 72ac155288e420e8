// What an operator sees and does, without personal data.
#include <thread>

#include "http_story.h"
#include "matbud/log/topics.h"

namespace matbud::apis {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

const std::string operations = "/api/operations/v1";

class OperationsOverHttp : public OverHttp {
 protected:
  void something_is_parked() {
    town().append({.topic = std::string{log::ordering_commands},
                   .key = area(),
                   .id = "bad",
                   .type = "matbud.ordering.v1.PlaceOrder",
                   .subject = "order/o-9",
                   .value = "\xff\xff no protobuf",
                   .partition = {}});
    while (get(operations + "/parked").body.at("parked").empty()) std::this_thread::yield();
  }
};

TEST_F(OperationsOverHttp, TellHowFarEachServiceIs) {
  const auto health = get(operations + "/health");
  ASSERT_EQ(health.status, 200) << health.text;
  EXPECT_THAT(health.body["alarms"], IsEmpty());
  EXPECT_THAT(health.text, HasSubstr("\"processor\":\"ordering\""));
}

TEST_F(OperationsOverHttp, TellTheStoryOfAnOrder) {
  as_care_worker();
  ASSERT_EQ(post("/api/ordering/v1/orders", basket("o-1")).status, 201);
  as({"operator", "op-1"});
  const auto path = operations + "/orders/o-1/trace";
  auto story = get(path);
  while (story.status == 404) story = get(path);
  ASSERT_EQ(story.status, 200) << story.text;
  EXPECT_FALSE(story.body["story"].empty());
  EXPECT_EQ(get(operations + "/orders/o-404/trace").status, 404);
  as({"operator", "op-2", {}, "9999"});
  EXPECT_EQ(get(path).status, 404) << "another municipality's";
}

TEST_F(OperationsOverHttp, ShowWhatIsParkedAndGiveItUpWithAReason) {
  something_is_parked();
  const auto parked = get(operations + "/parked?subject=order/o-9");
  ASSERT_EQ(parked.body["parked"].size(), 1U) << parked.text;
  EXPECT_EQ(parked.body["parked"][0]["service"], "ordering");
  const auto why =
      post(operations + "/parked/redrive", {{"service", "ordering"}, {"subject", "order/o-9"}, {"discard", true}});
  EXPECT_EQ(why.status, 422);
  EXPECT_EQ(why.body["errors"][0]["pointer"], "#/reason");
  const auto kept = post(operations + "/parked/redrive", {{"service", "ordering"}, {"subject", "order/o-9"}});
  ASSERT_EQ(kept.status, 200) << kept.text;
  EXPECT_EQ(kept.body["still_parked"], 1) << "it cannot be decided today either";
  const auto gone =
      post(operations + "/parked/redrive",
           {{"service", "ordering"}, {"subject", "order/o-9"}, {"discard", true}, {"reason", "kommer ikke fra oss"}});
  ASSERT_EQ(gone.status, 200) << gone.text;
  EXPECT_EQ(gone.body["moved"], 1);
  EXPECT_THAT(get(operations + "/parked").body["parked"], IsEmpty());
  EXPECT_EQ(post(operations + "/parked/redrive", {{"service", "ordering"}, {"subject", "order/o-9"}}).status, 404);
}

}  // namespace
}  // namespace matbud::apis
