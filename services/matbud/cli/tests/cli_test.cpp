#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <tuple>

#include "matbud/cli/command.h"
#include "matbud/installation/installation.h"

namespace matbud::cli {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

/// Calls the command line on a directory of its own.
class Cli : public testing::Test {
 protected:
  struct Answer {
    int exit;
    std::string out;
    std::string messages;
  };

  Cli() {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    directory_ = std::filesystem::path{testing::TempDir()} / (std::string{"matbud_cli_"} + test->name());
    std::filesystem::remove_all(directory_);
    std::filesystem::create_directories(directory_);
  }
  ~Cli() override { std::filesystem::remove_all(directory_); }

  [[nodiscard]] std::filesystem::path data() const { return directory_ / "data"; }

  Answer matbud(std::vector<std::string> arguments, const std::string& input = {}) {
    arguments.insert(arguments.begin(), {"--data", data().string()});
    std::istringstream in{input};
    std::ostringstream out;
    std::ostringstream messages;
    const int exit = run(arguments, {out, messages, in});
    return {exit, out.str(), messages.str()};
  }

  void install() {
    const SystemClock clock;
    privacy::SystemRandom random;
    installation::Settings settings;
    settings.directory = data();
    settings.partitions = 2;
    settings.grocers = {GrocerId{"grocer-1"}};
    const auto made = installation::Installation::open(settings, clock, random, true);
    ASSERT_TRUE(made) << made.error().message;
  }

  Answer import_two_products() {
    const auto file = directory_ / "products.csv";
    std::ofstream{file} << "gtin,name,ingredients\n"
                           "5700002010407,Havregryn 500 g,\n"
                           "73513537,Cola 33 cl,\n"
                           "1234,Feil,\n";
    return matbud({"catalogue", "import", file.string(), "--grocer", "grocer-1"});
  }

  Answer place(const std::string& order) { return matbud({"order", "place", "-"}, order); }

  std::filesystem::path directory_;
};

const std::string order = R"({
  "command": "place_order", "area_id": "3024-sandvika", "command_id": "c-1", "order_id": "o-1", "citizen_id": "z-1",
  "window_id": "morning", "delivery_day": "2026-11-24", "lines": [{"gtin": "5700002010407", "quantity": 2}]
})";

TEST_F(Cli, UsageThatCannotBeIsTwo) {
  EXPECT_EQ(matbud({"bake"}).exit, 2);
  EXPECT_EQ(matbud({"events"}).exit, 2);
  EXPECT_EQ(matbud({"events", "cat", "--from", "-1"}).exit, 2);
}

TEST_F(Cli, HelpIsDataAndNoError) {
  const auto answer = matbud({"--help"});
  EXPECT_EQ(answer.exit, 0);
  EXPECT_THAT(answer.out, HasSubstr("events"));
  EXPECT_THAT(answer.messages, IsEmpty());
}

TEST_F(Cli, AMissingInstallationIsNotFoundAndNotMade) {
  const auto answer = matbud({"events", "cat"});
  EXPECT_EQ(answer.exit, 3);
  EXPECT_THAT(answer.messages, HasSubstr("no installation"));
  EXPECT_FALSE(std::filesystem::exists(data()));
}

TEST_F(Cli, AnEmptyLogVerifies) {
  install();
  const auto answer = matbud({"log", "verify"});
  EXPECT_EQ(answer.exit, 0) << answer.messages;
  EXPECT_THAT(answer.out, HasSubstr("0 records"));
}

TEST_F(Cli, ACatalogueIsImportedButForItsBadRows) {
  const auto answer = import_two_products();
  EXPECT_EQ(answer.exit, 0) << answer.messages;
  EXPECT_THAT(answer.out, HasSubstr("2 products of 3 rows, 1 left out"));
  EXPECT_THAT(answer.messages, HasSubstr("products.csv:4"));
  EXPECT_THAT(matbud({"events", "cat", "--topic", "ordering.events.v1"}).out, HasSubstr("ProductsPut"));
}

TEST_F(Cli, ARefusedOrderSaysWhy) {
  install();
  const auto answer = place(order);
  EXPECT_EQ(answer.exit, 1);
  EXPECT_THAT(answer.out, HasSubstr("refused: unknown area"));
}

TEST_F(Cli, TheSameCommandAgainIsNotDecidedAgain) {
  install();
  place(order);
  const auto again = place(order);
  EXPECT_EQ(again.exit, 0);
  EXPECT_THAT(again.messages, HasSubstr("answered before"));
}

TEST_F(Cli, AnOrderThatIsNoJsonIsRefusedAtTheEdge) {
  install();
  const auto answer = place("{");
  EXPECT_EQ(answer.exit, 1);
  EXPECT_THAT(answer.out, IsEmpty());
  EXPECT_THAT(matbud({"events", "cat"}).out, IsEmpty());
}

TEST_F(Cli, ANoteOfSomebodyNobodyHasRegisteredIsNotTaken) {
  install();
  auto with_note = order;
  with_note.insert(with_note.find("\"lines\""), R"("note_to_driver": "Ring twice", )");
  EXPECT_EQ(place(with_note).exit, 3);
  EXPECT_THAT(matbud({"events", "cat"}).out, IsEmpty());
}

TEST_F(Cli, AnOrderIsTracedShownAndListed) {
  install();
  place(order);
  const auto traced = matbud({"order", "trace", "o-1"});
  EXPECT_EQ(traced.exit, 0) << traced.messages;
  EXPECT_THAT(traced.out, HasSubstr("[ordering.commands.v1/"));
  EXPECT_THAT(traced.out, HasSubstr("[ordering.events.v1/"));
  EXPECT_LT(traced.out.find("ordering.commands.v1"), traced.out.find("ordering.events.v1"));
  EXPECT_THAT(matbud({"order", "show", "o-1"}).out, HasSubstr("order o-1: refused"));
  EXPECT_THAT(matbud({"order", "list", "--step", "refused"}).out, HasSubstr("o-1 refused"));
  EXPECT_THAT(matbud({"order", "list", "--step", "delivered"}).out, IsEmpty());
  EXPECT_EQ(matbud({"order", "list", "--step", "lost"}).exit, 2);
  EXPECT_EQ(matbud({"order", "trace", "o-2"}).exit, 3);
}

TEST_F(Cli, EventsAreJsonLinesThatHoldTogether) {
  import_two_products();
  place(order);
  std::istringstream lines{matbud({"--json", "events", "cat", "--order", "o-1"}).out};
  std::vector<nlohmann::json> records;
  for (std::string line; std::getline(lines, line);) records.push_back(nlohmann::json::parse(line));
  ASSERT_EQ(records.size(), 2U);
  const auto& [command, event] = std::tie(records[0], records[1]);
  EXPECT_EQ(command.at("topic"), "ordering.commands.v1");
  EXPECT_TRUE(command.at("cause").is_null());
  EXPECT_EQ(event.at("value").at("order_refused").at("order_id"), "o-1");
  EXPECT_EQ(event.at("cause").at("hash"), command.at("hash"));
  EXPECT_EQ(event.at("accepted"), true);
}

TEST_F(Cli, WhatTheServicesWroteVerifies) {
  import_two_products();
  place(order);
  const auto answer = matbud({"--json", "log", "verify"});
  EXPECT_EQ(answer.exit, 0) << answer.messages << answer.out;
  const auto found = nlohmann::json::parse(answer.out);
  EXPECT_THAT(found.at("findings"), IsEmpty());
  EXPECT_GT(found.at("records"), 2);
  EXPECT_EQ(found.at("projections"), found.at("projections_equal"));
}

}  // namespace
}  // namespace matbud::cli
