// What a manager sees of the service, and by what it is reckoned: nobody can be found in it.
#include "http_story.h"

namespace matbud::apis {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

const std::string benefits = "/api/benefits/v1";

class BenefitsOverHttp : public OverHttp {
 protected:
  void as_manager(const std::string& municipality = "3024") { as({"manager", "m-1", {}, municipality}); }
  static json assumptions(const std::string& name, std::int64_t value) {
    return {{"municipality", "3024"},
            {"from_month", "2026-01"},
            {"values", {{{"name", name}, {"value", value}, {"source", "tidsstudie, oktober 2026"}}}}};
  }
};

TEST_F(BenefitsOverHttp, ShowNothingOfAFewPeople) {
  as_care_worker();
  ASSERT_EQ(post("/api/ordering/v1/orders", basket("o-1")).status, 201);
  as_manager();
  auto figures = get(benefits + "/figures");
  while (figures.body["months"].empty()) figures = get(benefits + "/figures");
  EXPECT_EQ(figures.body["people_min"], 5);
  EXPECT_EQ(figures.body["months"][0]["municipality"], "3024");
  EXPECT_TRUE(figures.body["months"][0]["total"].is_null()) << figures.text;
  EXPECT_THAT(figures.body["months"][0]["units"], IsEmpty());
  const auto csv = get(benefits + "/figures.csv");
  EXPECT_THAT(csv.text, StartsWith("municipality,month,unit,others,orders,"));
  EXPECT_EQ(csv.text.find('\n'), csv.text.size() - 1) << "the head alone";
  EXPECT_THAT(get(benefits + "/figures.sqlite").text, StartsWith("SQLite format 3"));
  EXPECT_THAT(get(benefits + "/figures?month=1999-01").body["months"], IsEmpty());
  EXPECT_EQ(get(benefits + "/figures?month=november").status, 400);
}

TEST_F(BenefitsOverHttp, AreAMunicipalitysOwn) {
  as_manager("9999");
  EXPECT_EQ(get(benefits + "/figures?municipality=3024").status, 403);
  EXPECT_EQ(get(benefits + "/figures.csv?municipality=3024").status, 403);
  EXPECT_THAT(get(benefits + "/figures").body["months"], IsEmpty());
  EXPECT_EQ(post(benefits + "/assumptions", assumptions("trip_seconds", 1'500)).status, 403);
  as({"auditor", "a-1"});
  EXPECT_EQ(get(benefits + "/figures?municipality=3024").status, 200);
}

TEST_F(BenefitsOverHttp, AreReckonedByWhatAManagerVouchesFor) {
  as_manager();
  const auto before = get(benefits + "/assumptions");
  EXPECT_EQ(before.body["kinds"].size(), 12U);
  EXPECT_THAT(before.body["sets"], IsEmpty());
  const auto put = post(benefits + "/assumptions", assumptions("trip_seconds", 1'500), "k-assume");
  ASSERT_EQ(put.status, 200) << put.text;
  const auto after = get(benefits + "/assumptions");
  ASSERT_EQ(after.body["sets"].size(), 1U) << after.text;
  EXPECT_EQ(after.body["sets"][0]["from_month"], "2026-01");
  EXPECT_EQ(after.body["sets"][0]["values"][0]["value"], 1'500);
  EXPECT_EQ(post(benefits + "/assumptions", assumptions("trip_seconds", 1'500), "k-assume").token(), put.token());
  EXPECT_EQ(get(benefits + "/commands/k-assume").status, 200);
  as_manager("9999");
  EXPECT_THAT(get(benefits + "/assumptions").body["sets"], IsEmpty());
}

TEST_F(BenefitsOverHttp, AreNotReckonedByWhatCannotBe) {
  as_manager();
  struct Row {
    json body;
    const char* pointer;
  };
  auto no_source = assumptions("trip_seconds", 1'500);
  no_source["values"][0].erase("source");
  auto no_month = assumptions("trip_seconds", 1'500);
  no_month["from_month"] = "november";
  const Row rows[] = {{assumptions("luck", 7), "#/values/0/name"},
                      {assumptions("trip_seconds", -1), "#/values/0/value"},
                      {no_source, "#/values/0/source"},
                      {no_month, "#/from_month"}};
  for (const auto& [body, pointer] : rows) {
    const auto answer = post(benefits + "/assumptions", body);
    EXPECT_EQ(answer.status, 422) << answer.text;
    EXPECT_EQ(answer.body["errors"][0]["pointer"], pointer) << answer.text;
  }
  const auto too_much = post(benefits + "/assumptions", assumptions("trip_seconds", 86'401));
  EXPECT_EQ(too_much.status, 422) << "audit itself says no";
  EXPECT_THAT(too_much.text, HasSubstr("assumptions.values[0].value"));
  EXPECT_THAT(get(benefits + "/assumptions").body["sets"], IsEmpty());
}

}  // namespace
}  // namespace matbud::apis
