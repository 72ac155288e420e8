// Who may order for a citizen, what they mean to spend, and where nobody may know that they live.
#include <gtest/gtest.h>

#include "matbud/bridge/v1/events.pb.h"
#include "matbud/dispatch/v1/events.pb.h"
#include "ordering_story.h"

namespace matbud::ordering::story {
namespace {

v1::RegisterCitizen kari_of_unit_vest() {
  auto command = a_citizen("kari");
  command.mutable_citizen()->set_service_unit("vest");
  command.mutable_citizen()->add_orderer_ids("daughter-1");
  return command;
}

v1::PlaceOrder ordered_by(const std::string& who, const std::string& unit) {
  auto order = an_order("o1");
  order.set_ordered_by(who);
  order.set_orderer_unit(unit);
  return order;
}

TEST(WhoMayOrder, IsTheCitizenWhomTheyNameAndTheUnitThatServesThem) {
  for (const auto& order : {ordered_by("", ""), ordered_by("daughter-1", ""), ordered_by("worker-1", "vest")}) {
    OrderingStory ordering;
    ordering.given(kari_of_unit_vest()).when(order).then_placed();
  }
  for (const auto& order : {ordered_by("worker-2", "ost"), ordered_by("worker-1", ""), ordered_by("neighbour", "")}) {
    OrderingStory ordering;
    ordering.given(kari_of_unit_vest()).when(order);
    ordering.then_refused(v1::REFUSAL_REASON_MAY_NOT_ORDER, "ordered_by");
  }
}

TEST(WhoMayOrder, IsWhomTheyNameUpToADayUntilThatDayIsOver) {
  auto kari = kari_of_unit_vest();
  auto& consent = *kari.mutable_citizen()->add_orderers();
  consent.set_orderer_id("neighbour");
  consent.set_last_day(tuesday);
  const auto order = [](const std::string& id) {
    auto wish = an_order(id, "morning", thursday);
    wish.set_ordered_by("neighbour");
    return wish;
  };
  OrderingStory ordering;
  ordering.given(kari).at(oslo(tuesday, 23, 59)).when(order("o1")).then_placed();
  ordering.at(oslo(wednesday, 0)).when(order("o2"));
  ordering.then_refused(v1::REFUSAL_REASON_MAY_NOT_ORDER, "ordered_by");
  auto change = cancelled("o1");
  change.set_cancelled_by("neighbour");
  ordering.when(change).then_refused(v1::REFUSAL_REASON_MAY_NOT_ORDER, "cancelled_by");
}

TEST(WhoMayOrder, IsNotEverybodyOnceTheOnlyConsentHasEnded) {
  auto kari = a_citizen("kari");
  auto& consent = *kari.mutable_citizen()->add_orderers();
  consent.set_orderer_id("neighbour");
  consent.set_last_day(monday - 1);
  OrderingStory ordering;
  ordering.given(kari).when(ordered_by("worker-1", "ost"));
  ordering.then_refused(v1::REFUSAL_REASON_MAY_NOT_ORDER, "ordered_by");
}

TEST(WhoMayOrder, IsToldADayOfEachConsent) {
  auto kari = a_citizen("kari");
  kari.mutable_citizen()->add_orderers()->set_orderer_id("neighbour");
  OrderingStory ordering;
  ordering.when(kari).then_refused(v1::REFUSAL_REASON_INVALID, "citizen.orderers[0].last_day");
  kari.mutable_citizen()->mutable_orderers(0)->set_last_day(tuesday);
  kari.mutable_citizen()->mutable_orderers(0)->set_orderer_id("no id");
  ordering.when(kari).then_refused(v1::REFUSAL_REASON_INVALID, "citizen.orderers[0].orderer_id");
}

TEST(UsualWish, IsThatOfALineThatSaysNothing) {
  auto kari = a_citizen("kari");
  kari.mutable_citizen()->set_usual_wish(orders::v1::SUBSTITUTION_WISH_SIMILAR);
  auto order = an_order("o1");
  *order.add_lines() = line(soda, 1);
  order.mutable_lines(1)->set_wish(orders::v1::SUBSTITUTION_WISH_NEVER);
  OrderingStory ordering;
  ordering.given(kari).when(order).then_placed();
  const auto& lines = ordering.said<v1::OrderPlaced>()->order().lines();
  EXPECT_EQ(lines[0].wish(), orders::v1::SUBSTITUTION_WISH_SIMILAR);
  EXPECT_EQ(lines[1].wish(), orders::v1::SUBSTITUTION_WISH_NEVER);
  ordering.when(amended("o1", 1, {line(soda, 2)}));
  ASSERT_NE(ordering.said<v1::OrderAmended>(), nullptr);
  EXPECT_EQ(ordering.said<v1::OrderAmended>()->order().lines(0).wish(), orders::v1::SUBSTITUTION_WISH_SIMILAR);
}

TEST(WhoMayOrder, IsTheEdgesToSayOfACitizenWithoutUnit) {
  OrderingStory{}.when(ordered_by("worker-1", "ost")).then_placed();
}

v1::RegisterCitizen kari_with_a_budget(std::int64_t month_ore) {
  auto command = a_citizen("kari");
  command.mutable_citizen()->set_budget_month_ore(month_ore);
  return command;
}

constexpr std::int32_t march_2026 = (2026 - 1970) * 12 + 2;

v1::Spending spending(std::int64_t ordered_ore, std::int64_t budget_ore) {
  v1::Spending standing;
  standing.set_month(march_2026);
  standing.set_ordered_ore(ordered_ore);
  standing.set_budget_ore(budget_ore);
  return standing;
}

TEST(Budget, TellsWhatTheMonthComesToAndRefusesNothing) {
  OrderingStory ordering;
  ordering.given(kari_with_a_budget(6000));
  v1::OrderPlaced first;
  *first.mutable_spending() = spending(4980, 6000);
  v1::OrderPlaced second;
  *second.mutable_spending() = spending(9960, 6000);
  ordering.when(an_order("o1")).then_like(first).when(an_order("o2")).then_like(second);
}

TEST(Budget, FollowsWhatIsAmendedAndGivesBackWhatIsWithdrawn) {
  OrderingStory ordering;
  ordering.given(kari_with_a_budget(6000), an_order("o1"), an_order("o2"));
  v1::OrderAmended less;
  *less.mutable_spending() = spending(4980 + 2490, 6000);
  less.set_total_before_ore(4980);
  ordering.when(amended("o2", 1, {line(milk, 1)})).then_like(less);
  ordering.given(cancelled("o1"));
  v1::OrderPlaced next;
  *next.mutable_spending() = spending(2490 + 4980, 6000);
  ordering.when(an_order("o3")).then_like(next);
}

bridge::v1::OrderPacked packed(const std::string& order_id, std::int64_t total_ore) {
  bridge::v1::OrderPacked event;
  event.set_order_id(order_id);
  event.set_total_ore(total_ore);
  return event;
}

TEST(Budget, CountsWhatIsInTheBoxesOnceTheyArePacked) {
  OrderingStory ordering;
  ordering.given(kari_with_a_budget(6000), an_order("o1")).when_time_passes(oslo(tuesday, 16));
  v1::OrderSettled settled;
  settled.set_order_id("o1");
  settled.set_citizen_id("kari");
  settled.set_total_ore(2490);
  *settled.mutable_spending() = spending(2490, 6000);
  ordering.when(packed("o1", 2490)).then(settled);
  ordering.when(packed("o1", 2490)).then_nothing();
  v1::OrderPlaced next;
  *next.mutable_spending() = spending(2490 + 4980, 6000);
  ordering.when(an_order("o2", "morning", thursday)).then_like(next);
}

TEST(Budget, IsSettledOnlyForWhatItCounts) {
  OrderingStory ordering;
  ordering.given(kari_with_a_budget(6000), an_order("o1")).when_time_passes(oslo(tuesday, 16));
  ordering.when(packed("o1", 4980)).then_nothing();
  ordering.when(packed("unheard of", 100)).then_nothing();
  ordering.given(cancelled("o1")).when(packed("o1", 100)).then_nothing();
  OrderingStory without_a_budget;
  without_a_budget.given(an_order("o1")).when_time_passes(oslo(tuesday, 16));
  without_a_budget.when(packed("o1", 100)).then_nothing();
}

TEST(Budget, GivesBackWhatIsTakenOutAtTheCutOff) {
  auto shelf = the_shelf();
  auto& fact = *shelf.mutable_products(0)->add_allergens();
  fact.set_allergen(orders::v1::ALLERGEN_MILK);
  fact.set_state(orders::v1::ALLERGEN_STATE_CONTAINS);
  auto order = an_order("o1");
  *order.add_lines() = line(soda, 1);
  auto allergic = kari_with_a_budget(20'000);
  *allergic.mutable_citizen()->mutable_diet() = sealed_diet("kari", {orders::v1::ALLERGEN_MILK});
  OrderingStory ordering;
  ordering.given(shelf, kari_with_a_budget(20'000), order, allergic).when_time_passes(oslo(tuesday, 16));
  v1::OrderPlaced next;
  *next.mutable_spending() = spending(3300 + 3300, 20'000);
  auto soda_only = an_order("o2", "morning", thursday);
  *soda_only.mutable_lines(0) = line(soda, 1);
  soda_only.mutable_lines(0)->mutable_warning_passed_reason()->set_key_id("kari");
  soda_only.mutable_lines(0)->mutable_warning_passed_reason()->set_box("sealed");
  ordering.when(soda_only).then_like(next);
}

TEST(Budget, CountsByTheMonthOfDelivery) {
  constexpr std::int32_t first_of_april = 20544;  // a Wednesday
  OrderingStory ordering;
  ordering.given(kari_with_a_budget(6000), an_order("o1"));
  auto april = spending(4980, 6000);
  april.set_month(march_2026 + 1);
  v1::OrderPlaced placed;
  *placed.mutable_spending() = april;
  ordering.when(an_order("o2", "morning", first_of_april)).then_like(placed);
}

TEST(Budget, IsNotReckonedForThoseWhoHaveNone) {
  OrderingStory ordering;
  ordering.when(an_order("o1")).then_placed();
  EXPECT_FALSE(ordering.said<v1::OrderPlaced>()->has_spending());
}

TEST(ProtectedAddress, SendsTheGoodsToTheUnitsBase) {
  auto citizen = kari_of_unit_vest();
  citizen.mutable_citizen()->set_address_protected(true);
  OrderingStory ordering;
  ordering.given(citizen).when(an_order("o1")).then_placed();
  EXPECT_EQ(ordering.said<v1::OrderPlaced>()->order().hand_over().at_unit(), "vest");
  citizen.mutable_citizen()->clear_service_unit();
  ordering.when(citizen).then_refused(v1::REFUSAL_REASON_INVALID, "citizen.service_unit");
}

TEST(DatedPrice, HoldsFromItsDayOn) {
  auto now = the_shelf();
  now.mutable_products(0)->set_price_valid_from_day(monday - 30);
  auto from_tuesday = the_shelf();
  from_tuesday.mutable_products(0)->set_price_ore(2790);
  from_tuesday.mutable_products(0)->set_price_valid_from_day(tuesday);
  OrderingStory ordering;
  ordering.given(now, from_tuesday);
  const auto price_at = [&](Timestamp when, const char* id) {
    ordering.at(when).when(an_order(id, "morning", thursday)).then_placed();
    const auto* placed = ordering.said<v1::OrderPlaced>();
    return placed != nullptr
               ? std::pair{placed->order().lines(0).price_ore(), placed->order().lines(0).price_valid_from_day()}
               : std::pair{std::int64_t{0}, 0};
  };
  EXPECT_EQ(price_at(oslo(monday, 23, 59), "o1"), (std::pair{std::int64_t{2490}, monday - 30}));
  EXPECT_EQ(price_at(oslo(tuesday, 0), "o2"), (std::pair{std::int64_t{2790}, tuesday}));
}

TEST(DatedPrice, ThatHasNotComeYetIsNoPrice) {
  auto shelf = the_shelf();
  shelf.mutable_products(0)->set_price_valid_from_day(tuesday);
  OrderingStory ordering{OrderingStory::Nothing{}};
  ordering.given(the_area(), shelf, a_citizen("kari")).when(an_order("o1"));
  ordering.then_refused(v1::REFUSAL_REASON_PRICE_NOT_VALID_YET, "lines[0].gtin", milk);
}

v1::GiveFeedback feedback(const std::string& order_id, std::uint32_t stars, const std::string& words = {}) {
  v1::GiveFeedback command;
  command.set_feedback_id("f1");
  command.set_order_id(order_id);
  command.set_stars(stars);
  if (!words.empty()) {
    command.mutable_words()->set_key_id("kari");
    command.mutable_words()->set_box(words);
  }
  return command;
}

dispatch::v1::DeliveryDone delivered(const std::string& order_id) {
  dispatch::v1::DeliveryDone done;
  done.set_order_id(order_id);
  return done;
}

TEST(Feedback, IsTakenOnAnOrderAndOnAnItem) {
  OrderingStory ordering;
  ordering.given(an_order("o1"));
  v1::FeedbackGiven given;
  given.set_order_id("o1");
  given.set_citizen_id("kari");
  given.set_stars(2);
  given.mutable_words()->set_key_id("kari");
  given.mutable_words()->set_box("sealed words");
  ordering.when(feedback("o1", 2, "sealed words"), "c1").then_like(given).when_again().then_nothing();
  auto on_item = feedback("o1", 5);
  on_item.set_gtin(milk);
  ordering.when(on_item).then_refused(v1::REFUSAL_REASON_NOT_DELIVERED, "order_id");
  ordering.when_time_passes(oslo(tuesday, 16)).given(delivered("o1")).when(on_item).then_like(v1::FeedbackGiven{});
  EXPECT_EQ(ordering.said<v1::FeedbackGiven>()->gtin(), milk);
}

TEST(Feedback, IsOfWhatWasOrdered) {
  auto with_an_alternative = an_order("o1");
  with_an_alternative.mutable_lines(0)->set_alternative_gtin(soda);
  OrderingStory ordering;
  ordering.given(with_an_alternative).when_time_passes(oslo(tuesday, 16)).given(delivered("o1"));
  auto on_item = feedback("o1", 5);
  on_item.set_gtin(bananas);
  ordering.when(on_item).then_refused(v1::REFUSAL_REASON_INVALID, "gtin", bananas);
  on_item.set_gtin(soda);
  ordering.when(on_item).then_like(v1::FeedbackGiven{});
}

TEST(Feedback, IsRefusedWhereThereIsNothingToSpeakOf) {
  OrderingStory ordering;
  ordering.given(an_order("o1"));
  ordering.when(feedback("o2", 3)).then_refused(v1::REFUSAL_REASON_UNKNOWN_ORDER, "order_id");
  ordering.when(feedback("o1", 6)).then_refused(v1::REFUSAL_REASON_INVALID, "stars");
  ordering.when(feedback("o1", 0)).then_refused(v1::REFUSAL_REASON_INVALID, "words");
  auto under_anothers_key = feedback("o1", 1, "sealed");
  under_anothers_key.mutable_words()->set_key_id("ola");
  ordering.when(under_anothers_key).then_refused(v1::REFUSAL_REASON_INVALID, "words");
}

}  // namespace
}  // namespace matbud::ordering::story
