// With --json, every line on standard output is one JSON object, whatever the command.
#include <nlohmann/json.hpp>

#include "cli_fixture.h"

namespace matbud::cli {
namespace {

struct Row {
  std::vector<std::string> words;
  int exit = 0;
};

std::string joined(const std::vector<std::string>& words) {
  std::string all;
  for (const auto& word : words) all += (all.empty() ? "" : " ") + word;
  return all;
}

TEST_F(Cli, SaysNothingButObjectsWithJson) {
  import_two_products();
  place(order);
  append_undecodable_command("order/o-9");
  const auto problem = std::filesystem::path{MATBUD_SOURCE_DIR} / ".." / "shared" / "data" / "vrptw" / "C101.txt";
  const Row rows[] = {
      {{"order", "list"}},
      {{"order", "show", "o-1"}},
      {{"order", "trace", "o-1"}},
      {{"events", "cat"}},
      {{"parked", "list"}},
      {{"log", "verify", "--quick"}},
      {{"replay", "--as-of", "2999-01-01T00:00:00Z", "--order", "o-1"}},
      {{"benefits"}},
      {{"doctor"}},
      {{"simulate", "--seeds", "1..2"}},
      {{"plan", problem.string(), "--steps", "10"}},
      {{"schema", "export", "--out", (data() / "schema").string()}},
  };
  for (const auto& [words, exit] : rows) {
    SCOPED_TRACE(joined(words));
    auto asked = words;
    asked.insert(asked.begin(), "--json");
    const auto answer = matbud(std::move(asked));
    EXPECT_EQ(answer.exit, exit) << answer.messages;
    std::istringstream lines{answer.out};
    std::size_t objects = 0;
    for (std::string line; std::getline(lines, line); ++objects) {
      const auto parsed = nlohmann::json::parse(line, nullptr, false);
      ASSERT_TRUE(parsed.is_object()) << line;
    }
    EXPECT_GT(objects, 0U);
  }
}

}  // namespace
}  // namespace matbud::cli
