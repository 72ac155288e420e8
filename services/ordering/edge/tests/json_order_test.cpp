#include "matbud/ordering/edge/json_order.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace matbud::ordering::edge {
namespace {

using testing::HasSubstr;

privacy::v1::Sealed seal(const CitizenId& citizen, std::string_view field, std::string_view clear_text) {
  privacy::v1::Sealed sealed;
  sealed.set_key_id(citizen.value());
  sealed.set_box("sealed(" + std::string{field} + ": " + std::string{clear_text} + ")");
  return sealed;
}

Result<OrderCommand> read(std::string_view json) { return order_from_json(json, "api", seal); }

const std::string placed = R"({
  "command": "place_order",
  "area_id": "3024-sandvika",
  "command_id": "c-1",
  "order_id": "o-7f3a",
  "citizen_id": "z-1",
  "window_id": "morning",
  "delivery_day": "2026-11-24",
  "ordered_by": "worker-1",
  "visit_id": "visit-1",
  "buyer_reference": "Rekvisisjon 12",
  "note_to_driver": "Ring på\nto ganger",
  "note_to_home_care": "Sett melken kaldt",
  "lines": [
    {"gtin": "5700002010407", "quantity": 2, "wish": "similar", "alternative_gtin": "73513537"},
    {"gtin": "05700002010407", "quantity": 350, "wish": "never", "warning_passed_reason": "Spiser det hver dag"},
    {"gtin": "73513537", "quantity": 1}
  ]
})";

/// `placed` with one piece of text for another.
std::string placed_with(std::string_view piece, std::string_view other) {
  auto json = placed;
  const auto at = json.find(piece);
  if (at == std::string::npos) throw std::logic_error{"the order has no " + std::string{piece}};
  return json.replace(at, piece.size(), other);
}

TEST(JsonOrder, IsPlacedAsWritten) {
  const auto command = read(placed);
  ASSERT_TRUE(command) << command.error().message;
  EXPECT_EQ(command->area, AreaId{"3024-sandvika"});
  EXPECT_EQ(command->command_id, "c-1");
  const auto& order = command->command.place_order();
  EXPECT_EQ(order.order_id(), "o-7f3a");
  EXPECT_EQ(order.citizen_id(), "z-1");
  EXPECT_EQ(order.window_id(), "morning");
  EXPECT_EQ(order.delivery_day(), 20'781);
  EXPECT_EQ(order.channel(), "api");
  EXPECT_EQ(order.buyer_reference(), "Rekvisisjon 12");
  ASSERT_EQ(order.lines_size(), 3);
  EXPECT_EQ(order.lines(0).gtin(), 5700002010407U);
  EXPECT_EQ(order.lines(0).alternative_gtin(), 73513537U);
  EXPECT_EQ(order.lines(0).wish(), orders::v1::SUBSTITUTION_WISH_SIMILAR);
  EXPECT_EQ(order.lines(1).gtin(), 5700002010407U);
  EXPECT_EQ(order.lines(1).quantity(), 350U);
  EXPECT_EQ(order.lines(1).wish(), orders::v1::SUBSTITUTION_WISH_NEVER);
  EXPECT_EQ(order.lines(2).wish(), orders::v1::SUBSTITUTION_WISH_UNSPECIFIED);
  EXPECT_EQ(order.lines(2).alternative_gtin(), 0U);
}

TEST(JsonOrder, HasItsFreeTextsSealedEachForItsField) {
  const auto command = read(placed);
  ASSERT_TRUE(command) << command.error().message;
  const auto& order = command->command.place_order();
  EXPECT_EQ(order.note_to_driver().box(), "sealed(matbud.ordering.v1.PlaceOrder.note_to_driver: Ring på\nto ganger)");
  EXPECT_EQ(order.note_to_driver().key_id(), "z-1");
  EXPECT_EQ(order.note_to_home_care().box(),
            "sealed(matbud.ordering.v1.PlaceOrder.note_to_home_care: Sett melken kaldt)");
  EXPECT_FALSE(order.lines(0).has_warning_passed_reason());
  EXPECT_EQ(order.lines(1).warning_passed_reason().box(),
            "sealed(matbud.orders.v1.OrderLine.warning_passed_reason: Spiser det hver dag)");
}

TEST(JsonOrder, MayBeAmendedAndCancelled) {
  const auto amended = read(R"({"command":"amend_order","area_id":"3024-sandvika","command_id":"c-2","order_id":"o-1",
    "expected_version":3,"amended_by":"worker-1","lines":[{"gtin":"73513537","quantity":100000}]})");
  ASSERT_TRUE(amended) << amended.error().message;
  EXPECT_EQ(amended->command.amend_order().expected_version(), 3U);
  EXPECT_EQ(amended->command.amend_order().lines(0).quantity(), 100'000U);

  const auto cancelled = read(R"({"command":"cancel_order","area_id":"3024-sandvika","command_id":"c-3",
    "order_id":"o-1","citizen_id":"z-1","cancelled_by":"worker-1","orderer_unit":"vest","reason":"Innlagt"})");
  ASSERT_TRUE(cancelled) << cancelled.error().message;
  EXPECT_EQ(cancelled->command.cancel_order().orderer_unit(), "vest");
  EXPECT_EQ(cancelled->command.cancel_order().reason().box(), "sealed(matbud.ordering.v1.CancelOrder.reason: Innlagt)");
}

TEST(JsonOrder, BecomesARecordOfItsOrder) {
  const auto record = to_record(read(placed).value());
  EXPECT_EQ(record.topic, "ordering.commands.v1");
  EXPECT_EQ(record.key, "3024-sandvika");
  EXPECT_EQ(record.id, "c-1");
  EXPECT_EQ(record.type, "matbud.ordering.v1.PlaceOrder");
  EXPECT_EQ(record.subject, "order/o-7f3a");
  EXPECT_FALSE(record.partition);
}

TEST(JsonOrder, ThatIsWrongIsToldWhere) {
  struct Row {
    std::string json;
    std::string_view told;
  };
  const Row rows[] = {
      {"", "line 1, column 1: is not JSON"},
      {"[]", "the document: must be an object"},
      {"{} x", "line 1, column 4: is not JSON"},
      {"{\n  \"a\": tru\n}", "line 2, column 11: is not JSON"},
      {"{\"note\": \"bl\xE5\"}", "line 1, column 13: is not UTF-8"},
      {"{}", "/command: is missing"},
      {placed_with("place_order", "place"), "/command: must be one of: place_order, amend_order, cancel_order"},
      {placed_with("\"3024-sandvika\"", "7"), "/area_id: must be a text"},
      {placed_with("3024-sandvika", "3024 sandvika"), "/area_id: must be an id"},
      {placed_with("o-7f3a", std::string(65, 'a')), "/order_id: must be an id"},
      {placed_with("\"citizen_id\": \"z-1\",", ""), "/citizen_id: is missing"},
      {placed_with("2026-11-24", "2026-11-31"), "/delivery_day: must be a date"},
      {placed_with("2026-11-24", "24.11.2026"), "/delivery_day: must be a date"},
      {placed_with("\"2026-11-24\"", "20781"), "/delivery_day: must be a text"},
      {placed_with("\"5700002010407\"", "5700002010407"), "/lines/0/gtin: must be a text"},
      {placed_with("\"5700002010407\"", "\"5700002010406\""), "/lines/0/gtin: GTIN 5700002010406 has check digit 6"},
      {placed_with("\"73513537\"},", "\"73513538\"},"), "/lines/0/alternative_gtin: GTIN 73513538"},
      {placed_with("\"quantity\": 350", "\"quantity\": 0"), "/lines/1/quantity: is 0; 1 to 100000 is allowed"},
      {placed_with("\"quantity\": 350", "\"quantity\": -1"), "/lines/1/quantity: is -1; 1 to 100000 is allowed"},
      {placed_with("\"quantity\": 350", "\"quantity\": 100001"), "/lines/1/quantity: is 100001"},
      {placed_with("\"quantity\": 350", "\"quantity\": 2.0"), "/lines/1/quantity: must be a whole number"},
      {placed_with("\"quantity\": 350", "\"quantity\": 1e2"), "/lines/1/quantity: must be a whole number"},
      {placed_with("\"quantity\": 350", "\"quantity\": 99999999999999999999999"), "/lines/1/quantity: must be a whole"},
      {placed_with("\"quantity\": 350", "\"quantity\": \"350\""), "/lines/1/quantity: must be a whole number"},
      {placed_with("\"quantity\": 350", "\"quantity\": null"), "/lines/1/quantity: must be a whole number"},
      {placed_with("\"quantity\": 350", "\"qty\": 350"), "/lines/1/quantity: is missing"},
      {placed_with("\"wish\": \"never\"", "\"wish\": \"maybe\""), "/lines/1/wish: must be one of: similar, ask, never"},
      {placed_with("\"quantity\": 350", "\"quantity\": 350, \"price_ore\": 1"), "/lines/1/price_ore: is not a field"},
      {placed_with("\"quantity\": 350", "\"quantity\": 350, \"quantity\": 3"), "/lines/1/quantity: is given twice"},
      {placed_with("\"ordered_by\"", "\"order_id\""), "/order_id: is given twice"},
      {placed_with("\"ordered_by\"", "\"orderd/by~\""), "/orderd~1by~0: is not a field of this document"},
      {placed_with("Ring på", "Ring\\u0000på"), "/note_to_driver: holds a control character"},
      {placed_with("Ring på", std::string(2'001, 'x')), "/note_to_driver: is longer than 2000 characters"},
      {placed_with("Sett melken kaldt", ""), "/note_to_home_care: is empty"},
      {placed_with("\"lines\": [", "\"lines\": [1, "), "/lines/0: must be an object"},
      {R"({"command":"cancel_order","area_id":"a","command_id":"c","order_id":"o","reason":"x"})",
       "/citizen_id: is missing: /reason is sealed with this citizen's key"},
      {R"({"command":"amend_order","area_id":"a","command_id":"c","order_id":"o","expected_version":1,"lines":[]})",
       "/lines: must be a list of 1 to 200 elements"},
      {R"({"command":"amend_order","area_id":"a","command_id":"c","order_id":"o","expected_version":0,"lines":[]})",
       "/expected_version: is 0"},
  };
  for (const auto& [json, told] : rows) {
    SCOPED_TRACE(json.substr(0, 300));
    const auto command = read(json);
    ASSERT_FALSE(command);
    EXPECT_EQ(command.error().code, Error::Code::invalid);
    EXPECT_THAT(command.error().message, HasSubstr(told));
  }
}

TEST(JsonOrder, IsBoundedInSizeAndDepth) {
  const auto nested = [](std::size_t levels) { return std::string(levels, '[') + std::string(levels, ']'); };
  EXPECT_THAT(read(nested(32)).error().message, HasSubstr("must be an object"));
  EXPECT_THAT(read(nested(33)).error().message, HasSubstr("more than 32 levels"));
  EXPECT_THAT(read(std::string(200'000, '[')).error().message, HasSubstr("more than 32 levels"));
  EXPECT_THAT(read(placed + std::string(262'144 - placed.size(), ' ')).has_value(), true);
  EXPECT_THAT(read(placed + std::string(262'145 - placed.size(), ' ')).error().message, HasSubstr("262145 bytes"));
}

TEST(JsonOrder, SealsNothingOfADocumentItRefuses) {
  int sealed = 0;
  const auto command = order_from_json(placed_with("\"quantity\": 1}", "\"quantity\": 0}"), "api",
                                       [&](const CitizenId&, std::string_view, std::string_view) {
                                         ++sealed;
                                         return privacy::v1::Sealed{};
                                       });
  EXPECT_FALSE(command);
  EXPECT_EQ(sealed, 0);
}

TEST(JsonOrder, CutOrMutatedAnywhereIsReadOrRefusedWithAReason) {
  std::mt19937 random{20261124};
  for (std::size_t size = 0; size < placed.size(); ++size) EXPECT_FALSE(read(placed.substr(0, size)));
  for (int round = 0; round < 10'000; ++round) {
    auto json = placed;
    for (int change = 0; change < 3; ++change) json[random() % json.size()] = static_cast<char>(random() % 256);
    const auto command = read(json);
    EXPECT_TRUE(command.has_value() || !command.error().message.empty());
  }
}

}  // namespace
}  // namespace matbud::ordering::edge
