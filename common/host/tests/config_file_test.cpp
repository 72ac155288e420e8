#include "matbud/host/config_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace matbud::host {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

/// A program with a command, as `matbud serve` is one.
class ConfigFile : public testing::Test {
 protected:
  ConfigFile() {
    app_.fallthrough();
    app_.require_subcommand(0, 1);
    app_.add_option("--data", data_);
    app_.add_flag("--json", json_);
    auto* serve = app_.add_subcommand("serve");
    add_config_option(*serve);
    serve->add_option("--threads", threads_)->check(CLI::Range(1U, 64U));
    serve->add_option("--speed", speed_);
    auto* kafka = serve->add_option("--kafka", kafka_);
    serve->add_option("--tls-ca", tls_)->needs(kafka);
    serve->add_option("--tls-names", names_)->allow_extra_args(false);
    app_.add_subcommand("look");
  }
  ~ConfigFile() override { std::filesystem::remove(file_); }

  /// `matbud serve --config FILE` and more; what CLI11 throws, with FILE for the file's name.
  std::string serve(const std::string& toml, const std::vector<std::string>& more = {}) {
    std::ofstream{file_} << toml;
    std::vector<std::string> arguments{"serve", "--config", file_.string()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    try {
      parse_with_config(app_, arguments);
      return {};
    } catch (const CLI::ParseError& error) {
      std::string what = error.what();
      if (const auto at = what.find(file_.string()); at != what.npos) what.replace(at, file_.string().size(), "FILE");
      return what;
    }
  }

  std::filesystem::path file_ =
      std::filesystem::temp_directory_path() / ("matbud-config-" + std::to_string(::getpid()) + ".toml");
  CLI::App app_{"test"};
  std::string data_ = "data/matbud";
  std::string kafka_;
  std::string tls_;
  std::vector<std::string> names_;
  bool json_ = false;
  unsigned threads_ = 2;
  double speed_ = 1;
};

TEST_F(ConfigFile, SetsTheOptionsOfTheCommandAndOfTheProgram) {
  EXPECT_EQ(serve("# of one instance\ndata = \"/srv/a b\"\njson = true\nthreads = 4\nspeed = 2.5\n"), "");
  EXPECT_EQ(data_, "/srv/a b");
  EXPECT_TRUE(json_);
  EXPECT_EQ(threads_, 4U);
  EXPECT_EQ(speed_, 2.5);
}

TEST_F(ConfigFile, PutsATablesNameBeforeItsOptionsAndTakesLists) {
  EXPECT_EQ(serve("kafka = \"b:9\"\n[tls]\nca = \"ca.pem\"\nnames = [\"a\", \"b=c\"]\n"), "");
  EXPECT_EQ(tls_, "ca.pem");
  EXPECT_THAT(names_, testing::ElementsAre("a", "b=c"));
}

TEST_F(ConfigFile, YieldsToTheCommandLine) {
  EXPECT_EQ(serve("data = \"file\"\nthreads = 4\njson = false\n", {"--threads", "8", "--data=line"}), "");
  EXPECT_EQ(threads_, 8U);
  EXPECT_EQ(data_, "line");
  EXPECT_FALSE(json_);
}

TEST_F(ConfigFile, TellsWhereItIsWrong) {
  struct Row {
    const char* toml;
    const char* told;
  };
  const Row rows[] = {
      {"data = \"x\"\nthread = 4\n", "FILE:2:1: thread: there is no such option"},
      {"threads = \"4\"\n", "FILE:1:11: threads: a whole number is wanted"},
      {"threads = 4.5\n", "FILE:1:11: threads: a whole number is wanted"},
      {"\n  json = 1\n", "FILE:2:10: json: true or false is wanted"},
      {"data = 7\n", "FILE:1:8: data: a text in quotes is wanted"},
      {"speed = \"fast\"\n", "FILE:1:9: speed: a number is wanted"},
      {"[serve]\nthreads = 4\n", "FILE:2:1: threads: there is no such option"},
      {"[tls]\nnames = [\"a\", 4]\n", "FILE:2:15: names: a text in quotes is wanted"},
      {"kafka = [\"a\"]\n", "FILE:1:9: kafka: a text in quotes is wanted"},
      {"config = \"other.toml\"\n", "FILE:1:1: config: there is no such option"},
      {"help = true\n", "FILE:1:1: help: there is no such option"},
      {"threads = 4\nthreads = 5\n", "FILE:2:"},
      {"threads = \n", "FILE:1:"},
      {"speed = 1\nthreads = 99\n", "FILE:2:1: --threads: "},
      {"tls-ca = \"ca.pem\"\n", "FILE:1:1: --tls-ca requires --kafka"},
  };
  for (const auto& [toml, told] : rows) {
    SCOPED_TRACE(toml);
    EXPECT_THAT(serve(toml), StartsWith(told));
  }
}

TEST_F(ConfigFile, MustBeThere) {
  EXPECT_THROW(parse_with_config(app_, {"serve", "--config", "no/such.toml"}), CLI::FileError);
  EXPECT_THROW(parse_with_config(app_, {"look", "--config", "no/such.toml"}), CLI::ParseError)
      << "another command has none";
}

}  // namespace
}  // namespace matbud::host
