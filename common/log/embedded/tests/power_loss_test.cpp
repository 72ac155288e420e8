// Power failures: whatever was not synced is gone, wholly or from some byte on, and nothing acknowledged with it.
#include <deque>
#include <map>

#include "embedded_fixture.h"
#include "matbud/rocks/testing/faulty_files.h"

namespace matbud::log::embedded {
namespace {

using rocks::testing::environment_with;
using rocks::testing::FaultyFiles;

constexpr int seeds = 100;
constexpr int lives = 3;

/// What was sent and what was acknowledged, over all lives of one log.
struct History {
  std::vector<std::vector<std::string>> sent{partitions};              ///< of each partition, in order
  std::vector<std::map<std::int64_t, std::string>> known{partitions};  ///< acknowledged: offset and value
};

/// Appends to one partition and notes what became of it.
class Line {
 public:
  Line(std::unique_ptr<Writer> writer, std::uint32_t partition, History& history)
      : writer_{std::move(writer)}, sent_{history.sent[partition]}, known_{history.known[partition]} {}

  void send(std::vector<std::string> values) {
    std::vector<std::string> records;
    for (const auto& value : values) records.push_back(record("area", value));
    sent_.insert(sent_.end(), values.begin(), values.end());
    in_flight_.push_back(std::move(values));
    writer_->append(std::move(records));
  }
  void note_outcomes() {
    while (const auto outcome = writer_->poll()) {
      if (!outcome->known) why_unknown_ = outcome->why_unknown;
      auto offset = outcome->first.value();
      for (auto& value : in_flight_.front()) {
        if (outcome->known) known_.emplace(offset++, std::move(value));
      }
      in_flight_.pop_front();
    }
  }
  /// Empty as long as every outcome was known.
  [[nodiscard]] const std::string& why_unknown() const { return why_unknown_; }
  [[nodiscard]] bool is_waiting() const { return writer_->in_flight() > 0; }

 private:
  std::unique_ptr<Writer> writer_;
  std::vector<std::string>& sent_;
  std::map<std::int64_t, std::string>& known_;
  std::deque<std::vector<std::string>> in_flight_;
  std::string why_unknown_;
};

class PowerLoss : public EmbeddedFixture {
 protected:
  void SetUp() override {
    // What survives is up to the faulty files, not to a disk: memory is as good, and faster.
    const std::filesystem::path memory{"/dev/shm"};
    make_home_in(std::filesystem::is_directory(memory) ? memory : std::filesystem::path{testing::TempDir()});
    settings_.segment_bytes = 16U << 10U;  // so that files are made all the time
    settings_.tail_bytes = 8U << 10U;
    settings_.heads_interval = std::chrono::milliseconds{2};
  }

  /// Opens the log and appends until the power goes, which may be at any point of both.
  void live(const std::shared_ptr<FaultyFiles>& files, std::mt19937& random, int life, History& history) {
    settings_.environment = environment_with(files);
    auto opened = EmbeddedLog::open(directory_, clock_, settings_);
    if (!opened) {
      EXPECT_TRUE(files->power_is_cut()) << opened.error().message;
      return;
    }
    auto& log = **opened;
    const TopicSpec specs[] = {{events, partitions, false}};
    if (!log.create_topics(specs)) return;
    std::vector<Line> lines;
    for (std::uint32_t partition = 0; partition < partitions; ++partition) {
      auto writer = log.open_writer(place(partition));
      if (!writer) return;
      lines.emplace_back(std::move(*writer), partition, history);
    }
    for (int number = 0; !files->power_is_cut(); ++number) {
      std::vector<std::string> values(1 + random() % 3);
      for (auto& value : values)
        value = std::to_string(life) + "/" + std::to_string(number) + "/" + noise(random, 8 + random() % 400);
      const auto seen = log.activity();
      lines[random() % partitions].send(std::move(values));
      if (random() % 3 == 0) log.wait_for_activity(seen, patience);
      for (auto& line : lines) {
        line.note_outcomes();
        ASSERT_TRUE(line.why_unknown().empty() || files->power_is_cut()) << line.why_unknown();
      }
    }
    for (auto& line : lines) {
      for (auto seen = log.activity(); line.is_waiting(); seen = log.activity()) {
        line.note_outcomes();
        if (line.is_waiting()) log.wait_for_activity(seen, patience);
      }
    }
  }

  /// Opens the log with power, and counts what is wrong.
  int lost_or_wrong(const History& history) {
    settings_.environment = environment_with(std::make_shared<FaultyFiles>(home_ / "stash"));
    const auto opened = EmbeddedLog::open(directory_, clock_, settings_);
    if (!opened) {
      reasons_ += opened.error().message + "\n";
      return 1;
    }
    int wrong = 0;
    for (std::uint32_t partition = 0; partition < partitions; ++partition) {
      auto values = values_of(**opened, place(partition));
      if (!values && values.error().code == Error::Code::not_found) values.emplace();  // the topic was never made
      if (!values) {
        reasons_ += values.error().message + "\n";
        return wrong + 1;
      }
      for (const auto& [offset, value] : history.known[partition]) {
        if (offset < static_cast<std::int64_t>(values->size()) && (*values)[static_cast<std::size_t>(offset)] == value)
          continue;
        reasons_ += to_string(place(partition)) + " lost what was acknowledged at " + std::to_string(offset) + "\n";
        ++wrong;
      }
      // What is there was sent, in the order of sending; what was not acknowledged may be missing.
      auto sent = history.sent[partition].begin();
      for (const auto& value : *values) {
        sent = std::find(sent, history.sent[partition].end(), value);
        if (sent == history.sent[partition].end()) {
          reasons_ += to_string(place(partition)) + " has what nobody sent there, or sent earlier\n";
          return wrong + 1;
        }
        ++sent;
      }
    }
    return wrong;
  }

  std::string reasons_;
};

TEST_F(PowerLoss, LosesNothingAcknowledged) {
  std::uint64_t acknowledged = 0;
  FaultyFiles::Losses losses;
  for (unsigned seed = 0; seed < seeds; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random{seed};
    std::filesystem::remove_all(directory_);
    History history;
    for (int life = 0; life < lives; ++life) {
      auto files = std::make_shared<FaultyFiles>(home_ / "stash");
      files->cut_power_after(static_cast<std::int64_t>(1 + random() % 600));
      live(files, random, life, history);
      const auto lost = files->lose_what_was_not_synced(random);
      losses.bytes += lost.bytes;
      losses.names += lost.names;
    }
    ASSERT_EQ(lost_or_wrong(history), 0) << reasons_;
    for (const auto& known : history.known) acknowledged += known.size();
  }
  // The seeds would show nothing if no power failure ever hit anything.
  EXPECT_GT(acknowledged, 1000U);
  EXPECT_GT(losses.bytes, 1000U);
  EXPECT_GT(losses.names, 10U);
}

TEST_F(PowerLoss, OnADiskThatLiesIsNoticed) {
  int noticed = 0;
  for (unsigned seed = 0; seed < 20; ++seed) {
    std::mt19937 random{seed};
    std::filesystem::remove_all(directory_);
    History history;
    auto files = std::make_shared<FaultyFiles>(home_ / "stash");
    files->lie_about_syncs();
    files->cut_power_after(static_cast<std::int64_t>(300 + random() % 300));
    live(files, random, 0, history);
    files->lose_what_was_not_synced(random);
    noticed += lost_or_wrong(history) > 0 ? 1 : 0;
  }
  EXPECT_GT(noticed, 10);
}

TEST_F(PowerLoss, AFullDiskStopsAppendsAndNothingElse) {
  auto files = std::make_shared<FaultyFiles>(home_ / "stash");
  settings_.environment = environment_with(files);
  open();
  append(0, "before");
  files->fill_up();
  const auto writer = log_->open_writer(place(0));
  ASSERT_TRUE(writer);
  for (const auto* value : {"a", "b", "c"}) (*writer)->append({record("area", value)});
  for (int call = 0; call < 3; ++call) {
    auto seen = log_->activity();
    auto outcome = (*writer)->poll();
    for (; !outcome; outcome = (*writer)->poll()) {
      log_->wait_for_activity(seen, patience);
      seen = log_->activity();
    }
    EXPECT_FALSE(outcome->known);
    EXPECT_THAT(outcome->why_unknown, testing::HasSubstr("full"));
  }
  const auto refused = log_->open_writer(place(1));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Error::Code::unavailable);
  EXPECT_THAT(refused.error().message, testing::HasSubstr(directory_.string()));
  EXPECT_THAT(*values_of(*log_, place(0)), testing::ElementsAre("before"));

  settings_.environment = nullptr;
  open();
  const auto values = values_of(*log_, place(0));
  ASSERT_TRUE(values) << values.error().message;
  EXPECT_EQ(values->front(), "before");
  append(0, "after");
  EXPECT_EQ(values_of(*log_, place(0))->back(), "after");
}

}  // namespace
}  // namespace matbud::log::embedded
