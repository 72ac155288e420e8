// Several processes on one cluster: who owns what, who wrote in between, what strangers write.
#include <librdkafka/rdkafka.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <thread>

#include "kafka_story.h"
#include "matbud/log/follower.h"
#include "matbud/log/record.h"

namespace matbud::broker_faults {
namespace {

using namespace log;
using testing::ElementsAre;

std::vector<std::uint32_t> owned(Ownership& ownership) {
  std::vector<std::uint32_t> numbers;
  for (const auto partition : ownership.current().partitions) numbers.push_back(partition.value());
  return numbers;
}

class Owners : public KafkaStory {};

TEST_F(Owners, ShareThePartitionsAndTakeOverWhatIsLeft) {
  const auto here = open_log();
  const auto there = open_log();
  const auto topic = make_topic(*here, "events", 4);
  const auto mine = *here->join(topic);
  ASSERT_TRUE(wait_until(*here, [&] { return owned(*mine).size() == 4; }));
  const auto alone = mine->current().generation;
  auto yours = *there->join(topic);
  EXPECT_TRUE(wait_until(*here, [&] { return owned(*mine).size() == 2 && owned(*yours).size() == 2; }));
  EXPECT_NE(mine->current().generation, alone);
  auto all = owned(*mine);
  for (const auto partition : owned(*yours)) all.push_back(partition);
  EXPECT_THAT(all, testing::UnorderedElementsAre(0, 1, 2, 3));
  yours.reset();
  EXPECT_TRUE(wait_until(*here, [&] { return owned(*mine).size() == 4; })) << "who leaves is not waited for";
}

TEST_F(Owners, TellTheirGroupHowFarTheyHaveCome) {
  const auto log = open_log();
  const auto topic = make_topic(*log, "events", 4);
  const auto heard = make_topic(*log, "commands", 4);
  EXPECT_TRUE(log->told(topic)->empty()) << "nobody has told anything";
  const auto owner = *log->join(topic);
  ASSERT_TRUE(wait_until(*log, [&] { return owned(*owner).size() == 4; }));
  const Progress progress{
      Partition{2}, {{{topic, Partition{2}}, Offset{7}}, {{heard, Partition{2}}, Offset{3}}}, "phase=running void=0"};
  // A group takes no offsets while it is being shared out.
  ASSERT_TRUE(wait_until(*log, [&] {
    owner->tell(progress);
    return !log->told(topic)->empty();
  }));
  const auto told = *log->told(topic);
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told.front(), progress);
}

TEST_F(Owners, InOneProcessAreOneMember) {
  const auto log = open_log();
  const auto topic = make_topic(*log, "events", 4);
  const auto one = *log->join(topic);
  const auto two = *log->join(topic);
  EXPECT_TRUE(wait_until(*log, [&] { return owned(*one).size() == 4 && owned(*two).size() == 4; }));
  EXPECT_EQ(one->current().generation, two->current().generation);
}

/// Another process that owns partitions and does nothing.
class Member {
 public:
  Member(const std::string& brokers, const std::string& topic) {
    std::string program = MATBUD_MEMBER;
    std::string first = brokers;
    std::string second = topic;
    char* const arguments[] = {program.data(), first.data(), second.data(), nullptr};
    pid_ = ::fork();
    if (pid_ == 0) {
      ::execv(arguments[0], arguments);
      ::_exit(127);
    }
  }
  ~Member() {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  Member(const Member&) = delete;
  Member& operator=(const Member&) = delete;

 private:
  pid_t pid_;
};

TEST_F(Owners, TakeOverFromOneThatWasKilled) {
  const auto log = open_log();
  const auto topic = make_topic(*log, "events", 4);
  const auto mine = *log->join(topic);
  ASSERT_TRUE(wait_until(*log, [&] { return owned(*mine).size() == 4; }));
  {
    const Member other{broker().bootstrap(), topic};
    ASSERT_TRUE(wait_until(*log, [&] { return owned(*mine).size() == 2; }));
  }
  EXPECT_TRUE(wait_until(*log, [&] { return owned(*mine).size() == 4; })) << "after the session's three seconds";
}

class Writers : public KafkaStory {};

TEST_F(Writers, OfTwoProcessesAreToldTheTruth) {
  const auto here = open_log();
  const auto there = open_log();
  const TopicPartition place{make_topic(*here, "commands"), Partition{0}};
  std::map<std::int64_t, std::string> told[2];
  const auto write = [&](KafkaLog& log, int who) {
    auto to = writer(log, place);
    for (int call = 0; call < 100; ++call) {
      const auto name = std::to_string(who) + "/" + std::to_string(call);
      to->append({record(name + "a"), record(name + "b"), record(name + "c")});
      const auto outcome = outcome_of(log, *to);
      if (!outcome.known) {
        to = writer(log, place);  // the other came in between
        continue;
      }
      for (const auto part : {0, 1, 2})
        told[who].emplace(outcome.first.value() + part, name + std::string(1, static_cast<char>('a' + part)));
    }
  };
  std::thread other{[&] { write(*there, 1); }};
  write(*here, 0);
  other.join();
  const auto end = static_cast<std::size_t>(here->watermarks(place)->end.value());
  EXPECT_EQ(end, 600U) << "an unknown outcome by a gap is no loss";
  const auto from = *here->open_reader(place, Offset{0});
  const auto found = read(*here, *from, end);
  ASSERT_EQ(found.size(), end);
  for (const auto& outcomes : told) {
    EXPECT_FALSE(outcomes.empty());
    for (const auto& [offset, value] : outcomes) EXPECT_EQ(found[static_cast<std::size_t>(offset)], value);
  }
}

TEST_F(Writers, SendBatchesThatAreCompressed) {
  const auto log = open_log();
  const TopicPartition place{make_topic(*log, "commands"), Partition{0}};
  const auto to = writer(*log, place);
  constexpr std::size_t records = 2000;
  constexpr std::size_t value_bytes = 1000;
  std::vector<std::string> batch(records, record(std::string(value_bytes, 'a')));
  to->append(std::move(batch));
  ASSERT_TRUE(outcome_of(*log, *to).known);
  std::uintmax_t bytes = 0;
  for (const auto& file : std::filesystem::directory_iterator{broker().log_directory() / (place.topic + "-0")}) {
    if (file.path().extension() == ".log") bytes += file.file_size();
  }
  EXPECT_GT(bytes, 0U);
  EXPECT_LT(bytes, records * value_bytes / 10);
}

/// A program of somebody who has not read proto/README.md.
class Stranger {
 public:
  explicit Stranger(const std::string& brokers) {
    auto* const conf = rd_kafka_conf_new();
    rd_kafka_conf_set(conf, "bootstrap.servers", brokers.c_str(), nullptr, 0);
    client_ = rd_kafka_new(RD_KAFKA_PRODUCER, conf, nullptr, 0);
  }
  ~Stranger() {
    rd_kafka_flush(client_, 10'000);
    rd_kafka_destroy(client_);
  }
  Stranger(const Stranger&) = delete;
  Stranger& operator=(const Stranger&) = delete;
  void write(const std::string& topic, const std::string& value) {
    ASSERT_EQ(rd_kafka_producev(client_, RD_KAFKA_V_TOPIC(topic.c_str()), RD_KAFKA_V_PARTITION(0),
                                RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY),
                                RD_KAFKA_V_VALUE(const_cast<char*>(value.data()), value.size()), RD_KAFKA_V_END),
              RD_KAFKA_RESP_ERR_NO_ERROR);
  }

 private:
  rd_kafka_t* client_;
};

class Strangers : public KafkaStory {};

TEST_F(Strangers, AreHeardInTopicsOfManyAndVoidInChains) {
  const auto log = open_log();
  const TopicPartition commands{make_topic(*log, "commands"), Partition{0}};
  const TopicPartition events{make_topic(*log, "events"), Partition{0}};
  {
    Stranger stranger{broker().bootstrap()};
    stranger.write(commands.topic, "bytes");
    stranger.write(events.topic, "bytes");
  }
  append(*log, commands, {"a"});
  Follower heard{*log, commands, false, {}};
  const auto first = heard.next();
  ASSERT_TRUE(first && *first);
  EXPECT_EQ((*first)->record.type, foreign_type);
  EXPECT_EQ((*first)->record.value, "bytes");
  const auto second = heard.next();
  ASSERT_TRUE(second && *second);
  EXPECT_EQ((*second)->record.value, "a") << "it stops nobody";

  Follower chain{*log, events, true, chain_start(events)};
  const auto none = chain.next();
  ASSERT_TRUE(none);
  EXPECT_FALSE(*none);
  EXPECT_EQ(chain.position().voided, 1U);
}

}  // namespace
}  // namespace matbud::broker_faults
