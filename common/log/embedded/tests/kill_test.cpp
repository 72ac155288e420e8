// kill -9 at random moments: nothing acknowledged is lost, over many lives of one log.
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>

#include <csignal>
#include <map>

#include "embedded_fixture.h"

namespace matbud::log::embedded {
namespace {

constexpr int kills = 25;

using Acknowledged = std::vector<std::map<std::int64_t, std::string>>;  ///< of each partition: offset and value

/// The process of victim.cpp, with its standard output to read from.
class Victim {
 public:
  Victim(const std::filesystem::path& directory, int life) : life_{std::to_string(life)} {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    std::string program = MATBUD_VICTIM;
    std::string where = directory.string();
    char* arguments[] = {program.data(), where.data(), life_.data(), nullptr};
    if (::posix_spawn(&id_, program.c_str(), &actions, nullptr, arguments, environ) != 0) id_ = -1;
    posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    out_ = ::fdopen(ends[0], "r");
  }
  ~Victim() {
    if (out_ == nullptr) return;
    kill();
    ::fclose(out_);
  }
  Victim(const Victim&) = delete;
  Victim& operator=(const Victim&) = delete;

  /// Notes the next acknowledgement; false when there will be none.
  bool hear(Acknowledged& acknowledged) {
    unsigned partition = 0;
    long long offset = 0;
    unsigned long long first = 0;
    unsigned long long last = 0;
    // A line that the kill has cut is no acknowledgement: the newline must be there.
    char newline = 0;
    if (::fscanf(out_, "%u %lld %llu %llu%c", &partition, &offset, &first, &last, &newline) != 5) return false;
    for (auto number = first; number <= last; ++number)
      acknowledged.at(partition).emplace(offset++, life_ + "/" + std::to_string(number));
    return true;
  }
  void kill() {
    if (id_ <= 0) return;
    ::kill(id_, SIGKILL);
    int status = 0;
    ::waitpid(id_, &status, 0);
    id_ = -1;
  }

 private:
  std::string life_;
  pid_t id_ = -1;
  std::FILE* out_ = nullptr;
};

using Killed = EmbeddedFixture;

TEST_F(Killed, LosesNothingAcknowledged) {
  Acknowledged acknowledged(partitions);
  std::mt19937 random{11};
  for (int life = 0; life < kills; ++life) {
    SCOPED_TRACE("life " + std::to_string(life));
    Victim victim{directory_, life};
    const auto lines = 1 + random() % 400;
    for (unsigned line = 0; line < lines; ++line) ASSERT_TRUE(victim.hear(acknowledged));
    victim.kill();
    while (victim.hear(acknowledged)) {
    }
    if (life % 5 != 4) continue;  // the next life opens what this one left; now and then we look ourselves
    open();
    for (std::uint32_t partition = 0; partition < partitions; ++partition) {
      const auto values = values_of(*log_, place(partition));
      ASSERT_TRUE(values) << values.error().message;
      for (const auto& [offset, value] : acknowledged[partition]) {
        ASSERT_LT(offset, static_cast<std::int64_t>(values->size())) << to_string(place(partition));
        ASSERT_EQ((*values)[static_cast<std::size_t>(offset)], value) << to_string(place(partition));
      }
    }
    close();
  }
}

TEST_F(Killed, AnotherProcessHoldsTheDirectoryUntilThen) {
  Acknowledged acknowledged(partitions);
  Victim victim{directory_, 0};
  ASSERT_TRUE(victim.hear(acknowledged));
  const auto refused = open_error(directory_);
  EXPECT_EQ(refused.code, Error::Code::conflict);
  EXPECT_THAT(refused.message, testing::HasSubstr(directory_.string()));
  victim.kill();
  open();
}

}  // namespace
}  // namespace matbud::log::embedded
