#include "matbud/privacy/master_key.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <thread>

namespace matbud::privacy {
namespace {

namespace fs = std::filesystem;

class MasterKeyFile : public ::testing::Test {
 protected:
  MasterKeyFile() {
    auto pattern = (fs::temp_directory_path() / "matbud-master-key-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
    path_ = folder_ / "master.key";
  }
  ~MasterKeyFile() override { fs::remove_all(folder_); }

  void write(std::size_t size, fs::perms mode) const {
    fs::remove(path_);
    std::ofstream{path_} << std::string(size, 'k');
    fs::permissions(path_, mode);
  }
  [[nodiscard]] fs::perms mode() const { return fs::status(path_).permissions(); }

  fs::path folder_;
  fs::path path_;
  SystemRandom random_;
};

TEST_F(MasterKeyFile, IsMadeAtTheFirstStartAndReadAtTheNext) {
  EXPECT_EQ(MasterKey::load(path_).error().code, Error::Code::not_found);
  const auto made = MasterKey::load_or_create(path_, random_);
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_EQ(mode(), fs::perms::owner_read);
  EXPECT_EQ(fs::file_size(path_), 32U);
  EXPECT_EQ(std::distance(fs::directory_iterator{folder_}, fs::directory_iterator{}), 1) << "nothing is left beside it";
  const auto again = MasterKey::load_or_create(path_, random_);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->id(), made->id());
  EXPECT_EQ(made->id().size(), 16U);
}

TEST_F(MasterKeyFile, IsTheSameForProcessesThatStartAtOnce) {
  std::array<std::string, 8> ids;
  std::vector<std::thread> starts;
  for (auto& id : ids) {
    starts.emplace_back([&] {
      const auto key = MasterKey::load_or_create(path_, random_);
      if (key) id = key->id();
    });
  }
  for (auto& start : starts) start.join();
  for (const auto& id : ids) EXPECT_EQ(id, ids.front());
  EXPECT_FALSE(ids.front().empty());
}

TEST_F(MasterKeyFile, ThatOthersMayReadIsRefused) {
  for (const auto open_to : {fs::perms::group_read, fs::perms::others_read, fs::perms::group_write}) {
    write(32, fs::perms::owner_read | open_to);
    const auto key = MasterKey::load_or_create(path_, random_);
    ASSERT_FALSE(key);
    EXPECT_EQ(key.error().code, Error::Code::invalid);
    EXPECT_NE(key.error().message.find(path_.string()), std::string::npos);
    EXPECT_NE(key.error().message.find("chmod 0400"), std::string::npos);
  }
}

TEST_F(MasterKeyFile, OfAnotherSizeIsRefusedAndLeftAlone) {
  for (const std::size_t size : {0U, 31U, 33U, 64U}) {
    write(size, fs::perms::owner_read);
    const auto key = MasterKey::load_or_create(path_, random_);
    ASSERT_FALSE(key) << size;
    EXPECT_EQ(key.error().code, Error::Code::invalid);
    EXPECT_EQ(fs::file_size(path_), size);
  }
}

TEST_F(MasterKeyFile, ThatIsNoFileOrHasNoFolderIsSaid) {
  fs::create_directory(path_);
  EXPECT_EQ(MasterKey::load_or_create(path_, random_).error().code, Error::Code::invalid);
  const auto nowhere = MasterKey::load_or_create(folder_ / "no" / "master.key", random_);
  EXPECT_EQ(nowhere.error().code, Error::Code::unavailable);
}

TEST(MasterKey, UnwrapsOnlyWhatItWrappedForThatCitizen) {
  SystemRandom random;
  const auto master = MasterKey::unsaved(random);
  std::array<std::uint8_t, 32> key{};
  random.fill(key, {"test"});
  const auto wrapped = master.wrap("c-1", key, from_ms(5), random);
  EXPECT_EQ(wrapped.master_key_id(), master.id());
  EXPECT_EQ(wrapped.created_at_ms(), 5);

  std::array<std::uint8_t, 32> opened{};
  ASSERT_TRUE(master.unwrap(wrapped, opened));
  EXPECT_EQ(opened, key);

  auto of_another = wrapped;
  of_another.set_key_id("c-2");
  EXPECT_EQ(master.unwrap(of_another, opened).error().code, Error::Code::corrupt);
  EXPECT_EQ(opened, (std::array<std::uint8_t, 32>{}));

  for (const std::size_t size : {0U, 39U, 71U}) {
    auto cut = wrapped;
    cut.mutable_wrapped()->resize(size);
    EXPECT_EQ(master.unwrap(cut, opened).error().code, Error::Code::corrupt) << size;
  }
  EXPECT_EQ(MasterKey::unsaved(random).unwrap(wrapped, opened).error().code, Error::Code::invalid);
}

}  // namespace
}  // namespace matbud::privacy
