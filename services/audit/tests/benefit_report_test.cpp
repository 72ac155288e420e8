// Figures and assumptions become minutes and money, and nobody can be found in them.
#include "matbud/audit/benefit_report.h"

#include <gtest/gtest.h>

#include "matbud/audit/v1/events.pb.h"
#include "matbud/ordering/v1/events.pb.h"
#include "matbud/state/overlay.h"

namespace matbud::audit {
namespace {

constexpr std::int32_t a_day_of_november = 20'781;
constexpr std::int32_t november = 682;

class BenefitReport : public testing::Test {
 public:
  /// So many people of a unit have ordered once.
  BenefitReport& unit(const std::string& name, int people, std::int32_t day = a_day_of_november) {
    for (int i = 0; i < people; ++i) {
      const auto id = name + "-" + std::to_string(i) + "-" + std::to_string(day);
      ordering::v1::OrderingEvent registered;
      registered.mutable_citizen_registered()->mutable_citizen()->set_citizen_id(id);
      registered.mutable_citizen_registered()->mutable_citizen()->set_service_unit(name);
      fold(registered);
      ordering::v1::OrderingEvent placed;
      auto& order = *placed.mutable_order_placed()->mutable_order();
      placed.mutable_order_placed()->set_ordered_by("worker-1");
      order.set_order_id("o-" + id);
      order.set_citizen_id(id);
      order.mutable_window()->set_delivery_day(day);
      fold(placed);
    }
    return *this;
  }
  BenefitReport& assume(std::int32_t from_month, const std::string& name, std::int64_t value) {
    v1::AuditEvent event;
    auto& assumptions = *event.mutable_benefit_assumptions_put()->mutable_assumptions();
    assumptions.set_municipality("3024");
    assumptions.set_from_month(from_month);
    auto& told = *assumptions.add_values();
    told.set_name(name);
    told.set_value(value);
    told.set_source("time study");
    return fold(event);
  }
  std::vector<BenefitMonth> report(const BenefitWanted& wanted = {}) { return benefit_report({&tables_}, wanted); }
  /// `vest 6, others 7`
  static std::string rows_of(const BenefitMonth& month) {
    std::string text;
    for (const auto& row : month.rows)
      text += (text.empty() ? "" : ", ") + (row.others ? "others" : row.unit) + " " +
              std::to_string(row.figures.citizens());
    return text;
  }

 private:
  template <class Event>
  BenefitReport& fold(const Event& event) {
    BenefitFold{tables_, "3024-sandvika"}.fold(event);
    return *this;
  }

  state::MemorySpace space_;
  state::Overlay tables_{space_};
};

TEST(Reckon, MakesMinutesKilometresAndMoneyOfCounts) {
  Assumptions assumed;
  const std::pair<Assumption, std::int64_t> values[] = {{Assumption::trips_per_1000_orders, 1'500},
                                                        {Assumption::visits_per_1000_orders, 500},
                                                        {Assumption::trip_seconds, 1'800},
                                                        {Assumption::visit_seconds, 600},
                                                        {Assumption::list_seconds, 300},
                                                        {Assumption::ordering_seconds, 480},
                                                        {Assumption::trip_metres, 5'000},
                                                        {Assumption::car_grams_co2_per_km, 100},
                                                        {Assumption::van_grams_co2_per_km, 250},
                                                        {Assumption::hour_ore, 36'000},
                                                        {Assumption::car_km_ore, 400},
                                                        {Assumption::delivery_ore, 5'000}};
  for (const auto& [which, value] : values) assumed.values[static_cast<std::size_t>(which)].value = value;
  benefits::Figures figures;
  figures.set_orders(12);
  figures.set_by_citizen(1);
  figures.set_from_standing_orders(3);
  figures.set_delivered(10);
  figures.set_road_metres(8'000);
  const auto reckoned = reckon(figures, assumed);
  EXPECT_EQ(reckoned.trips_saved_thousandths, 15'000);
  EXPECT_EQ(reckoned.visits_saved_thousandths, 5'000);
  EXPECT_EQ(reckoned.seconds_before, 15 * 1'800 + 5 * 600 + 10 * 300);
  EXPECT_EQ(reckoned.seconds_now, 8 * 480) << "nobody sits at the table for a standing order";
  EXPECT_EQ(reckoned.metres_before, 75'000);
  EXPECT_EQ(reckoned.metres_now, 8'000);
  EXPECT_EQ(reckoned.grams_co2_before, 7'500);
  EXPECT_EQ(reckoned.grams_co2_now, 2'000);
  EXPECT_EQ(reckoned.cost_before_ore, 33'000 * 10 + 75 * 400);
  EXPECT_EQ(reckoned.cost_now_ore, 3'840 * 10 + 50'000);
}

TEST_F(BenefitReport, PutsSmallUnitsTogetherUntilNobodyStandsOut) {
  struct Row {
    std::vector<std::pair<const char*, int>> units;
    const char* shown;
  };
  const Row rows[] = {{{{"vest", 5}, {"aust", 9}}, "aust 9, vest 5"},
                      {{{"vest", 4}, {"aust", 9}, {"sør", 1}}, "aust 9, others 5"},
                      {{{"vest", 4}, {"aust", 9}}, "others 13"},
                      {{{"vest", 4}, {"aust", 9}, {"nord", 6}}, "aust 9, others 10"},
                      {{{"vest", 2}, {"aust", 2}}, ""},
                      {{{"vest", 4}}, ""}};
  std::int32_t day = a_day_of_november;
  for (const auto& [units, shown] : rows) {
    SCOPED_TRACE(shown);
    day += 31;
    for (const auto& [name, people] : units) unit(name, people, day);
    const auto months = report();
    EXPECT_EQ(rows_of(months.back()), shown);
    std::int64_t people = 0;
    for (const auto& row : months.back().rows) people += row.figures.citizens();
    EXPECT_EQ(months.back().total.figures.citizens(), people) << "what is not shown is in no sum";
  }
}

TEST_F(BenefitReport, ReckonsEachMonthByWhatAppliedInIt) {
  unit("vest", 5).unit("vest", 5, a_day_of_november + 31);
  EXPECT_EQ(report()[0].assumptions[Assumption::ordering_seconds], 600);
  EXPECT_FALSE(report()[0].assumptions.values[static_cast<std::size_t>(Assumption::ordering_seconds)].set);
  assume(november + 1, "ordering_seconds", 300);
  EXPECT_EQ(report()[0].total.reckoned.seconds_now, 5 * 600);
  EXPECT_EQ(report()[1].total.reckoned.seconds_now, 5 * 300);
  EXPECT_EQ(report()[1].assumed_from_month, november + 1);
  assume(november - 5, "ordering_seconds", 420).assume(november + 1, "ordering_seconds", 240);
  EXPECT_EQ(report()[0].total.reckoned.seconds_now, 5 * 420);
  EXPECT_EQ(report()[1].total.reckoned.seconds_now, 5 * 240) << "the last word about a month counts";
}

TEST_F(BenefitReport, ShowsWhatIsAskedFor) {
  unit("vest", 5).unit("vest", 5, a_day_of_november + 31);
  EXPECT_EQ(report({"3024", november}).size(), 1U);
  EXPECT_EQ(report({"", 0}).size(), 2U);
  EXPECT_TRUE(report({"0301", 0}).empty());
}

TEST(Month, IsWrittenAndReadAsAYearAndAMonth) {
  EXPECT_EQ(month_text(november), "2026-11");
  EXPECT_EQ(month_text(0), "1970-01");
  EXPECT_EQ(month_from("2026-11"), november);
  for (const auto* text : {"2026-13", "2026-00", "26-11", "2026-1", "2026/11", "abcd-11", "1969-12", ""})
    EXPECT_EQ(month_from(text), 0) << text;
}

TEST(Objection, NamesTheFieldThatCannotBe) {
  struct Row {
    void (*change)(v1::BenefitAssumptions&);
    const char* field;
  };
  const Row rows[] = {
      {[](auto&) {}, ""},
      {[](auto& a) { a.set_municipality("30"); }, "assumptions.municipality"},
      {[](auto& a) { a.set_municipality("30x4"); }, "assumptions.municipality"},
      {[](auto& a) { a.set_from_month(0); }, "assumptions.from_month"},
      {[](auto& a) { a.set_from_month(1'000'000); }, "assumptions.from_month"},
      {[](auto& a) { a.mutable_values(0)->set_name("luck"); }, "assumptions.values[0].name"},
      {[](auto& a) { *a.add_values() = a.values(0); }, "assumptions.values[1].name"},
      {[](auto& a) { a.mutable_values(0)->set_value(-1); }, "assumptions.values[0].value"},
      {[](auto& a) { a.mutable_values(0)->set_value(86'401); }, "assumptions.values[0].value"},
      {[](auto& a) { a.mutable_values(0)->clear_source(); }, "assumptions.values[0].source"},
      {[](auto& a) { a.mutable_values(0)->set_source(std::string(801, 'x')); }, "assumptions.values[0].source"}};
  for (const auto& [change, field] : rows) {
    v1::BenefitAssumptions assumptions;
    assumptions.set_municipality("3024");
    assumptions.set_from_month(november);
    auto& value = *assumptions.add_values();
    value.set_name("trip_seconds");
    value.set_value(1'200);
    value.set_source("time study");
    change(assumptions);
    EXPECT_EQ(objection_to(assumptions), field);
  }
}

}  // namespace
}  // namespace matbud::audit
