// What must be seen to at the door: age, the hours of alcohol, goods that stay in the car.
#include <gtest/gtest.h>

#include "dispatch_stories.h"

namespace matbud::dispatch::stories {
namespace {

using v1::DeliveryDone;

/// Anne is on the road with beer for o1, which may be handed over until 18:00.
processor::testing::DeciderSpec beer_on_the_road() {
  auto with_beer = packed("o1", today());
  with_beer.mutable_hand_over()->set_age_limit_years(18);
  with_beer.mutable_hand_over()->set_alcohol_until_ms(to_ms(monday_8 + hours{9}));
  auto dispatch = a_dispatch();
  dispatch.given(anne_today(), confirmed_today("o1"), with_beer, leave(annes_run));
  return dispatch;
}

v1::CompleteDelivery with_age_checked() {
  auto command = hand_over("o1");
  command.set_age_checked(true);
  return command;
}

TEST(HandOver, OfGoodsWithAnAgeLimitNeedsALookAtTheReceiver) {
  auto dispatch = beer_on_the_road();
  dispatch.when(hand_over("o1")).then_like(refused(v1::DISPATCH_REFUSAL_AGE_NOT_CHECKED, "order o1"));
  dispatch.when(with_age_checked());
  ASSERT_NE(dispatch.said<DeliveryDone>(), nullptr);
  EXPECT_TRUE(dispatch.said<DeliveryDone>()->age_checked());
}

TEST(HandOver, OfAlcoholEndsAtItsLastMoment) {
  auto dispatch = beer_on_the_road();
  dispatch.at(monday_8 + hours{9}).when(with_age_checked());
  dispatch.then_like(refused(v1::DISPATCH_REFUSAL_ALCOHOL_HOURS, "order o1"));
  // The rest of the order is handed over; the beer stays in the car.
  auto without_beer = hand_over("o1");
  without_beer.set_alcohol_kept_back(true);
  auto& kept = *without_beer.add_kept_back();
  kept.set_gtin(7038010000089);
  kept.set_reason("hours");
  dispatch.when(without_beer);
  ASSERT_NE(dispatch.said<DeliveryDone>(), nullptr);
  EXPECT_EQ(dispatch.said<DeliveryDone>()->kept_back(0).reason(), "hours");
}

TEST(HandOver, OfAlcoholDoesNotBeginBeforeItsFirstMoment) {
  auto beer = packed("o1", today());
  beer.mutable_hand_over()->set_age_limit_years(18);
  beer.mutable_hand_over()->set_alcohol_from_ms(to_ms(monday_8 + hours{1}));
  beer.mutable_hand_over()->set_alcohol_until_ms(to_ms(monday_8 + hours{9}));
  auto dispatch = a_dispatch();
  dispatch.given(anne_today(), confirmed_today("o1"), beer, leave(annes_run));
  dispatch.at(monday_8 + minutes{59}).when(with_age_checked());
  dispatch.then_like(refused(v1::DISPATCH_REFUSAL_ALCOHOL_HOURS, "order o1"));
  dispatch.at(monday_8 + hours{1}).when(with_age_checked());
  EXPECT_NE(dispatch.said<DeliveryDone>(), nullptr);
}

/// Anne is on the road with tobacco for o1, and with beer when `and_beer`.
processor::testing::DeciderSpec tobacco_on_the_road(bool and_beer) {
  auto tobacco = packed("o1", today());
  tobacco.mutable_hand_over()->set_age_limit_years(18);
  tobacco.mutable_hand_over()->set_age_limit_without_alcohol_years(18);
  if (and_beer) tobacco.mutable_hand_over()->set_alcohol_until_ms(to_ms(monday_8 + hours{9}));
  auto dispatch = a_dispatch();
  dispatch.given(anne_today(), confirmed_today("o1"), tobacco, leave(annes_run));
  return dispatch;
}

TEST(HandOver, WithoutTheAlcoholStillNeedsALookAtTheReceiverForOtherGoodsWithAnAgeLimit) {
  auto without_alcohol = hand_over("o1");
  without_alcohol.set_alcohol_kept_back(true);
  for (const bool and_beer : {true, false}) {
    SCOPED_TRACE(and_beer);
    auto dispatch = tobacco_on_the_road(and_beer);
    dispatch.when(without_alcohol).then_like(refused(v1::DISPATCH_REFUSAL_AGE_NOT_CHECKED, "order o1"));
    auto seen_to = without_alcohol;
    seen_to.set_age_checked(true);
    dispatch.when(seen_to);
    EXPECT_NE(dispatch.said<DeliveryDone>(), nullptr);
  }
}

TEST(HandOver, OfTheRestNeedsNoLookWhenWhatHasAnAgeLimitGoesBack) {
  auto dispatch = tobacco_on_the_road(true);
  auto without = hand_over("o1");
  without.set_alcohol_kept_back(true);
  without.add_kept_back()->set_reason("age");
  dispatch.when(without);
  ASSERT_NE(dispatch.said<DeliveryDone>(), nullptr);
  EXPECT_FALSE(dispatch.said<DeliveryDone>()->age_checked());
}

TEST(HandOver, OfAlcoholInTimeIsBelievedOfAPhoneThatHadNoNet) {
  auto dispatch = beer_on_the_road();
  auto command = with_age_checked();
  command.set_said_at_ms(to_ms(monday_8 + hours{9} - minutes{1}));
  dispatch.at(monday_8 + hours{10}).when(command);
  EXPECT_NE(dispatch.said<DeliveryDone>(), nullptr);
}

TEST(HandOver, SaysWhyGoodsStayInTheCar) {
  auto dispatch = beer_on_the_road();
  auto command = with_age_checked();
  command.add_kept_back()->set_reason("I was in a hurry");
  dispatch.when(command).then_like(
      refused(v1::DISPATCH_REFUSAL_INVALID, "kept_back[0].reason: not one of those known"));
}

v1::PutDropPoint a_doorstep(const std::string& whose, const std::string& sealed_point) {
  v1::PutDropPoint command;
  command.mutable_drop_point()->set_citizen_id(whose);
  command.mutable_drop_point()->set_area_id(sandvika);
  command.mutable_drop_point()->mutable_point()->set_key_id(whose);
  command.mutable_drop_point()->mutable_point()->set_box(sealed_point);
  return command;
}

TEST(HandOver, AtAUnitsBaseSaysSo) {
  auto to_the_unit = packed("o1", today());
  to_the_unit.mutable_hand_over()->set_at_unit("vest");
  auto dispatch = a_dispatch();
  dispatch.given(anne_today(), confirmed_today("o1"), to_the_unit, leave(annes_run));
  dispatch.when(hand_over("o1"));
  ASSERT_NE(dispatch.said<DeliveryDone>(), nullptr);
  EXPECT_EQ(dispatch.said<DeliveryDone>()->at_unit(), "vest");
}

TEST(HandOver, AtAUnitsBaseSendsNobodyToTheCitizensDoor) {
  auto to_the_unit = packed("o1");
  to_the_unit.mutable_hand_over()->set_at_unit("vest");
  for (const bool base_is_known : {true, false}) {
    auto dispatch = a_dispatch();
    dispatch.given(anne_tomorrow(), a_doorstep("citizen-o1", "their door"));
    if (base_is_known) dispatch.given(a_doorstep("vest", "the base"));
    dispatch.given(to_the_unit);
    dispatch.when_time_passes(tuesday_8 - plan_lead);
    const auto planned = last_request(dispatch).deliveries(0);
    EXPECT_EQ(planned.point().box(), base_is_known ? "the base" : "");
  }
}

}  // namespace
}  // namespace matbud::dispatch::stories
