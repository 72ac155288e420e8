// Completion scripts, sourced by the shells they are for.
#include <cstdio>
#include <cstdlib>

#include "cli_fixture.h"

namespace matbud::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class Completion : public Cli {
 protected:
  /// What `shell` prints when it runs `commands` after the script; with its messages.
  std::string said_by(const std::string& shell, const std::string& commands) {
    const auto script = directory_ / ("matbud." + shell);
    std::ofstream{script} << matbud({"completion", shell}).out;
    std::ofstream{directory_ / "try"} << "source '" << script.string() << "'\n" << commands << "\n";
    const auto command = shell + " '" + (directory_ / "try").string() + "' 2>&1";
    std::string said;
    auto* pipe = ::popen(command.c_str(), "r");
    for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) said += static_cast<char>(c);
    EXPECT_EQ(::pclose(pipe), 0) << said;
    return said;
  }
  static bool has(const std::string& shell) {
    return std::system(("command -v " + shell + " >/dev/null").c_str()) == 0;
  }
};

TEST_F(Completion, IsTakenByBash) {
  EXPECT_THAT(said_by("bash", "complete -p matbud"), HasSubstr("-F _matbud matbud"));
  const auto completed = [this](const std::string& words, int at) {
    return said_by("bash", "COMP_WORDS=(" + words + "); COMP_CWORD=" + std::to_string(at) +
                               "; _matbud; printf '%s ' \"${COMPREPLY[@]}\"");
  };
  EXPECT_EQ(completed("matbud sim", 1), "simulate ");
  EXPECT_EQ(completed("matbud order tr", 2), "trace ");
  EXPECT_EQ(completed("matbud --data somewhere log ve", 4), "verify ");
  EXPECT_EQ(completed("matbud serve --smtp-h", 2), "--smtp-host ");
}

TEST_F(Completion, IsTakenByZsh) {
  if (!has("zsh")) GTEST_SKIP() << "zsh is not installed";
  EXPECT_THAT(said_by("zsh", "echo ${_comps[matbud]}"), HasSubstr("_bash_complete"));
}

TEST_F(Completion, IsTakenByFish) {
  if (!has("fish")) GTEST_SKIP() << "fish is not installed";
  EXPECT_THAT(said_by("fish", "complete -C 'matbud order tr'"), HasSubstr("trace"));
}

TEST_F(Completion, IsTheSameScriptAsJson) {
  const auto json = nlohmann::json::parse(matbud({"--json", "completion", "bash"}).out);
  EXPECT_EQ(json.at("script"), matbud({"completion", "bash"}).out);
  EXPECT_EQ(json.at("shell"), "bash");
}

}  // namespace
}  // namespace matbud::cli
