// The report of benefits as files.
#include "matbud/audit/benefit_texts.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

namespace matbud::audit {
namespace {

std::vector<BenefitMonth> a_report() {
  BenefitMonth month;
  month.municipality = "3024";
  month.month = 682;
  for (std::size_t i = 0; i < assumption_count; ++i)
    month.assumptions.values[i] = {static_cast<std::int64_t>(i), "x", true};
  BenefitRow vest{"hjemmetjenesten \"vest\", ute", false, {}, {}};
  vest.figures.set_orders(7);
  vest.figures.set_citizens(6);
  vest.reckoned.seconds_before = 4'200;
  BenefitRow others{{}, true, {}, {}};
  others.figures.set_orders(5);
  month.rows = {vest, others};
  month.total.figures.set_orders(12);
  return {month};
}

TEST(BenefitTexts, AreCsvWithAHeadAndALineAUnit) {
  const auto text = benefits_csv(a_report());
  const auto first_end = text.find("\r\n");
  ASSERT_NE(first_end, text.npos);
  const auto head = text.substr(0, first_end);
  const auto second = text.substr(first_end + 2, text.find("\r\n", first_end + 2) - first_end - 2);
  EXPECT_EQ(head.substr(0, 37), "municipality,month,unit,others,orders");
  EXPECT_EQ(second.substr(0, 55), "3024,2026-11,\"hjemmetjenesten \"\"vest\"\", ute\",0,7,0,0,0,");
  EXPECT_EQ(std::count(head.begin(), head.end(), ','), std::count(second.begin(), second.end(), ',') - 1);
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 3);
}

TEST(BenefitTexts, AreAnSqliteFileThatAnswersQuestions) {
  const auto bytes = benefits_sqlite(a_report());
  ASSERT_TRUE(bytes) << bytes.error().message;
  EXPECT_EQ(*benefits_sqlite(a_report()), *bytes) << "the same report is the same file";
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(":memory:", &database), SQLITE_OK);
  auto copy = *bytes;
  ASSERT_EQ(sqlite3_deserialize(database, "main", reinterpret_cast<unsigned char*>(copy.data()),
                                static_cast<sqlite3_int64>(copy.size()), static_cast<sqlite3_int64>(copy.size()),
                                SQLITE_DESERIALIZE_READONLY),
            SQLITE_OK);
  const auto number = [&](const char* question) {
    sqlite3_stmt* statement = nullptr;
    EXPECT_EQ(sqlite3_prepare_v2(database, question, -1, &statement, nullptr), SQLITE_OK) << sqlite3_errmsg(database);
    EXPECT_EQ(sqlite3_step(statement), SQLITE_ROW);
    const auto answer = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return answer;
  };
  EXPECT_EQ(number("SELECT sum(orders) FROM benefits WHERE month = '2026-11'"), 12);
  EXPECT_EQ(number("SELECT seconds_before FROM benefits WHERE others = 0"), 4'200);
  EXPECT_EQ(number("SELECT count(*) FROM assumptions WHERE set_by_municipality = 1"), 12);
  EXPECT_EQ(number("SELECT value FROM assumptions WHERE name = 'trip_seconds'"), 2);
  sqlite3_close(database);
}

TEST(BenefitTexts, AreJsonInWhichNobodyStandsAlone) {
  auto report = a_report();
  const auto json = benefits_json(report);
  EXPECT_EQ(json["people_min"], 5);
  EXPECT_EQ(json["months"][0]["month"], "2026-11");
  EXPECT_TRUE(json["months"][0]["units"][1]["unit"].is_null());
  EXPECT_EQ(json["months"][0]["total"]["figures"]["orders"], 12);
  report[0].rows.clear();
  EXPECT_TRUE(benefits_json(report)["months"][0]["total"].is_null());
}

}  // namespace
}  // namespace matbud::audit
