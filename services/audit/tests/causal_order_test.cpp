#include "matbud/audit/causal_order.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace matbud::audit {
namespace {

Place place(const std::string& topic, std::int64_t offset) { return {topic, Partition{3}, Offset{offset}}; }

Happening at(std::int64_t ms, Place where, std::optional<Place> cause = std::nullopt) {
  return {std::move(where), from_ms(ms), std::move(cause), {}};
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

Happening with(Happening happening, std::string effect, EffectStep::Kind kind) {
  happening.effects.push_back({std::move(effect), kind});
  return happening;
}

TEST(CausalOrder, TellsAnEffectFromItsRequestToItsOutcomeWithinOneMillisecond) {
  using enum EffectStep::Kind;
  EXPECT_EQ(causal_order({
                with(at(10, place("mail.commands", 12)), "o1/placed", about_to),
                with(at(10, place("mail.commands", 13)), "o1/placed", reported),
                at(10, place("order.commands", 22)),
                at(10, place("order.events", 22), place("order.commands", 22)),
                with(at(10, place("mail.events", 13), place("order.events", 22)), "o1/placed", asked_for),
                with(at(10, place("mail.events", 14), place("mail.commands", 12)), "o1/placed", started),
                at(10, place("mail.events", 15), place("mail.commands", 13)),
            }),
            (Order{2, 3, 4, 0, 5, 1, 6}));
}

TEST(CausalOrder, TellsWhatOneInputCausedBeforeWhatThatCaused) {
  EXPECT_EQ(causal_order({
                at(10, place("a.events", 2), place("m.events", 1)),
                at(10, place("b.events", 3), place("a.events", 2)),
                at(10, place("m.events", 1), place("z.commands", 1)),
                at(10, place("z.commands", 1)),
                at(10, place("z.events", 9), place("m.events", 1)),
            }),
            (Order{3, 2, 0, 4, 1}))
      << "both events of m, then that of a";
}

TEST(CausalOrder, LetsATimerComeAfterWhateverMayHaveSetItInItsMillisecond) {
  auto timer = at(10, place("a.commands", 2));
  timer.by_machinery = true;
  EXPECT_EQ(causal_order({
                timer,
                at(10, place("a.events", 8), place("a.commands", 2)),
                at(10, place("a.events", 7), place("a.commands", 1)),
                at(10, place("a.commands", 1)),
                at(11, place("b.events", 1), place("a.events", 8)),
            }),
            (Order{3, 2, 0, 1, 4}));
}

TEST(CausalOrder, LetsTimeRuleBetweenTwoAttemptsAtOneEffect) {
  using enum EffectStep::Kind;
  EXPECT_EQ(causal_order({
                with(at(30, place("c", 2)), "mail", about_to),
                with(at(20, place("e", 1)), "mail", asked_for),
                with(at(10, place("c", 1)), "mail", about_to),
            }),
            (Order{2, 1, 0}));
}

TEST(CausalOrder, LosesNothingWhenTheRecordsContradictEachOther) {
  EXPECT_THAT(causal_order({
                  at(10, place("a", 0), place("b", 0)),
                  at(10, place("b", 0), place("a", 0)),
                  at(5, place("c", 0), place("a", 0)),
              }),
              testing::UnorderedElementsAre(0, 1, 2));
}

TEST(CausalOrder, DoesNotMindACauseThatIsNotAmongThem) {
  EXPECT_EQ(causal_order({at(10, place("a", 0), place("elsewhere", 99))}), (Order{0}));
  EXPECT_TRUE(causal_order({}).empty());
}

}  // namespace
}  // namespace matbud::audit
