// Destroying a key in a compacted topic: afterwards its bytes lie in no file of the directory.
#include "embedded_fixture.h"

namespace matbud::log::embedded {
namespace {

class Erasure : public EmbeddedFixture {
 protected:
  void SetUp() override {
    EmbeddedFixture::SetUp();
    open();
    std::mt19937 random{17};
    secret_ = noise(random, 64);
    other_ = noise(random, 64);
  }
  [[nodiscard]] static TopicPartition keys_place() { return {keys_topic, Partition{0}}; }
  void put(const std::string& key, const std::string& value) { append(keys_place(), record(key, value)); }
  /// Files of `directory` in which the bytes occur.
  [[nodiscard]] static std::vector<std::string> files_holding(const std::string& bytes,
                                                              const std::filesystem::path& directory) {
    std::vector<std::string> holding;
    for (const auto& file : files_in(directory)) {
      if (content_of(file).find(bytes) != std::string::npos) holding.push_back(file.filename());
    }
    return holding;
  }

  std::string secret_;
  std::string other_;
};

TEST_F(Erasure, LeavesNoBytesBehind) {
  put("anna", secret_);
  put("berit", other_);
  append(0, "an order");
  put("anna", "");
  ASSERT_FALSE(files_holding(secret_, directory_).empty()) << "the search finds nothing, erased or not";
  const auto compacted = log_->compact(keys_topic);
  ASSERT_TRUE(compacted) << compacted.error().message;
  EXPECT_EQ(compacted->removed, 1U);
  EXPECT_EQ(compacted->kept, 2U);
  EXPECT_THAT(files_holding(secret_, directory_), testing::IsEmpty());
  EXPECT_FALSE(files_holding(other_, directory_).empty());
  EXPECT_THAT(*values_of(*log_, keys_place()), testing::ElementsAre(other_, ""));
  EXPECT_THAT(*values_of(*log_, place(0)), testing::ElementsAre("an order"));
  ASSERT_TRUE(log_->verify());
  open();
  EXPECT_THAT(*values_of(*log_, keys_place()), testing::ElementsAre(other_, ""));
}

TEST_F(Erasure, OfAKeyThatLiesInFilesAlready) {
  put("anna", secret_);
  ASSERT_TRUE(log_->compact(keys_topic));  // moves it into a file
  open();
  ASSERT_FALSE(files_holding(secret_, directory_).empty());
  put("anna", "");
  ASSERT_TRUE(log_->compact(keys_topic));
  EXPECT_THAT(files_holding(secret_, directory_), testing::IsEmpty());
}

TEST_F(Erasure, IsFinishedByTheNextOpeningAfterAKill) {
  put("anna", secret_);
  put("anna", "");
  const auto killed = home_ / "killed";
  copy_as_if_killed(killed);
  ASSERT_FALSE(files_holding(secret_, killed).empty());
  close();
  directory_ = killed;
  open();
  EXPECT_THAT(files_holding(secret_, killed), testing::IsEmpty());
  EXPECT_THAT(*values_of(*log_, keys_place()), testing::ElementsAre(""));
}

TEST_F(Erasure, AReplacedKeyGoesToo) {
  put("anna", secret_);
  put("anna", other_);
  ASSERT_TRUE(log_->compact(keys_topic));
  EXPECT_THAT(files_holding(secret_, directory_), testing::IsEmpty());
  EXPECT_THAT(*values_of(*log_, keys_place()), testing::ElementsAre(other_));
}

TEST_F(Erasure, OnlyOfCompactedTopics) {
  const auto refused = log_->compact(events);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Error::Code::invalid);
  const auto missing = log_->compact("nothing.v1");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, Error::Code::not_found);
}

}  // namespace
}  // namespace matbud::log::embedded
