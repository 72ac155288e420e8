#include "standings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "matbud/log/command.h"
#include "matbud/log/simulated.h"

namespace matbud::cli {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr const char* page = R"(# HELP matbud_processor_lag_records Records heard and not handled yet.
# TYPE matbud_processor_lag_records gauge
matbud_processor_lag_records{partition="10",processor="dispatch"} 0
matbud_processor_lag_records{partition="2",processor="dispatch"} 41
matbud_processor_lag_seconds{partition="2",processor="dispatch"} 1.25
matbud_processor_phase{partition="2",phase="catching_up",processor="dispatch"} 0
matbud_processor_phase{partition="2",phase="running",processor="dispatch"} 1
matbud_processor_void_total{partition="2",processor="dispatch"} 3
matbud_processor_parked{partition="2",processor="dispatch"} 1
matbud_log_append_seconds_count 200
matbud_log_append_seconds_sum 0.5
matbud_log_append_seconds_bucket{le="0.001"} 7
matbud_alarms_total 0
)";

TEST(Standings, AreReadFromAProgramsNumbers) {
  const auto rows = standings_from_metrics(page);
  ASSERT_THAT(rows, SizeIs(2));
  const auto& row = rows.front();
  EXPECT_EQ(row.processor, "dispatch");
  EXPECT_EQ(row.partition, Partition{2});
  EXPECT_EQ(row.phase, "running");
  EXPECT_EQ(row.lag_records, 41);
  EXPECT_EQ(row.lag_seconds, 1.25);
  EXPECT_EQ(row.voided, 3);
  EXPECT_EQ(row.parked, 1);
  EXPECT_EQ(row.rebuilds, std::nullopt) << "the page says nothing of it";
  EXPECT_EQ(row.append_ms, 2.5);
  EXPECT_EQ(rows.back().partition, Partition{10}) << "by number, not by letter";
}

TEST(Standings, APageOfSomethingElseHasNone) {
  EXPECT_THAT(standings_from_metrics("<html><body class=\"a b\">partition=\"1\"</body></html>"), IsEmpty());
  EXPECT_THAT(standings_from_metrics(""), IsEmpty());
  EXPECT_THAT(standings_from_metrics("cut{partition=\"1 7\nmore{"), IsEmpty());
}

class Told : public testing::Test {
 protected:
  Told() {
    const std::vector<log::TopicSpec> topics{{"dispatch.events.v1", 2}, {"dispatch.commands.v1", 2}};
    EXPECT_TRUE(log_.create_topics(topics));
    spec_.name = "dispatch";
    spec_.own_topic = "dispatch.events.v1";
  }
  void append(const std::string& topic) {
    const log::Command command{topic, "3024-sandvika", "c-1", "a.Type", "run/r-1", "", Partition{1}};
    (*log_.open_writer({topic, Partition{1}}))->append({log::encode_command(command, clock_.now(), "/test")});
  }
  [[nodiscard]] Standing standing(std::int64_t own, std::int64_t commands, const std::string& figures) {
    const log::Progress told{Partition{1},
                             {{{"dispatch.events.v1", Partition{1}}, Offset{own}},
                              {{"dispatch.commands.v1", Partition{1}}, Offset{commands}}},
                             figures};
    return standing_from(spec_, told, log_, clock_.now());
  }

  log::SimulatedClock clock_{from_ms(1'790'000'000'000)};
  log::SimulatedLog log_{clock_};
  processor::ProcessorSpec spec_;
};

TEST_F(Told, LagIsMeasuredAgainstTheLogOfNow) {
  append("dispatch.commands.v1");
  append("dispatch.commands.v1");
  clock_.advance(4s);
  const auto row = standing(0, 1, "phase=running void=2 rebuilds=1 parked=0 told_ms=1789999999000 append_us=1500");
  EXPECT_EQ(row.phase, "running");
  EXPECT_EQ(row.lag_records, 1);
  EXPECT_EQ(row.lag_seconds, 4);
  EXPECT_EQ(row.voided, 2);
  EXPECT_EQ(row.rebuilds, 1);
  EXPECT_EQ(row.parked, 0);
  EXPECT_EQ(row.append_ms, 1.5);
  EXPECT_EQ(row.told_seconds_ago, 5);
}

TEST_F(Told, WhoCatchesUpTellsHowMuchIsLeft) {
  append("dispatch.events.v1");
  append("dispatch.events.v1");
  append("dispatch.events.v1");
  EXPECT_EQ(standing(1, 0, "phase=catching_up").catch_up, 2);
  EXPECT_EQ(standing(1, 0, "phase=running").catch_up, 0) << "what is in flight is not to be caught up with";
}

TEST_F(Told, FiguresOfAnotherVersionLeaveHoles) {
  const auto row = standing(0, 0, "something else=x void=many");
  EXPECT_EQ(row.phase, "");
  EXPECT_EQ(row.voided, std::nullopt);
  EXPECT_EQ(row.lag_records, 0);
}

TEST(Standings, ArePrintedForPeopleAndForPrograms) {
  Standing row;
  row.processor = "dispatch";
  row.partition = Partition{2};
  row.phase = "running";
  row.lag_records = 41;
  std::ostringstream table;
  print({row}, false, table);
  EXPECT_THAT(table.str(), HasSubstr("dispatch/2"));
  EXPECT_THAT(table.str(), HasSubstr("41"));
  std::ostringstream json;
  print({row}, true, json);
  EXPECT_THAT(json.str(), HasSubstr(R"("lag_records":41.0)"));
  EXPECT_THAT(json.str(), HasSubstr(R"("void":null)"));
}

}  // namespace
}  // namespace matbud::cli
