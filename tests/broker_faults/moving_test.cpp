// An installation moves from one machine to a cluster, and back.
#include <unistd.h>

#include <filesystem>
#include <sstream>

#include "kafka_story.h"
#include "matbud/log/topics.h"
#include "service_process.h"

namespace matbud::broker_faults {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class Moving : public KafkaStory {
 protected:
  void SetUp() override {
    KafkaStory::SetUp();
    if (IsSkipped()) return;
    std::string pattern = (std::filesystem::temp_directory_path() / "matbud-moving-XXXXXX").string();
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    directory_ = pattern;
    const auto lived = matbud({"demo", "--headless", "--days", "1", "--citizens", "2", "--data", path("old")});
    ASSERT_EQ(lived.exit, 0) << lived.out;
  }
  void TearDown() override {
    if (!directory_.empty()) std::filesystem::remove_all(directory_);
    KafkaStory::TearDown();
  }

  [[nodiscard]] std::string path(const std::string& name) const { return (directory_ / name).string(); }
  [[nodiscard]] static std::string cluster() { return "kafka:" + broker().bootstrap(); }
  [[nodiscard]] std::string embedded(const std::string& name) const { return "embedded:" + path(name); }
  [[nodiscard]] std::vector<std::string> on_cluster() const {
    return {"--kafka", broker().bootstrap(), "--data", path("operator"), "--master-key", path("old/master.key")};
  }

  static Ran matbud(const std::vector<std::string>& arguments) {
    return run_to_end(std::string{MATBUD_PROGRAMS} + "/matbud", arguments);
  }
  static Ran matbud(std::vector<std::string> arguments, const std::vector<std::string>& where) {
    arguments.insert(arguments.end(), where.begin(), where.end());
    return matbud(arguments);
  }
  static Ran copy(const std::string& from, const std::string& to, const std::vector<std::string>& more = {}) {
    return matbud({"log", "copy", "--from", from, "--to", to}, more);
  }

  /// Topic, partition, offset and hash of every record, and of keys.v1 the hashes in their order.
  static std::vector<std::string> records(const std::vector<std::string>& where) {
    std::vector<std::string> found;
    for (const auto& topic : {std::string{}, std::string{log::keys}}) {
      std::vector<std::string> words{"--json", "events", "cat"};
      if (!topic.empty()) words.insert(words.end(), {"--topic", topic});
      std::istringstream lines{matbud(words, where).out};
      for (std::string line; std::getline(lines, line);) {
        const auto record = nlohmann::json::parse(line);
        const auto offset = topic.empty() ? record.at("offset").dump() : std::string{};
        found.push_back(record.at("topic").get<std::string>() + "/" + record.at("partition").dump() + "@" + offset +
                        " " + record.at("hash").get<std::string>());
      }
    }
    return found;
  }

  std::filesystem::path directory_;
};

TEST_F(Moving, ToAClusterAndBackChangesNoRecord) {
  const auto there = copy(embedded("old"), cluster());
  ASSERT_EQ(there.exit, 0) << there.out;
  const auto verified = matbud({"log", "verify"}, on_cluster());
  EXPECT_EQ(verified.exit, 0) << verified.out;
  EXPECT_THAT(verified.out, HasSubstr("nothing found"));
  const auto original = records({"--data", path("old")});
  EXPECT_THAT(original, Not(IsEmpty()));
  EXPECT_EQ(records(on_cluster()), original);
  EXPECT_THAT(matbud({"order", "list", "--step", "delivered"}, on_cluster()).out, HasSubstr("delivered"));

  const auto back = copy(cluster(), embedded("new"));
  ASSERT_EQ(back.exit, 0) << back.out;
  std::filesystem::copy(path("old/master.key"), path("new/master.key"));
  const std::vector<std::string> returned{"--data", path("new")};
  EXPECT_EQ(matbud({"log", "verify"}, returned).exit, 0);
  EXPECT_EQ(records(returned), original);
}

TEST_F(Moving, IsOnlyToWhereNothingIsOrWhereItWasCutShort) {
  ASSERT_EQ(copy(embedded("old"), cluster()).exit, 0);
  EXPECT_EQ(copy(embedded("old"), cluster()).exit, 5) << "not empty";
  const auto resumed = copy(embedded("old"), cluster(), {"--resume"});
  EXPECT_EQ(resumed.exit, 0);
  EXPECT_THAT(resumed.out, HasSubstr(" 0 of them appended now, all compared"));

  // The last records of one partition are not there yet, as after a cut.
  const auto log = open_log();
  const std::string topic{log::audit_events};
  ASSERT_TRUE(log->delete_topics({topic}));
  const auto gone_on = copy(embedded("old"), cluster(), {"--resume"});
  EXPECT_EQ(gone_on.exit, 0);
  EXPECT_EQ(matbud({"log", "verify"}, on_cluster()).exit, 0);

  append(*log, {std::string{log::ordering_commands}, Partition{0}}, {"a stranger's"});
  EXPECT_EQ(copy(embedded("old"), cluster(), {"--resume"}).exit, 5) << "it is not this log any more";
  EXPECT_EQ(copy("nowhere:x", cluster()).exit, 2);
  EXPECT_EQ(copy(embedded("no-such"), cluster()).exit, 3);
}

}  // namespace
}  // namespace matbud::broker_faults
