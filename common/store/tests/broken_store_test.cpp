// Bad days of a store: killed, flipped, cut.
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>

#include <algorithm>
#include <csignal>
#include <fstream>
#include <random>

#include "store_fixture.h"

namespace matbud::store {
namespace {

using testing::HasSubstr;

/// The process of victim.cpp, with its standard output to read from.
class Victim {
 public:
  explicit Victim(const std::filesystem::path& directory) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    std::string program = MATBUD_VICTIM;
    std::string argument = directory.string();
    char* arguments[] = {program.data(), argument.data(), nullptr};
    if (::posix_spawn(&id_, program.c_str(), &actions, nullptr, arguments, environ) != 0) id_ = -1;
    posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    out_ = ::fdopen(ends[0], "r");
  }
  ~Victim() {
    if (out_ != nullptr) ::fclose(out_);
  }
  Victim(const Victim&) = delete;
  Victim& operator=(const Victim&) = delete;

  /// Reads `lines` lines, kills it, reads what it had still told, and returns the last number it told.
  std::uint64_t told_until_killed_after(int lines) {
    std::uint64_t told = 0;
    unsigned long long number = 0;
    for (int i = 0; i < lines && ::fscanf(out_, "%llu", &number) == 1; ++i) told = number;
    ::kill(id_, SIGKILL);
    while (::fscanf(out_, "%llu", &number) == 1) told = number;
    int status = 0;
    ::waitpid(id_, &status, 0);
    return told;
  }

 private:
  pid_t id_ = -1;
  std::FILE* out_ = nullptr;
};

class BrokenStoreTest : public StoreFixture {
 protected:
  void fill(int writes) {
    const auto filled = space("ordering", 3);
    std::mt19937 random{1};
    for (int i = 0; i < writes; ++i) {
      std::string value(200, '\0');
      for (auto& byte : value) byte = static_cast<char>(random());
      filled->write({{"key" + std::to_string(i), value}});
    }
  }
  std::vector<std::filesystem::path> files(const std::string& extension) {
    std::vector<std::filesystem::path> found;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(directory_)) {
      if (entry.path().extension() == extension) found.push_back(entry.path());
    }
    return found;
  }
  static void flip_bit(const std::filesystem::path& file, std::uint64_t at) {
    std::fstream bytes{file, std::ios::in | std::ios::out | std::ios::binary};
    bytes.seekg(static_cast<std::streamoff>(at));
    const char flipped = static_cast<char>(bytes.get() ^ 0x10);
    bytes.seekp(static_cast<std::streamoff>(at));
    bytes.put(flipped);
  }
};

TEST_F(BrokenStoreTest, KilledItStandsAtOneMomentAndLosesNothing) {
  close();
  std::mt19937 random{3};
  for (int round = 0; round < 5; ++round) {
    const auto told = Victim{directory_}.told_until_killed_after(1 + static_cast<int>(random() % 3000));
    ASSERT_GT(told, 0U);
    reopen();
    const auto state = space("ordering", 3)->get("state");
    ASSERT_TRUE(state);
    EXPECT_GE(std::stoull(*state), told);
    EXPECT_EQ(space("ordering", 3)->get("position"), state);
    close();
  }
}

TEST_F(BrokenStoreTest, AFlippedBitInAFileIsFoundAndNamed) {
  fill(2000);
  ASSERT_TRUE(store_->checkpoint(home_ / "flushes"));  // so that there are table files
  ASSERT_TRUE(store_->verify());
  const auto tables = files(".sst");
  ASSERT_FALSE(tables.empty());
  const auto victim = *std::max_element(tables.begin(), tables.end(), [](const auto& a, const auto& b) {
    return std::filesystem::file_size(a) < std::filesystem::file_size(b);
  });
  flip_bit(victim, std::filesystem::file_size(victim) / 3);
  const auto found = store_->verify();
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, Error::Code::corrupt);
  EXPECT_THAT(found.error().message, HasSubstr(victim.filename().string()));
}

TEST_F(BrokenStoreTest, ReadingAFlippedBlockFailsLoudly) {
  fill(2000);
  ASSERT_TRUE(store_->checkpoint(home_ / "flushes"));
  close();
  for (const auto& file : files(".sst")) flip_bit(file, std::filesystem::file_size(file) / 3);
  reopen();
  const auto broken = space("ordering", 3);
  EXPECT_THROW(all_of(*broken), state::StoreFailure);
}

TEST_F(BrokenStoreTest, WhatWasFoundBrokenWhileItRanIsCorruptAtTheNextOpening) {
  fill(2000);
  ASSERT_TRUE(store_->checkpoint(home_ / "flushes"));
  close();
  for (const auto& file : files(".sst")) flip_bit(file, std::filesystem::file_size(file) / 3);
  reopen();
  EXPECT_THROW(all_of(*space("ordering", 3)), state::StoreFailure);
  close();
  const auto opened = RocksStore::open(directory_);
  ASSERT_FALSE(opened) << "it would stop at the same block at every start";
  EXPECT_EQ(opened.error().code, Error::Code::corrupt);
  EXPECT_THAT(opened.error().message, HasSubstr(".sst"));

  ASSERT_TRUE(quarantine(directory_));
  reopen();
  EXPECT_EQ(space("ordering", 3)->get("key1"), std::nullopt);
}

TEST_F(BrokenStoreTest, AnOrdinaryEndLeavesNoMark) {
  fill(10);
  close();
  reopen();
  EXPECT_NE(space("ordering", 3)->get("key1"), std::nullopt);
}

TEST_F(BrokenStoreTest, ALostFileIsCorruptAndCanBePutAside) {
  fill(2000);
  ASSERT_TRUE(store_->checkpoint(home_ / "flushes"));
  close();
  for (const auto& file : files(".sst")) std::filesystem::remove(file);
  const auto opened = RocksStore::open(directory_);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, Error::Code::corrupt);
  EXPECT_THAT(opened.error().message, HasSubstr(directory_.string()));

  const auto aside = quarantine(directory_);
  ASSERT_TRUE(aside) << aside.error().message;
  EXPECT_EQ(aside->filename(), "state.corrupt-1");
  EXPECT_TRUE(std::filesystem::exists(*aside / "db" / "CURRENT"));
  reopen();
  EXPECT_EQ(space("ordering", 3)->get("key1"), std::nullopt);
  close();
  EXPECT_EQ(quarantine(directory_ / "")->filename(), "state.corrupt-2");
}

TEST_F(BrokenStoreTest, AFlippedManifestIsCorrupt) {
  fill(10);
  close();
  for (const auto& entry : std::filesystem::directory_iterator(directory_ / "db")) {
    if (entry.path().filename().string().starts_with("MANIFEST")) flip_bit(entry.path(), 20);
  }
  const auto opened = RocksStore::open(directory_);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, Error::Code::corrupt);
  EXPECT_THAT(opened.error().message, HasSubstr(directory_.string()));
}

TEST_F(BrokenStoreTest, PuttingAsideNeedsADirectory) {
  const auto aside = quarantine(home_ / "nowhere");
  ASSERT_FALSE(aside);
  EXPECT_EQ(aside.error().code, Error::Code::not_found);
}

}  // namespace
}  // namespace matbud::store
