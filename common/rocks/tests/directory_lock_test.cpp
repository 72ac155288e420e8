#include "matbud/rocks/directory_lock.h"

#include <gmock/gmock.h>
#include <unistd.h>

#include <string>

namespace matbud::rocks {
namespace {

class DirectoryLockTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "matbud-lock-XXXXXX";
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    directory_ = pattern;
  }
  void TearDown() override { std::filesystem::remove_all(directory_); }

  std::filesystem::path directory_;
};

TEST_F(DirectoryLockTest, TheSecondIsToldWhoHoldsWhat) {
  const auto first = DirectoryLock::take(directory_);
  ASSERT_TRUE(first) << first.error().message;
  const auto second = DirectoryLock::take(directory_);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, Error::Code::conflict);
  EXPECT_THAT(second.error().message, testing::HasSubstr(directory_.string()));
  EXPECT_THAT(second.error().message, testing::HasSubstr("process " + std::to_string(::getpid())));
}

TEST_F(DirectoryLockTest, IsLetGoAtTheEnd) {
  { ASSERT_TRUE(DirectoryLock::take(directory_)); }
  EXPECT_TRUE(DirectoryLock::take(directory_));
}

TEST_F(DirectoryLockTest, NeedsADirectory) {
  const auto lock = DirectoryLock::take(directory_ / "missing");
  ASSERT_FALSE(lock);
  EXPECT_EQ(lock.error().code, Error::Code::unavailable);
}

}  // namespace
}  // namespace matbud::rocks
