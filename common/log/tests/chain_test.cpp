#include "matbud/log/chain.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace matbud::log {
namespace {

const TopicPartition place{"ordering.events.v1", Partition{3}};

std::string record(const Hash& prev, std::string_view value) {
  Envelope envelope;
  envelope.prev = prev;
  envelope.key = "3024-sandvika";
  envelope.value = value;
  return encode(envelope);
}

struct Followed {
  ChainPosition position = chain_start(place);
  std::vector<std::string> accepted;
};

Followed followed(const std::vector<std::string>& log) {
  Followed result;
  for (std::size_t at = 0; at < log.size(); ++at) {
    const auto envelope = decode(log[at]);
    const Entry entry{Offset{static_cast<std::int64_t>(at)}, Timestamp{}, log[at]};
    if (follow(result.position, entry, envelope->prev)) result.accepted.emplace_back(envelope->value);
  }
  return result;
}

TEST(Chain, AcceptsWhatExtendsIt) {
  const auto first = record(genesis(place), "placed");
  const auto second = record(hash_of(first), "released");
  const auto result = followed({first, second});
  EXPECT_EQ(result.accepted, (std::vector<std::string>{"placed", "released"}));
  EXPECT_EQ(result.position.head, hash_of(second));
  EXPECT_EQ(result.position.next, Offset{2});
}

TEST(Chain, VoidsADoubledRecord) {
  const auto first = record(genesis(place), "placed");
  const auto second = record(hash_of(first), "released");
  EXPECT_EQ(followed({first, first, second}).accepted, (std::vector<std::string>{"placed", "released"}));
  EXPECT_EQ(followed({first, first, second}).position.voided, 1U);
}

TEST(Chain, VoidsAZombiesForkAndAllThatFollowsIt) {
  const auto first = record(genesis(place), "placed");
  const auto mine = record(hash_of(first), "mine");
  const auto fork = record(hash_of(first), "zombie");
  const auto after_fork = record(hash_of(fork), "zombie again");
  const auto next = record(hash_of(mine), "mine again");
  EXPECT_EQ(followed({first, mine, fork, after_fork, next}).accepted,
            (std::vector<std::string>{"placed", "mine", "mine again"}));
}

TEST(Chain, ALostRecordVoidsTheRest) {
  const auto first = record(genesis(place), "placed");
  const auto lost = record(hash_of(first), "lost");
  const auto third = record(hash_of(lost), "after");
  EXPECT_EQ(followed({first, third}).position.voided, 1U);
}

TEST(Chain, OfAnotherPartitionIsVoid) {
  const auto other = record(genesis({"ordering.events.v1", Partition{4}}), "placed");
  EXPECT_TRUE(followed({other}).accepted.empty());
}

}  // namespace
}  // namespace matbud::log
