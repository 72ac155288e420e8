#include <gtest/gtest.h>

#include <functional>

#include "ordering_story.h"

namespace matbud::ordering::story {
namespace {

TEST(PlaceOrder, StandsWithPricesWindowAndTheMomentOfItsRelease) {
  auto order = an_order("o1");
  order.set_ordered_by("worker-1");
  order.set_visit_id("visit-1");
  order.mutable_note_to_driver()->set_key_id("kari");
  order.mutable_note_to_driver()->set_box("sealed");
  order.mutable_lines(0)->set_price_ore(1);  // what the page believes does not count
  order.mutable_lines(0)->set_deposit_ore(-500);
  order.mutable_lines(0)->set_sold_by_weight(true);
  *order.add_lines() = line(bananas, 755);
  *order.add_lines() = line(soda, 3);

  v1::OrderPlaced placed;
  auto& standing = *placed.mutable_order();
  standing.set_order_id("o1");
  standing.set_citizen_id("kari");
  standing.set_grocer_id("dagros");
  standing.set_version(1);
  auto& window = *standing.mutable_window();
  window.set_area_id(sandvika);
  window.set_window_id("morning");
  window.set_delivery_day(wednesday);
  window.set_opens_at_ms(to_ms(oslo(wednesday, 9)));
  window.set_closes_at_ms(to_ms(oslo(wednesday, 12)));
  for (const auto& [gtin, quantity, price_ore] :
       {std::tuple{milk, 2U, 2490}, {bananas, 755U, 2990}, {soda, 3U, 3000}}) {
    auto& priced = *standing.add_lines();
    priced = line(gtin, quantity);
    priced.set_price_ore(price_ore);
    priced.set_sold_by_weight(gtin == bananas);
    if (gtin == soda) priced.set_deposit_ore(300);
  }
  standing.set_total_ore(2 * 2490 + 2257 + 3 * 3300);  // 755 g at 29,90 a kilogram are 22,5745 kroner
  placed.set_command_id("c1");
  placed.set_ordered_by("worker-1");
  placed.set_visit_id("visit-1");
  *placed.mutable_note_to_driver() = order.note_to_driver();
  placed.set_released_at_ms(to_ms(oslo(tuesday, 16)));
  placed.set_weight_grams(2000 + 755 + 4500);
  placed.set_channel("page");

  OrderingStory ordering;
  ordering.when(order, "c1").then(placed);
  EXPECT_EQ(ordering.subject(), "order/o1");
  ordering.when_again().then_nothing();
}

TEST(PlaceOrder, IsReleasedAtOnceInASameDayWindowUntilItCloses) {
  v1::OrderPlaced placed;
  placed.mutable_order()->set_order_id("o1");
  placed.mutable_order()->mutable_window()->set_same_day(true);
  OrderingStory ordering;
  ordering.at(oslo(monday, 19, 59)).when(an_order("o1", "today", monday)).then_like(placed);
  EXPECT_EQ(ordering.said<v1::OrderPlaced>()->released_at_ms(), 0);
  EXPECT_TRUE(ordering.timers().empty());
  ordering.at(oslo(monday, 20)).when(an_order("o2", "today", monday));
  ordering.then_refused(v1::REFUSAL_REASON_PAST_CUT_OFF, "delivery_day");
}

TEST(PlaceOrder, IsTakenUntilTheCutOffAndNotAfter) {
  OrderingStory ordering;
  ordering.at(oslo(tuesday, 16) - std::chrono::milliseconds{1}).when(an_order("o1")).then_like(v1::OrderPlaced{});
  ordering.at(oslo(tuesday, 16)).when(an_order("o2"));
  ordering.then_refused(v1::REFUSAL_REASON_PAST_CUT_OFF, "delivery_day");
}

struct RefusedRow {
  const char* story;
  std::function<void(v1::PlaceOrder&)> but;  ///< what is wrong with an order that would else stand
  v1::RefusalReason reason;
  const char* field = "";
  std::uint64_t gtin = 0;
};

const RefusedRow refused_rows[] = {
    {"no id", [](auto& o) { o.clear_order_id(); }, v1::REFUSAL_REASON_INVALID, "order_id"},
    {"an id that would part a key", [](auto& o) { o.set_order_id("a/b"); }, v1::REFUSAL_REASON_INVALID, "order_id"},
    {"an id without end", [](auto& o) { o.set_order_id(std::string(65, 'x')); }, v1::REFUSAL_REASON_INVALID,
     "order_id"},
    {"for nobody", [](auto& o) { o.clear_citizen_id(); }, v1::REFUSAL_REASON_INVALID, "citizen_id"},
    {"no window", [](auto& o) { o.clear_window_id(); }, v1::REFUSAL_REASON_INVALID, "window_id"},
    {"an odd orderer", [](auto& o) { o.set_ordered_by("a b"); }, v1::REFUSAL_REASON_INVALID, "ordered_by"},
    {"an odd visit", [](auto& o) { o.set_visit_id("a b"); }, v1::REFUSAL_REASON_INVALID, "visit_id"},
    {"an unknown channel", [](auto& o) { o.set_channel("fax"); }, v1::REFUSAL_REASON_INVALID, "channel"},
    {"a reference without end", [](auto& o) { o.set_buyer_reference(std::string(129, 'x')); },
     v1::REFUSAL_REASON_INVALID, "buyer_reference"},
    {"a note under another's key", [](auto& o) { o.mutable_note_to_driver()->set_key_id("ola"); },
     v1::REFUSAL_REASON_INVALID, "note_to_driver"},
    {"a note without end",
     [](auto& o) {
       o.mutable_note_to_home_care()->set_key_id("kari");
       o.mutable_note_to_home_care()->set_box(std::string(8193, 'x'));
     },
     v1::REFUSAL_REASON_INVALID, "note_to_home_care"},

    {"for a stranger", [](auto& o) { o.set_citizen_id("ola"); }, v1::REFUSAL_REASON_UNKNOWN_CITIZEN, "citizen_id"},
    {"a window nobody has heard of", [](auto& o) { o.set_window_id("night"); }, v1::REFUSAL_REASON_UNKNOWN_WINDOW,
     "window_id"},
    {"a Sunday", [](auto& o) { o.set_delivery_day(sunday); }, v1::REFUSAL_REASON_NO_DELIVERY_THAT_DAY, "delivery_day"},
    {"Maundy Thursday", [](auto& o) { o.set_delivery_day(20545); }, v1::REFUSAL_REASON_NO_DELIVERY_THAT_DAY,
     "delivery_day"},
    {"today, by the window of the day before", [](auto& o) { o.set_delivery_day(monday); },
     v1::REFUSAL_REASON_PAST_CUT_OFF, "delivery_day"},
    {"yesterday", [](auto& o) { o.set_delivery_day(monday - 1); }, v1::REFUSAL_REASON_PAST_CUT_OFF, "delivery_day"},
    {"long ago", [](auto& o) { o.set_delivery_day(-2'000'000'000); }, v1::REFUSAL_REASON_PAST_CUT_OFF, "delivery_day"},
    {"61 days ahead", [](auto& o) { o.set_delivery_day(monday + 61); }, v1::REFUSAL_REASON_TOO_FAR_AHEAD,
     "delivery_day"},
    {"in some millennia", [](auto& o) { o.set_delivery_day(2'000'000'000); }, v1::REFUSAL_REASON_TOO_FAR_AHEAD,
     "delivery_day"},

    {"no lines", [](auto& o) { o.clear_lines(); }, v1::REFUSAL_REASON_EMPTY_ORDER, "lines"},
    {"201 lines",
     [](auto& o) {
       for (std::uint64_t i = 1; i <= 200; ++i) *o.add_lines() = line(i, 1);
     },
     v1::REFUSAL_REASON_INVALID, "lines"},
    {"a line of nothing", [](auto& o) { *o.add_lines() = line(0, 1); }, v1::REFUSAL_REASON_INVALID, "lines[1].gtin"},
    {"milk twice", [](auto& o) { *o.add_lines() = line(milk, 1); }, v1::REFUSAL_REASON_DUPLICATE_LINE, "lines[1].gtin",
     milk},
    {"goods nobody sells", [](auto& o) { *o.add_lines() = line(unheard_of, 1); }, v1::REFUSAL_REASON_UNKNOWN_PRODUCT,
     "lines[1].gtin", unheard_of},
    {"goods without a price", [](auto& o) { *o.add_lines() = line(unpriced, 1); }, v1::REFUSAL_REASON_PRICE_UNKNOWN,
     "lines[1].gtin", unpriced},
    {"goods no longer sold", [](auto& o) { *o.add_lines() = line(withdrawn, 1); }, v1::REFUSAL_REASON_WITHDRAWN_PRODUCT,
     "lines[1].gtin", withdrawn},
    {"none of it", [](auto& o) { *o.add_lines() = line(soda, 0); }, v1::REFUSAL_REASON_BAD_QUANTITY,
     "lines[1].quantity", soda},
    {"a thousand of it", [](auto& o) { *o.add_lines() = line(soda, 1000); }, v1::REFUSAL_REASON_BAD_QUANTITY,
     "lines[1].quantity", soda},
    {"51 kg of bananas", [](auto& o) { *o.add_lines() = line(bananas, 50'001); }, v1::REFUSAL_REASON_BAD_QUANTITY,
     "lines[1].quantity", bananas},
    {"a wish nobody knows", [](auto& o) { o.mutable_lines(0)->set_wish(static_cast<orders::v1::SubstitutionWish>(9)); },
     v1::REFUSAL_REASON_INVALID, "lines[0].wish", milk},
    {"milk instead of milk", [](auto& o) { o.mutable_lines(0)->set_alternative_gtin(milk); },
     v1::REFUSAL_REASON_INVALID, "lines[0].alternative_gtin", milk},
    {"an alternative nobody sells", [](auto& o) { o.mutable_lines(0)->set_alternative_gtin(unheard_of); },
     v1::REFUSAL_REASON_UNKNOWN_PRODUCT, "lines[0].alternative_gtin", unheard_of},
    {"a reason under another's key",
     [](auto& o) { o.mutable_lines(0)->mutable_warning_passed_reason()->set_key_id("ola"); },
     v1::REFUSAL_REASON_INVALID, "lines[0].warning_passed_reason", milk},
    {"more than one drop may weigh", [](auto& o) { *o.add_lines() = line(soda, 13); }, v1::REFUSAL_REASON_TOO_HEAVY,
     "lines"},
};

TEST(PlaceOrder, IsRefusedWithAReasonAndNotASecondTime) {
  for (const auto& row : refused_rows) {
    SCOPED_TRACE(row.story);
    auto order = an_order("o1");
    row.but(order);
    OrderingStory ordering;
    ordering.when(order, "c1").then_refused(row.reason, row.field, row.gtin);
    ordering.when_again().then_nothing();
  }
}

TEST(PlaceOrder, TellsWhoIsRefusedButRepeatsNoImpossibleId) {
  v1::OrderRefused refused;
  refused.set_order_id("o1");
  refused.set_citizen_id("kari");
  refused.set_command_id("c1");
  refused.set_action("place");
  refused.set_reason(v1::REFUSAL_REASON_UNKNOWN_WINDOW);
  refused.set_field("window_id");
  OrderingStory ordering;
  ordering.when(an_order("o1", "night"), "c1").then(refused);
  EXPECT_EQ(ordering.subject(), "order/o1");

  ordering.when(an_order("Storgata 1, Sandvika"), "c2").then_refused(v1::REFUSAL_REASON_INVALID, "order_id");
  EXPECT_EQ(ordering.said<v1::OrderRefused>()->order_id(), "");
  EXPECT_EQ(ordering.subject(), "area/3024-sandvika");
}

TEST(PlaceOrder, NeedsAnArea) {
  OrderingStory ordering;
  ordering.in_area("3024-bekkestua").when(an_order("o1")).then_refused(v1::REFUSAL_REASON_UNKNOWN_AREA);
}

TEST(PlaceOrder, IsNotForACitizenOfAnotherArea) {
  auto elsewhere = the_area();
  elsewhere.mutable_area()->set_area_id("3024-bekkestua");
  OrderingStory ordering;
  ordering.in_area("3024-bekkestua").given(elsewhere).when(an_order("o1"));
  ordering.then_refused(v1::REFUSAL_REASON_UNKNOWN_CITIZEN, "citizen_id");
}

TEST(PlaceOrder, IsNotForACitizenWhoseServiceHasEnded) {
  auto kari = a_citizen("kari");
  kari.mutable_citizen()->set_active(false);
  OrderingStory ordering;
  ordering.given(kari).when(an_order("o1")).then_refused(v1::REFUSAL_REASON_CITIZEN_INACTIVE, "citizen_id");
}

TEST(PlaceOrder, KeepsToTheCapacityOfTheWindowAndDay) {
  OrderingStory ordering;
  ordering.given(an_order("o1"), an_order("o2"), an_order("o3"));
  ordering.when(an_order("o4"), "c4").then_refused(v1::REFUSAL_REASON_WINDOW_FULL, "window_id");
  ordering.when(an_order("o4", "morning", thursday), "c5").then_placed();
  ordering.when(an_order("o5", "today"), "c6").then_placed();
}

TEST(PlaceOrder, MayUseARefusedOrdersIdAgain) {
  OrderingStory ordering;
  ordering.when(an_order("o1", "night"), "c1").then_refused(v1::REFUSAL_REASON_UNKNOWN_WINDOW, "window_id");
  ordering.when(an_order("o1", "dusk"), "c2").then_refused(v1::REFUSAL_REASON_UNKNOWN_WINDOW, "window_id");
  ordering.when(an_order("o1"), "c3").then_placed();
  for (const auto* repeated : {"c1", "c2", "c3"}) ordering.when(an_order("o1"), repeated).then_nothing();
}

TEST(PlaceOrder, MayNotUseAStandingOrdersId) {
  OrderingStory ordering;
  ordering.when(an_order("o1"), "c1").then_placed();
  ordering.when(an_order("o1"), "c2").then_refused(v1::REFUSAL_REASON_ORDER_ID_TAKEN, "order_id");
  ordering.when(an_order("o1"), "c2").then_nothing();
  ordering.when(an_order("o1"), "c1").then_nothing();
}

TEST(Commands, ThatCannotBeDecidedArePoison) {
  OrderingStory ordering;
  ordering.when_bytes_on("ordering.commands.v1", "\xff\xff").then_poison();
  ordering.when(v1::OrderingCommand{}, "c1").then_poison();
  ordering.when(an_order("o1"), std::string(257, 'c')).then_poison();
  ordering.when(an_order("o1")).then_placed();
}

}  // namespace
}  // namespace matbud::ordering::story
