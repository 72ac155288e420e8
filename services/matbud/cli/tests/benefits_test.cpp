// What a municipality has from the service is reckoned from the log alone: live and replayed, to the same digit.
#include "cli_fixture.h"
#include "matbud/audit/benefit_texts.h"
#include "matbud/audit/benefits_model.h"
#include "matbud/host/pipeline.h"

namespace matbud::cli {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class Benefits : public Cli {
 protected:
  /// Two days of a small town, to their end.
  void some_days_of_a_town() {
    const auto inputs = std::filesystem::path{MATBUD_SOURCE_DIR} / ".." / "shared" / "data";
    const auto lived = matbud({"demo", "--headless", "--days", "2", "--citizens", "12", "--inputs", inputs.string()});
    ASSERT_EQ(lived.exit, 0) << lived.messages;
  }

  /// The report of the read model as a program that serves keeps it: folded beside others, by rounds, and stored.
  std::string live_report() {
    std::string text;
    const SystemClock clock;
    privacy::SystemRandom random;
    host::Settings settings;
    settings.directory = data();
    const auto installation = host::Installation::open(settings, clock, random, false);
    EXPECT_TRUE(installation) << installation.error().message;
    auto wiring = (*installation)->wiring();
    wiring.decides = false;
    wiring.read_models = {audit::benefits_model()};
    const auto open_space = wiring.open_space;
    {
      const auto pipeline = host::Pipeline::open((*installation)->log(), clock, std::move(wiring));
      EXPECT_TRUE(pipeline) << pipeline.error().message;
      while (!(*pipeline)->idle()) (*pipeline)->step();
    }
    std::vector<std::unique_ptr<state::Space>> spaces;
    std::vector<std::unique_ptr<state::SpaceTables>> tables;
    std::vector<const state::TableReader*> readers;
    for (std::uint32_t p = 0; p < (*installation)->partitions(); ++p) {
      spaces.push_back(open_space(projection::space_name(*audit::benefits_model()), Partition{p}));
      tables.push_back(std::make_unique<state::SpaceTables>(*spaces.back()));
      readers.push_back(tables.back().get());
    }
    return audit::benefits_json(audit::benefit_report(readers, {})).dump() + "\n";
  }
};

TEST_F(Benefits, AreTheSameBytesLiveAndReplayed) {
  some_days_of_a_town();
  const auto replayed = matbud({"benefits", "--json"});
  ASSERT_EQ(replayed.exit, 0) << replayed.messages;
  EXPECT_EQ(replayed.out, live_report());
  const auto report = nlohmann::json::parse(replayed.out);
  ASSERT_FALSE(report["months"].empty());
  const auto& total = report["months"][0]["total"];
  EXPECT_GT(total["figures"]["delivered"], 0);
  EXPECT_GT(total["figures"]["road_metres"], 0);
  EXPECT_GT(total["reckoned"]["seconds_before"], total["reckoned"]["seconds_now"]);
  // A sum is what its parts are.
  std::int64_t delivered = 0;
  for (const auto& unit : report["months"][0]["units"]) delivered += unit["figures"]["delivered"].get<std::int64_t>();
  EXPECT_EQ(total["figures"]["delivered"], delivered);
}

TEST_F(Benefits, AreWrittenForSpreadsheets) {
  some_days_of_a_town();
  const auto csv = matbud({"benefits", "--csv"});
  ASSERT_EQ(csv.exit, 0) << csv.messages;
  EXPECT_THAT(csv.out, StartsWith("municipality,month,unit,others,orders,"));
  const auto file = directory_ / "benefits.sqlite";
  ASSERT_EQ(matbud({"benefits", "--sqlite", file.string()}).exit, 0);
  std::ifstream written{file, std::ios::binary};
  std::string magic(15, '\0');
  written.read(magic.data(), 15);
  EXPECT_EQ(magic, "SQLite format 3");
  EXPECT_EQ(matbud({"benefits", "--month", "2026-13"}).exit, 2);
  EXPECT_THAT(matbud({"benefits", "--month", "1999-01"}).out, HasSubstr("no orders yet"));
}

}  // namespace
}  // namespace matbud::cli
