// A store in a directory of its own.
#pragma once

#include <gmock/gmock.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "matbud/store/rocks_store.h"

namespace matbud::store {

class StoreFixture : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "matbud-store-XXXXXX";
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    home_ = pattern;
    directory_ = home_ / "state";
    reopen();
  }
  void TearDown() override {
    close();
    std::filesystem::remove_all(home_);
  }

  void close() { store_.reset(); }
  void reopen() {
    close();
    auto opened = RocksStore::open(directory_);
    ASSERT_TRUE(opened) << opened.error().message;
    store_ = std::move(*opened);
  }
  [[nodiscard]] std::unique_ptr<state::Space> space(const std::string& name, std::uint32_t partition) {
    auto opened = store_->open_space(name, Partition{partition});
    EXPECT_TRUE(opened) << opened.error().message;
    return std::move(*opened);
  }

  std::filesystem::path home_;       ///< removed at the end
  std::filesystem::path directory_;  ///< the store's
  std::unique_ptr<RocksStore> store_;
};

using Found = std::vector<std::pair<std::string, std::string>>;

[[nodiscard]] inline Found all_of(const state::Space& space, std::string_view prefix = "", std::string_view from = "") {
  Found found;
  space.scan(prefix, from, [&](std::string_view key, std::string_view value) {
    found.emplace_back(key, value);
    return true;
  });
  return found;
}

}  // namespace matbud::store
