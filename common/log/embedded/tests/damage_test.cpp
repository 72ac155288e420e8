// Damage: flipped bits, lost files, a log that went back. All of it is found at opening, reading or verifying.
#include <map>

#include "embedded_fixture.h"

namespace matbud::log::embedded {
namespace {

using testing::AnyOf;
using testing::ContainsRegex;
using testing::HasSubstr;
namespace fs = std::filesystem;

class Damage : public EmbeddedFixture {
 protected:
  void SetUp() override {
    EmbeddedFixture::SetUp();
    settings_.heads_interval = std::chrono::hours{1};  // the file of heads is written at opening and closing only
  }
  void fill(int records, std::uint32_t seed = 1, std::size_t value_size = 100) {
    std::mt19937 random{seed};
    for (int i = 0; i < records; ++i) append(static_cast<std::uint32_t>(i) % partitions, noise(random, value_size));
  }
  /// Several files of several blocks.
  void fill_files() {
    settings_.segment_bytes = 128U << 10U;
    open();
    fill(200, 1, 2000);
  }
  [[nodiscard]] std::vector<std::vector<std::string>> everything() {
    std::vector<std::vector<std::string>> all;
    for (std::uint32_t partition = 0; partition < partitions; ++partition)
      all.push_back(values_of(*log_, place(partition)).value_or(std::vector<std::string>{}));
    return all;
  }
  [[nodiscard]] std::vector<fs::path> files_with(const fs::path& directory, const std::string& extension) {
    auto files = files_in(directory);
    std::erase_if(files, [&](const auto& file) { return file.extension() != extension || fs::file_size(file) == 0; });
    return files;
  }

  enum class Finding { at_opening, at_verifying, harmless, unnoticed };
  /// Opens a damaged copy and looks at it.
  [[nodiscard]] Finding look_at(const fs::path& copy, const std::vector<std::vector<std::string>>& expected) {
    const auto opened = EmbeddedLog::open(copy, clock_, settings_);
    if (!opened) {
      EXPECT_EQ(opened.error().code, Error::Code::corrupt) << opened.error().message;
      EXPECT_THAT(opened.error().message, HasSubstr(copy.string()));
      return Finding::at_opening;
    }
    const auto verified = (*opened)->verify();
    if (!verified) {
      EXPECT_EQ(verified.error().code, Error::Code::corrupt) << verified.error().message;
      said_ = verified.error().message;
      return Finding::at_verifying;
    }
    for (std::uint32_t partition = 0; partition < partitions; ++partition) {
      const auto values = values_of(**opened, place(partition));
      if (!values || *values != expected[partition]) return Finding::unnoticed;
    }
    return Finding::harmless;
  }

  std::string said_;  ///< by the last verification that found something
};

TEST_F(Damage, AFlippedBitInTheWriteAheadLogOfAKilledProcessIsFoundAtOpening) {
  open();
  fill(40);
  const auto killed = home_ / "killed";
  copy_as_if_killed(killed);
  const auto expected = everything();
  close();

  std::map<Finding, int> findings;
  const auto copy = home_ / "copy";
  std::mt19937 random{5};
  for (int round = 0; round < 60; ++round) {
    fs::remove_all(copy);
    fs::copy(killed, copy, fs::copy_options::recursive);
    const auto logs = files_with(copy, ".log");
    ASSERT_FALSE(logs.empty());
    const auto size = fs::file_size(logs.back());
    // Every other one close to the end, where a flipped length looks like a torn write.
    const auto at = round % 2 == 0 ? random() % size : size - 1 - random() % 250;
    flip_bit(logs.back(), at, static_cast<int>(random() % 8));
    const auto finding = look_at(copy, expected);
    ASSERT_NE(finding, Finding::unnoticed) << "byte " << at << " of " << size;
    ++findings[finding];
  }
  EXPECT_GT(findings[Finding::at_opening], 55);
}

TEST_F(Damage, AFlippedBitInAFileIsFoundAndItsPlaceNamed) {
  fill_files();
  const auto expected = everything();
  close();

  std::map<Finding, int> findings;
  int named = 0;
  const auto copy = home_ / "copy";
  std::mt19937 random{6};
  for (int round = 0; round < 60; ++round) {
    fs::remove_all(copy);
    fs::copy(directory_, copy, fs::copy_options::recursive);
    auto tables = files_with(copy, ".sst");
    ASSERT_FALSE(tables.empty());
    const auto& table = tables[random() % tables.size()];
    flip_bit(table, random() % fs::file_size(table), static_cast<int>(random() % 8));
    said_.clear();
    const auto finding = look_at(copy, expected);
    ASSERT_NE(finding, Finding::unnoticed) << table;
    ++findings[finding];
    if (finding == Finding::at_verifying) {
      EXPECT_THAT(said_, AnyOf(ContainsRegex("ordering.events.v1/[0-3] at offset [0-9]+"), HasSubstr(".sst")));
      named += testing::Value(said_, ContainsRegex("ordering.events.v1/[0-3] at offset [0-9]+")) ? 1 : 0;
    }
  }
  EXPECT_LT(findings[Finding::harmless], 5);  // a few bits of a file mean nothing
  EXPECT_GT(named, 20);
}

TEST_F(Damage, ReadingAFlippedBlockNamesTheRecordAndReadsNothingWrong) {
  fill_files();
  const auto expected = everything();
  close();
  const auto tables = files_with(directory_, ".sst");
  ASSERT_GT(tables.size(), 2U);
  const auto& middle = tables[tables.size() / 2];
  flip_bit(middle, fs::file_size(middle) / 2, 3);
  open();
  int damaged = 0;
  for (std::uint32_t partition = 0; partition < partitions; ++partition) {
    const auto reader = log_->open_reader(place(partition), Offset{0});
    std::size_t at = 0;
    for (;;) {
      const auto before = (*reader)->position();
      const auto batch = (*reader)->read(10);
      if (!batch) {
        EXPECT_EQ(batch.error().code, Error::Code::corrupt);
        EXPECT_THAT(batch.error().message, HasSubstr(to_string(place(partition)) + " at offset "));
        EXPECT_EQ((*reader)->position(), before);
        ++damaged;
        break;
      }
      if (batch->empty()) break;
      for (const auto& entry : batch->entries) EXPECT_EQ(decode(entry.canonical)->value, expected[partition].at(at++));
    }
  }
  EXPECT_GT(damaged, 0);
}

TEST_F(Damage, AnOlderDatabaseUnderNewerHeadsIsNoticed) {
  open();
  fill(8);
  close();
  fs::copy(directory_ / "db", home_ / "older", fs::copy_options::recursive);
  open();
  append(2, "newer");
  close();
  fs::remove_all(directory_ / "db");
  fs::rename(home_ / "older", directory_ / "db");
  const auto error = open_error(directory_);
  EXPECT_EQ(error.code, Error::Code::corrupt);
  EXPECT_THAT(error.message, HasSubstr("the log went back: " + to_string(place(2)) + " ends at 2"));
}

TEST_F(Damage, AnOlderDatabaseAfterAKillIsNoticedBeforeAnyHeadsWereWritten) {
  open();
  fill(8);
  fs::copy(directory_ / "db", home_ / "older", fs::copy_options::recursive);
  append(2, "newer");
  const auto killed = home_ / "killed";
  copy_as_if_killed(killed);
  fs::remove_all(killed / "db");
  fs::rename(home_ / "older", killed / "db");
  const auto error = open_error(killed);
  EXPECT_EQ(error.code, Error::Code::corrupt);
  EXPECT_THAT(error.message, HasSubstr("the log went back: " + to_string(place(2)) + " ends at 2"));
}

TEST_F(Damage, AnotherRecordAtTheHeadIsNoticed) {
  open();
  fill(8, 1);
  close();
  fs::rename(directory_ / "db", home_ / "original");
  fs::rename(directory_, home_ / "heads-of-original");
  open();
  fill(8, 2);
  close();
  fs::remove_all(home_ / "heads-of-original" / "db");
  fs::rename(directory_ / "db", home_ / "heads-of-original" / "db");
  const auto error = open_error(home_ / "heads-of-original");
  EXPECT_EQ(error.code, Error::Code::corrupt);
  EXPECT_THAT(error.message, HasSubstr("holds another record at 1 than was recorded"));
}

TEST_F(Damage, LostFilesAreNoticed) {
  open();
  fill(8);
  close();
  const struct {
    const char* lost;
    const char* said;
  } rows[] = {
      {"db", "there is no database"}, {"heads", "the file `heads` is gone"}, {"db/CURRENT", "the log went back"}};
  for (const auto& [lost, said] : rows) {
    SCOPED_TRACE(lost);
    const auto copy = home_ / "copy";
    fs::remove_all(copy);
    fs::copy(directory_, copy, fs::copy_options::recursive);
    fs::remove_all(copy / lost);
    const auto error = open_error(copy);
    EXPECT_EQ(error.code, Error::Code::corrupt);
    EXPECT_THAT(error.message, HasSubstr(said));
  }
}

TEST_F(Damage, AnyFlippedBitInTheFileOfHeadsIsNoticed) {
  open();
  fill(8);
  close();
  const auto file = directory_ / "heads";
  for (std::uint64_t at = 0; at < fs::file_size(file); at += 3) {
    SCOPED_TRACE(at);
    flip_bit(file, at, static_cast<int>(at % 8));
    const auto error = open_error(directory_);
    EXPECT_EQ(error.code, Error::Code::corrupt);
    EXPECT_THAT(error.message, HasSubstr("heads"));
    flip_bit(file, at, static_cast<int>(at % 8));
  }
  open();
}

TEST_F(Damage, ATornWriteAtTheEndIsNoDamage) {
  open();
  fill(8);
  const auto killed = home_ / "killed";
  copy_as_if_killed(killed);
  // A commit that was never acknowledged: more bytes in the write-ahead log, and nothing recorded of it.
  append(1, "torn");
  const auto whole = files_with(directory_, ".log").back();
  const auto before = files_with(killed, ".log").back();
  const auto bytes = content_of(whole);
  const auto size_before = fs::file_size(before);
  ASSERT_GT(bytes.size(), size_before + 20);
  std::ofstream{before, std::ios::binary | std::ios::app}.write(bytes.data() + size_before, 20);
  close();
  directory_ = killed;
  open();
  EXPECT_EQ(values_of(*log_, place(1))->size(), 2U);
  append(1, "again");
  EXPECT_EQ(values_of(*log_, place(1))->back(), "again");
}

}  // namespace
}  // namespace matbud::log::embedded
