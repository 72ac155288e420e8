// kill -9 of a whole installation at random moments: nothing is lost, doubled or stuck.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <iostream>
#include <optional>
#include <random>
#include <sstream>

#include "matbud/stories/town.h"

namespace matbud::stories {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr int kills = 200;
constexpr unsigned seed = 20;
constexpr unsigned lines_max = 150;  // about forty of them are the introduction, asked for anew in each life
constexpr std::chrono::seconds patience{120};

/// A process of crash_victim.cpp, and what it says.
class Victim {
 public:
  Victim(const std::filesystem::path& directory, int life, bool finish) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    std::string program = MATBUD_VICTIM;
    std::string where = directory.string();
    std::string number = std::to_string(life);
    std::string last = "finish";
    char* arguments[] = {program.data(), where.data(), number.data(), finish ? last.data() : nullptr, nullptr};
    if (::posix_spawn(&id_, program.c_str(), &actions, nullptr, arguments, environ) != 0) id_ = -1;
    posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    out_ = ends[0];
  }
  ~Victim() {
    if (id_ > 0) kill();
    if (out_ >= 0) ::close(out_);
  }
  Victim(const Victim&) = delete;
  Victim& operator=(const Victim&) = delete;

  /// The next line, waited for until `deadline`. Nothing when the time is over or the process says no more; a line
  /// that the kill has cut counts for nothing.
  std::optional<std::string> line(steady_clock::time_point deadline) {
    for (;;) {
      if (const auto end = heard_.find('\n'); end != std::string::npos) {
        auto line = heard_.substr(0, end);
        heard_.erase(0, end + 1);
        return line;
      }
      const auto left = std::chrono::ceil<milliseconds>(deadline - steady_clock::now());
      pollfd wanted{out_, POLLIN, 0};
      if (left.count() < 0 || ::poll(&wanted, 1, static_cast<int>(left.count())) <= 0) return std::nullopt;
      std::array<char, 4096> bytes{};
      const auto size = ::read(out_, bytes.data(), bytes.size());
      if (size <= 0) return std::nullopt;
      heard_.append(bytes.data(), static_cast<std::size_t>(size));
    }
  }
  /// Kills it. False when it had ended by itself.
  bool kill() {
    ::kill(id_, SIGKILL);
    const int status = wait();
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
  }
  /// Waits for its end and returns its status.
  int wait() {
    int status = 0;
    ::waitpid(id_, &status, 0);
    id_ = -1;
    return status;
  }

 private:
  pid_t id_ = -1;
  int out_ = -1;
  std::string heard_;
};

class AnInstallationThatIsKilled : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = std::filesystem::path{testing::TempDir()} / "matbud-kill-XXXXXX";
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    directory_ = pattern;
  }
  void TearDown() override { std::filesystem::remove_all(directory_); }

  void write_down(const std::string& line) {
    std::istringstream words{line};
    std::string what;
    words >> what;
    if (what == "told") {
      std::string effect;
      words >> effect;
      history_.told.push_back(std::move(effect));
    } else if (what == "acknowledged") {
      Acknowledged command;
      std::uint32_t partition = 0;
      std::int64_t offset = 0;
      words >> command.place.topic >> partition >> offset >> command.id;
      command.place.partition = Partition{partition};
      command.offset = Offset{offset};
      history_.acknowledged.push_back(std::move(command));
    } else if (what == "opened") {
      ++opened_;
    }
  }

  /// One life, killed after some lines, or after some time: then it may not even have opened its doors.
  void live_and_be_killed(int life) {
    Victim victim{directory_, life, false};
    const bool by_time = random_() % 3 == 0;
    const auto deadline = steady_clock::now() + (by_time ? milliseconds{random_() % 250} : milliseconds{patience});
    for (auto lines = 1 + random_() % lines_max; by_time || lines > 0; --lines) {
      const auto line = victim.line(deadline);
      if (!line) {
        ASSERT_TRUE(by_time) << "it has stopped talking";
        break;
      }
      write_down(*line);
    }
    ASSERT_TRUE(victim.kill()) << "it had ended by itself";
    while (const auto line = victim.line(steady_clock::now() + patience)) write_down(*line);
  }

  void live_to_the_end() {
    Victim victim{directory_, kills, true};
    while (const auto line = victim.line(steady_clock::now() + patience)) write_down(*line);
    ASSERT_EQ(victim.wait(), 0);
  }

  std::filesystem::path directory_;
  std::mt19937 random_{seed};
  History history_;
  int opened_ = 0;
};

TEST_F(AnInstallationThatIsKilled, LosesDoublesAndForgetsNothing) {
  const auto began = steady_clock::now();
  for (int life = 0; life < kills; ++life) {
    SCOPED_TRACE("life " + std::to_string(life));
    live_and_be_killed(life);
    if (HasFatalFailure()) return;
  }
  const auto killed = steady_clock::now();
  live_to_the_end();
  const auto ended = steady_clock::now();

  const SystemClock clock;
  privacy::SystemRandom random;
  host::Settings settings;
  settings.directory = directory_;
  const auto installation = host::Installation::open(settings, clock, random, false);
  ASSERT_TRUE(installation) << installation.error().message;
  EXPECT_TRUE((*installation)->notices().empty());
  for (const auto& finding : findings(**installation, history_)) ADD_FAILURE() << finding;

  auto orders = orders_by_step(**installation);
  const auto seconds = [](auto from, auto to) { return std::chrono::duration<double>(to - from).count(); };
  std::cout << kills << " kills in " << seconds(began, killed) << " s, the last life " << seconds(killed, ended)
            << " s, checks " << seconds(ended, steady_clock::now()) << " s; " << kills + 1 - opened_
            << " lives ended before they had opened; " << history_.acknowledged.size() << " acknowledged, "
            << history_.told.size() << " told, " << orders["delivered"] << " orders delivered\n";
  // The kills would show nothing if they all struck at the same point, or if nothing had happened between them.
  EXPECT_GT(opened_, kills / 2);
  EXPECT_LT(opened_, kills);
  EXPECT_GT(orders["delivered"], 20U);
  EXPECT_GT(history_.told.size(), 20U);
}

}  // namespace
}  // namespace matbud::stories
