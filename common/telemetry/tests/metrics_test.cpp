#include "matbud/telemetry/metrics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace matbud::telemetry {
namespace {

using ::testing::HasSubstr;

TEST(Metrics, AreExposedWithTheirHelpTypeAndLabels) {
  Metrics metrics;
  metrics.counter("matbud_events_total", "Events decided and verified.", {{"service", "ordering"}}).add(2);
  metrics.gauge("matbud_lag_records", "Records not yet read.").set(7);
  metrics.histogram("matbud_append_seconds", "Append to acknowledgement.", {}, {0.001, 0.01}).observe(0.005);
  const auto text = metrics.exposition();
  EXPECT_THAT(text, HasSubstr("# HELP matbud_events_total Events decided and verified.\n"
                              "# TYPE matbud_events_total counter\n"
                              "matbud_events_total{service=\"ordering\"} 2\n"));
  EXPECT_THAT(text, HasSubstr("matbud_lag_records 7\n"));
  EXPECT_THAT(text, HasSubstr("matbud_append_seconds_bucket{le=\"0.01\"} 1\n"));
}

TEST(Metrics, GiveTheSameNumberForTheSameNameAndLabels) {
  Metrics metrics;
  metrics.counter("matbud_events_total", "Events.", {{"service", "ordering"}}).add();
  metrics.counter("matbud_events_total", "Events.", {{"service", "ordering"}}).add();
  metrics.counter("matbud_events_total", "Events.", {{"service", "dispatch"}}).add();
  const auto text = metrics.exposition();
  EXPECT_THAT(text, HasSubstr("{service=\"ordering\"} 2\n"));
  EXPECT_THAT(text, HasSubstr("{service=\"dispatch\"} 1\n"));
}

TEST(Metrics, FollowATotalThatIsCountedElsewhere) {
  Metrics metrics;
  auto events = metrics.counter("matbud_events_total", "Events.");
  events.raise_to(5);
  events.raise_to(5);
  events.raise_to(3);
  EXPECT_THAT(metrics.exposition(), HasSubstr("matbud_events_total 5\n"));
}

TEST(Metrics, AreLookedUpWhenAskedFor) {
  Metrics metrics;
  auto lag = metrics.gauge("matbud_lag_records", "Records not yet read.");
  int records = 3;
  metrics.before_exposition([&] { lag.set(records); });
  EXPECT_THAT(metrics.exposition(), HasSubstr("matbud_lag_records 3\n"));
  records = 0;
  EXPECT_THAT(metrics.exposition(), HasSubstr("matbud_lag_records 0\n"));
}

TEST(Metrics, RefuseANameOfAnotherKindOrNone) {
  Metrics metrics;
  (void)metrics.counter("matbud_events_total", "Events.");
  EXPECT_THROW((void)metrics.gauge("matbud_events_total", "Events."), std::invalid_argument);
  EXPECT_THROW((void)metrics.counter("events per second", "Events."), std::invalid_argument);
}

}  // namespace
}  // namespace matbud::telemetry
