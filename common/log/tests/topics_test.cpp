#include "matbud/log/topics.h"

#include <gtest/gtest.h>

namespace matbud::log {
namespace {

TEST(TopicNames, HaveAnOwnerAKindAndAVersion) {
  const struct {
    const char* text;
    std::optional<TopicName> parsed;
  } rows[] = {
      {"ordering.events.v1", TopicName{"ordering", "events", 1}},
      {"grocer.dagros.orders.v12", TopicName{"grocer.dagros", "orders", 12}},
      {"ordering.events", std::nullopt},     // no version: it could never change shape
      {"ordering.events.v0", std::nullopt},  // versions start at 1
      {"ordering.events.v01", std::nullopt},
      {"ordering.events.v1x", std::nullopt},
      {"Ordering.events.v1", std::nullopt},
      {"ordering..v1", std::nullopt},
      {".events.v1", std::nullopt},
      {"events.v1", std::nullopt},
      {"keys.v1", std::nullopt},
      {"", std::nullopt},
  };
  for (const auto& [text, parsed] : rows) {
    SCOPED_TRACE(text);
    EXPECT_EQ(parse_topic(text), parsed);
  }
}

TEST(TopicNames, OnlyTopicsWithOneWriterAreChained) {
  EXPECT_TRUE(is_chained(ordering_events));
  EXPECT_TRUE(is_chained(grocer_orders(GrocerId{"dagros"})));
  EXPECT_FALSE(is_chained(ordering_commands));
  EXPECT_FALSE(is_chained(grocer_answers(GrocerId{"dagros"})));
  EXPECT_FALSE(is_chained(keys));
}

// Values from org.apache.kafka.common.utils.UtilsTest.testMurmur2, as signed 32-bit numbers.
TEST(Partitioner, IsJavasMurmur2) {
  const struct {
    const char* key;
    std::int32_t hash;
  } rows[] = {{"21", -973932308},
              {"foobar", -790332482},
              {"a-little-bit-long-string", -985981536},
              {"a-little-bit-longer-string", -1486304829},
              {"lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58897971}};
  for (const auto& [key, hash] : rows) {
    SCOPED_TRACE(key);
    const auto positive = static_cast<std::uint32_t>(hash) & 0x7fffffff;
    EXPECT_EQ(partition_of(key, 12).value(), positive % 12);
    EXPECT_EQ(partition_of(key, 1'000'003).value(), positive % 1'000'003);
  }
}

}  // namespace
}  // namespace matbud::log
