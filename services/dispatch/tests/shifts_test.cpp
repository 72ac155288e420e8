// Drivers coming on and going off shift, and the doorsteps they go to.
#include <gtest/gtest.h>

#include <functional>

#include "dispatch_stories.h"

namespace matbud::dispatch::stories {
namespace {

using v1::DriverOffShift;
using v1::DriverOnShift;

TEST(EndShift, ByADriverIsOfTheirOwnShiftAlone) {
  auto dispatch = a_dispatch();
  auto by_bo = end("anne-monday");
  by_bo.set_driver_id("bo");
  dispatch.given(anne_today()).when(by_bo);
  dispatch.then_like(refused(v1::DISPATCH_REFUSAL_OTHER_DRIVER, "shift anne-monday"));
  auto by_anne = end("anne-monday");
  by_anne.set_driver_id("anne");
  dispatch.when(by_anne);
  EXPECT_NE(dispatch.said<v1::DriverOffShift>(), nullptr);
}

TEST(Shifts, StartOnce) {
  DriverOnShift expected;
  *expected.mutable_shift() = anne_today().shift();
  auto dispatch = a_dispatch();
  dispatch.when(anne_today()).then_like(expected);
  dispatch.when_again().then_nothing();
  dispatch.when(anne_today()).then_like(refused(v1::DISPATCH_REFUSAL_ALREADY, "shift anne-monday"));
}

TEST(Shifts, OfOneDriverNeverOverlap) {
  auto dispatch = a_dispatch();
  dispatch.given(anne_today());
  dispatch.when(start(a_shift("s2", "anne", monday_8 + hours{12}, monday_8 + hours{20})))
      .then_like(refused(v1::DISPATCH_REFUSAL_OVERLAPPING_SHIFT, "shift anne-monday"));
  dispatch.when(start(a_shift("s3", "anne", monday_8 - hours{5}, monday_8 + hours{20})))
      .then_like(refused(v1::DISPATCH_REFUSAL_OVERLAPPING_SHIFT, "shift anne-monday"));
  dispatch.when(start(a_shift("s4", "anne", monday_8 + hours{13}, monday_8 + hours{20})));
  EXPECT_NE(dispatch.said<DriverOnShift>(), nullptr) << "the next may begin when the first ends";
  dispatch.when(start(a_shift("s5", "bo", monday_8, monday_8 + hours{8})));
  EXPECT_NE(dispatch.said<DriverOnShift>(), nullptr) << "another driver";
}

TEST(Shifts, AreRefusedWhenTheyCannotBe) {
  struct Row {
    const char* why;
    std::function<void(v1::Shift&)> spoil;
  };
  const Row rows[] = {
      {"shift_id: missing", [](auto& shift) { shift.clear_shift_id(); }},
      {"driver_id: missing", [](auto& shift) { shift.clear_driver_id(); }},
      {"area_id: not the area the command was sent to", [](auto& shift) { shift.set_area_id("3024-kolsas"); }},
      {"ends_at_ms: not after starts_at_ms", [](auto& shift) { shift.set_ends_at_ms(shift.starts_at_ms()); }},
      {"ends_at_ms: already past",
       [](auto& shift) {
         shift.set_starts_at_ms(1);
         shift.set_ends_at_ms(2);
       }},
      {"capacity_boxes: a vehicle without room", [](auto& shift) { shift.set_capacity_boxes(0); }},
      {"depot_latitude_e7: beyond a pole", [](auto& shift) { shift.set_depot_latitude_e7(910'000'000); }},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.why);
    auto shift = anne_today();
    row.spoil(*shift.mutable_shift());
    auto dispatch = a_dispatch();
    dispatch.when(shift).then_like(refused(v1::DISPATCH_REFUSAL_INVALID, row.why));
    dispatch.when_again().then_nothing();
  }
}

TEST(Shifts, EndOnceAndNeverStartAgain) {
  DriverOffShift expected;
  expected.set_shift_id("anne-monday");
  expected.set_driver_id("anne");
  auto dispatch = a_dispatch();
  dispatch.given(anne_today()).when(end("anne-monday")).then_like(expected);
  dispatch.when(end("anne-monday")).then_like(refused(v1::DISPATCH_REFUSAL_ALREADY, "shift anne-monday"));
  dispatch.when(anne_today())
      .then_like(refused(v1::DISPATCH_REFUSAL_INVALID, "shift_id: taken by another shift, or ended"));
  dispatch.when(start(a_shift("again", "anne", monday_8, monday_8 + hours{4})));
  EXPECT_NE(dispatch.said<DriverOnShift>(), nullptr) << "the ended shift keeps nobody";
  dispatch.when(end("unknown")).then_like(refused(v1::DISPATCH_REFUSAL_INVALID, "shift_id: no such shift"));
}

TEST(Shifts, EndNotWhileGoodsAreInTheCar) {
  auto dispatch = a_dispatch();
  dispatch.given(anne_today(), confirmed_today("o1"), packed("o1", today()), leave(annes_run));
  dispatch.when(end("anne-monday")).then_like(refused(v1::DISPATCH_REFUSAL_RUN_NOT_OVER, "run " + annes_run));
  dispatch.given(hand_over("o1")).when(end("anne-monday"));
  EXPECT_NE(dispatch.said<DriverOffShift>(), nullptr);
}

TEST(Shifts, ThatEndGiveTheirOrdersToWhoeverIsThere) {
  auto dispatch = a_dispatch();
  dispatch.given(anne_today(), confirmed_today("o1"), bo_today(), end("anne-monday"));
  dispatch.when(leave(annes_run)).then_like(refused(v1::DISPATCH_REFUSAL_UNKNOWN_RUN));
  dispatch.when_time_passes(monday_8);
  const auto request = last_request(dispatch);
  ASSERT_EQ(request.deliveries_size(), 1);
  EXPECT_EQ(request.deliveries(0).delivery().order_id(), "o1");
  ASSERT_EQ(request.shifts_size(), 1);
  EXPECT_EQ(request.shifts(0).driver_id(), "bo");
}

TEST(Doorsteps, ArePutAndPutAgain) {
  v1::PutDropPoint put;
  put.mutable_drop_point()->set_citizen_id("c1");
  put.mutable_drop_point()->set_area_id(sandvika);
  put.mutable_drop_point()->set_service_minutes(8);
  v1::DropPointPut expected;
  *expected.mutable_drop_point() = put.drop_point();
  auto dispatch = a_dispatch();
  dispatch.when(put, "first").then_like(expected);
  auto moved = put;
  moved.mutable_drop_point()->set_service_minutes(3);
  dispatch.given(moved);
  dispatch.when(put, "first").then_nothing();

  put.mutable_drop_point()->set_area_id("3024-kolsas");
  dispatch.when(put).then_like(refused(v1::DISPATCH_REFUSAL_INVALID, "area_id: not the area the command was sent to"));
  put.mutable_drop_point()->clear_citizen_id();
  dispatch.when(put).then_like(refused(v1::DISPATCH_REFUSAL_INVALID, "citizen_id: missing"));
}

}  // namespace
}  // namespace matbud::dispatch::stories
