#include "matbud/telemetry/logging.h"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

namespace matbud::telemetry {
namespace {

constexpr Timestamp monday_8am = from_ms(1'772'438'400'007);

TEST(ALine, IsTextForPeople) {
  EXPECT_EQ(formatted(LogFormat::text, monday_8am, Level::info, "partition taken",
                      {{"service", "ordering"}, {"partition", 3}, {"lag_seconds", 0.5}, {"owner", true}}),
            "2026-03-02T08:00:00.007Z info partition taken service=ordering partition=3 lag_seconds=0.5 owner=true");
}

TEST(ALine, IsOneJsonObject) {
  EXPECT_EQ(formatted(LogFormat::json, monday_8am, Level::warning, "no \"room\"",
                      {{"topic", "ordering.events.v1"}, {"free_bytes", std::uint64_t{12}}}),
            R"({"time":"2026-03-02T08:00:00.007Z","level":"warning","message":"no \"room\"",)"
            R"("topic":"ordering.events.v1","free_bytes":12})");
}

TEST(ALine, CannotBeForgedByAValue) {
  const std::string forged = "x\n2026 error all is lost\x1b[31m";
  EXPECT_EQ(formatted(LogFormat::text, monday_8am, Level::info, forged, {{"detail", forged}}),
            "2026-03-02T08:00:00.007Z info x\\n2026 error all is lost\\u001b[31m "
            "detail=\"x\\n2026 error all is lost\\u001b[31m\"");
  EXPECT_EQ(formatted(LogFormat::json, monday_8am, Level::info, "", {{"detail", forged}}),
            R"({"time":"2026-03-02T08:00:00.007Z","level":"info","message":"",)"
            R"("detail":"x\n2026 error all is lost\u001b[31m"})");
}

TEST(ALine, StaysJsonWithANumberThatJsonLacks) {
  EXPECT_EQ(
      formatted(LogFormat::json, monday_8am, Level::info, "", {{"rate", std::numeric_limits<double>::infinity()}}),
      R"({"time":"2026-03-02T08:00:00.007Z","level":"info","message":"","rate":"inf"})");
}

TEST(Logging, LeavesOutWhatIsBelowTheLevel) {
  std::vector<std::string> lines;
  log_to({LogFormat::text, Level::warning}, [&](std::string_view line) { lines.emplace_back(line); });
  debug("never");
  info("never");
  warning("disk {} is filling", {{"percent", 91}});
  error("disk is full");
  log_to_stderr({});
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_TRUE(lines[0].ends_with(" warning disk {} is filling percent=91")) << lines[0];
  EXPECT_TRUE(lines[1].ends_with(" error disk is full")) << lines[1];
}

TEST(ALevel, IsParsedByItsWord) {
  EXPECT_EQ(parse_level("warning"), Level::warning);
  EXPECT_EQ(parse_level("WARN"), std::nullopt);
}

}  // namespace
}  // namespace matbud::telemetry
