// The exit codes that scripts rely on, each from an occasion that produces it.
#include "cli_fixture.h"

namespace matbud::cli {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class ExitCode : public Cli {
 protected:
  /// Flips a bit in the middle of every file of the log that holds records.
  void damage_log() {
    int damaged = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{data() / "log"}) {
      const auto extension = entry.path().extension();
      if (!entry.is_regular_file() || (extension != ".log" && extension != ".sst") || entry.file_size() < 64) continue;
      std::fstream file{entry.path(), std::ios::in | std::ios::out | std::ios::binary};
      const auto middle = static_cast<std::streamoff>(entry.file_size() / 2);
      const auto byte = static_cast<char>(file.seekg(middle).get() ^ 1);
      file.seekp(middle).put(byte);
      ++damaged;
    }
    ASSERT_GT(damaged, 0) << "there was nothing to damage";
  }
};

TEST_F(ExitCode, IsZeroWhenAllIsWell) {
  install();
  EXPECT_EQ(matbud({"log", "verify"}).exit, 0);
  EXPECT_EQ(matbud({"--version"}).exit, 0);
}

TEST_F(ExitCode, IsOneForARefusal) {
  install();
  EXPECT_EQ(place(order).exit, 1);
}

TEST_F(ExitCode, IsTwoForWhatNoCommandUnderstands) {
  const std::vector<std::vector<std::string>> usages{
      {},
      {"order"},
      {"order", "trace"},
      {"--no-such-option", "doctor"},
      {"order", "list", "--step", "lost"},
      {"replay", "--as-of", "yesterday"},
      {"simulate", "--seeds", "9..1"},
      {"demo", "--speed", "0"},
      {"serve", "--listen", "0.0.0.0"},
  };
  for (const auto& usage : usages) {
    const auto answer = matbud(usage);
    EXPECT_EQ(answer.exit, 2) << testing::PrintToString(usage);
    EXPECT_THAT(answer.out, IsEmpty());
    EXPECT_THAT(answer.messages, Not(IsEmpty()));
  }
}

TEST_F(ExitCode, IsThreeForWhatIsNotThere) {
  EXPECT_EQ(matbud({"log", "verify"}).exit, 3) << "no installation";
  install();
  EXPECT_EQ(matbud({"order", "trace", "o-1"}).exit, 3);
  EXPECT_EQ(matbud({"order", "show", "o-1"}).exit, 3);
  EXPECT_EQ(matbud({"parked", "show", "order/o-1"}).exit, 3);
  EXPECT_EQ(matbud({"order", "place", "no/such/file.json"}).exit, 3);
}

TEST_F(ExitCode, IsFourForALogThatIsNotWhatWasWritten) {
  import_two_products();
  damage_log();
  const auto answer = matbud({"log", "verify"});
  EXPECT_EQ(answer.exit, 4) << answer.out << answer.messages;
}

TEST_F(ExitCode, IsFourForAProjectionThatIsNotTheFoldOfItsLog) {
  import_two_products();
  with_installation([](host::Installation& installation) {
    const auto space = installation.store().open_space("ordering", Partition{0});
    (*space)->write({{std::string{"\x63left by nobody"}, "a value"}});
  });
  const auto answer = matbud({"log", "verify"});
  EXPECT_EQ(answer.exit, 4);
  EXPECT_THAT(answer.out, HasSubstr("ordering.events.v1/0"));
}

TEST_F(ExitCode, IsFiveWhenAnotherProcessHoldsTheInstallation) {
  with_installation([this](const auto&) {
    for (const auto& words : std::vector<std::vector<std::string>>{
             {"events", "cat"}, {"order", "list"}, {"log", "verify"}, {"serve", "--port", "0"}}) {
      const auto answer = matbud(words);
      EXPECT_EQ(answer.exit, 5) << testing::PrintToString(words);
      EXPECT_THAT(answer.messages, HasSubstr("in use by process"));
    }
  });
}

TEST_F(ExitCode, StandsInTheHelp) {
  EXPECT_THAT(matbud({"--help"}).out, testing::AllOf(HasSubstr("1 failure, 2 usage, 3 not found"), HasSubstr("5 log")));
}

}  // namespace
}  // namespace matbud::cli
