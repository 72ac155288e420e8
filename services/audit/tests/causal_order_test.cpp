#include "matbud/audit/causal_order.h"

#include <gtest/gtest.h>

namespace matbud::audit {
namespace {

Place place(const std::string& topic, std::int64_t offset) { return {topic, Partition{3}, Offset{offset}}; }

Happening at(std::int64_t ms, Place where, std::optional<Place> cause = std::nullopt) {
  return {std::move(where), from_ms(ms), std::move(cause)};
}

using Order = std::vector<std::size_t>;

TEST(CausalOrder, IsByTime) {
  EXPECT_EQ(causal_order({at(30, place("c", 0)), at(10, place("a", 0)), at(20, place("b", 0))}), (Order{1, 2, 0}));
}

TEST(CausalOrder, PutsACauseFirstWithinOneMillisecond) {
  EXPECT_EQ(causal_order({
                at(10, place("a.events", 7), place("z.commands", 2)),
                at(10, place("b.events", 4), place("a.events", 7)),
                at(10, place("z.commands", 2)),
            }),
            (Order{2, 0, 1}));
}

TEST(CausalOrder, PutsACauseFirstEvenWhenTheClockJumpedBack) {
  EXPECT_EQ(causal_order({at(5, place("b.events", 0), place("a.commands", 0)), at(10, place("a.commands", 0))}),
            (Order{1, 0}));
}

TEST(CausalOrder, KeepsTheOrderOfOnePartition) {
  EXPECT_EQ(causal_order({at(10, place("a", 2)), at(10, place("a", 1)), at(9, place("a", 3))}), (Order{1, 0, 2}));
}

TEST(CausalOrder, DoesNotMindACauseThatIsNotAmongThem) {
  EXPECT_EQ(causal_order({at(10, place("a", 0), place("elsewhere", 99))}), (Order{0}));
  EXPECT_TRUE(causal_order({}).empty());
}

}  // namespace
}  // namespace matbud::audit
