#include <tuple>

#include "cli_fixture.h"

namespace matbud::cli {
namespace {

using testing::AllOf;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

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
  const auto shown = matbud({"order", "show", "o-1"}).out;
  EXPECT_THAT(shown, HasSubstr("order o-1: refused"));
  EXPECT_THAT(shown, HasSubstr("refusal_reason: unknown area")) << "words, not the number of an enumerator";
  EXPECT_THAT(shown, ContainsRegex("last_change_ms: 20.*T.*Z")) << "a moment, not its milliseconds";
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

TEST_F(Cli, AParkedCommandIsListedShownAndDiscarded) {
  install();
  append_undecodable_command("order/o-9");
  EXPECT_THAT(matbud({"parked", "list"}).out, HasSubstr("ordering order/o-9 ordering.commands.v1/0@0"));
  EXPECT_THAT(matbud({"parked", "show", "order/o-9"}).out, HasSubstr("value: does not decode"));
  EXPECT_EQ(matbud({"parked", "show", "order/o-8"}).exit, 3);
  EXPECT_EQ(matbud({"parked", "redrive", "order/o-9", "--discard"}).exit, 2);

  const auto again = matbud({"parked", "redrive", "order/o-9"});
  EXPECT_EQ(again.exit, 1);
  EXPECT_THAT(again.out, HasSubstr("redriven 0 of 1, still parked 1"));
  const auto discarded = matbud({"parked", "redrive", "order/o-9", "--discard", "--reason", "beyond repair"});
  EXPECT_EQ(discarded.exit, 0) << discarded.out << discarded.messages;
  EXPECT_THAT(discarded.out, HasSubstr("discarded 1 of 1, still parked 0"));
  EXPECT_THAT(matbud({"parked", "list"}).out, IsEmpty());
}

TEST_F(Cli, AReplayStopsAtItsCut) {
  install();
  place(order);
  const auto whole = matbud({"replay", "--as-of", "2999-01-01T00:00:00Z", "--order", "o-1"});
  EXPECT_EQ(whole.exit, 0) << whole.messages;
  EXPECT_THAT(whole.out, HasSubstr(": 1 folded"));
  EXPECT_THAT(whole.out, HasSubstr("order o-1: refused"));
  const auto before = matbud({"replay", "--as-of", "2000-01-01T00:00:00Z", "--order", "o-1"});
  EXPECT_EQ(before.exit, 3);
  EXPECT_THAT(before.out, Not(HasSubstr(": 1 folded")));
  const auto by_offset = matbud({"replay", "--as-of", "ordering.events.v1/0=0,ordering.events.v1/1=0"});
  EXPECT_THAT(by_offset.out, AllOf(HasSubstr("ordering/0: 0 folded"), HasSubstr("ordering/1: 0 folded")));
  EXPECT_THAT(by_offset.messages, HasSubstr("all services at one cut: ordering.events.v1/0=0,ordering.events.v1/1=0"));
  EXPECT_EQ(matbud({"replay", "--as-of", "yesterday"}).exit, 2);
}

TEST_F(Cli, TheDoctorFindsAKeyThatOthersCanRead) {
  install();
  const auto key = data() / "master.key";
  EXPECT_THAT(matbud({"doctor"}).out, HasSubstr("ok    master key"));
  std::filesystem::permissions(key, std::filesystem::perms::others_read, std::filesystem::perm_options::add);
  const auto answer = matbud({"doctor"});
  EXPECT_EQ(answer.exit, 4);
  EXPECT_THAT(answer.out, HasSubstr("FAIL  master key"));
}

TEST_F(Cli, TheDoctorMakesNothing) {
  EXPECT_EQ(matbud({"doctor"}).exit, 3);
  EXPECT_FALSE(std::filesystem::exists(data()));
}

TEST_F(Cli, CompletionKnowsEveryCommand) {
  const auto bash = matbud({"completion", "bash"});
  EXPECT_EQ(bash.exit, 0);
  EXPECT_THAT(bash.out, AllOf(HasSubstr("' order') words='trace show list place"), HasSubstr("complete -o default")));
  EXPECT_THAT(matbud({"completion", "fish"}).out, HasSubstr("-n '__fish_seen_subcommand_from parked' -a 'list show"));
  EXPECT_EQ(matbud({"completion", "tcsh"}).exit, 2);
}

}  // namespace
}  // namespace matbud::cli
