// What ordering answers, as people and programs see it.
#include <array>

#include "matbud/api/render.h"
#include "matbud/ordering/v1/events.pb.h"
#include "office.h"

namespace matbud::ordering::http {
namespace {

using nlohmann::json;

/// What somebody else did first, or the time: the same request may be right once it is looked at again.
bool is_conflict(v1::RefusalReason reason) {
  switch (reason) {
    case v1::REFUSAL_REASON_PAST_CUT_OFF:
    case v1::REFUSAL_REASON_WINDOW_FULL:
    case v1::REFUSAL_REASON_VERSION_CHANGED:
    case v1::REFUSAL_REASON_ORDER_NOT_OPEN:
    case v1::REFUSAL_REASON_ORDER_ID_TAKEN: return true;
    default: return false;
  }
}

web::Response refused(const v1::OrderRefused& event) {
  auto detail = words_of(event.reason());
  if (event.gtin() != 0) detail += " (product " + api::gtin_json(event.gtin()).get<std::string>() + ")";
  return web::problem(is_conflict(event.reason()) ? 409 : 422, detail, api::pointer_from_path(event.field()),
                      code_of(event.reason()));
}

json order_outcome(const char* outcome, const orders::v1::ReleasedOrder& order, std::uint32_t weight_grams,
                   const v1::Spending* spending) {
  return {{"outcome", outcome},
          {"order", api::json_of(order)},
          {"weight_grams", weight_grams},
          {"spending", spending != nullptr ? json{{"ordered_ore", spending->ordered_ore()},
                                                  {"budget_month_ore", spending->budget_ore()}}
                                           : json{}}};
}

web::Response placed(const v1::OrderPlaced& event) {
  auto body =
      order_outcome("placed", event.order(), event.weight_grams(), event.has_spending() ? &event.spending() : nullptr);
  body["released_at_ms"] = event.released_at_ms() == 0 ? json{} : json(event.released_at_ms());
  auto response = api::json_response(201, body);
  response.headers.emplace_back("Location", base + "/orders/" + event.order().order_id());
  return response;
}

}  // namespace

web::Response tell(const api::Answered& answered) {
  using Event = v1::OrderingEvent;
  Event event;
  const auto value = answered.record.value;
  if (!event.ParseFromArray(value.data(), static_cast<int>(value.size())))
    return web::problem(500, "the answer does not decode");
  switch (event.event_case()) {
    case Event::kOrderPlaced: return placed(event.order_placed());
    case Event::kOrderAmended: {
      const auto& amended = event.order_amended();
      return api::json_response(200, order_outcome("amended", amended.order(), amended.weight_grams(),
                                                   amended.has_spending() ? &amended.spending() : nullptr));
    }
    case Event::kOrderCancelled:
      return api::json_response(200, {{"outcome", "cancelled"},
                                      {"order_id", event.order_cancelled().order_id()},
                                      {"citizen_id", event.order_cancelled().citizen_id()}});
    case Event::kOrderRefused: return refused(event.order_refused());
    case Event::kCitizenRegistered:
      return api::json_response(
          200, {{"outcome", "registered"}, {"citizen_id", event.citizen_registered().citizen().citizen_id()}});
    case Event::kStandingOrderPut:
      return api::json_response(200,
                                {{"outcome", "standing_order_put"},
                                 {"standing_order_id", event.standing_order_put().standing_order().standing_order_id()},
                                 {"next_delivery_day", api::date_json(event.standing_order_put().next_delivery_day())},
                                 {"next_due_at_ms", event.standing_order_put().next_due_at_ms() == 0
                                                        ? json{}
                                                        : json(event.standing_order_put().next_due_at_ms())}});
    case Event::kAreaDefined:
      return api::json_response(200, {{"outcome", "area_defined"}, {"area_id", event.area_defined().area().area_id()}});
    case Event::kProductsPut:
      return api::json_response(200, {{"outcome", "products_put"},
                                      {"grocer_id", event.products_put().grocer_id()},
                                      {"products", event.products_put().products_size()}});
    case Event::kFeedbackGiven:
      return api::json_response(201,
                                {{"outcome", "feedback_given"}, {"feedback_id", event.feedback_given().feedback_id()}});
    default: return api::json_response(200, {{"outcome", "done"}});
  }
}

std::string code_of(v1::RefusalReason reason) {
  const auto* const value = v1::RefusalReason_descriptor()->FindValueByNumber(reason);
  return value == nullptr ? "unknown" : api::word_of_enum(*value);
}

std::string words_of(v1::RefusalReason reason) {
  switch (reason) {
    case v1::REFUSAL_REASON_EMPTY_ORDER: return "the order has no lines";
    case v1::REFUSAL_REASON_UNKNOWN_CITIZEN: return "nobody has registered this citizen in the area";
    case v1::REFUSAL_REASON_CITIZEN_INACTIVE: return "the citizen's service has ended";
    case v1::REFUSAL_REASON_UNKNOWN_WINDOW: return "the area has no such delivery window";
    case v1::REFUSAL_REASON_NO_DELIVERY_THAT_DAY: return "the window does not deliver on that day";
    case v1::REFUSAL_REASON_PAST_CUT_OFF: return "it is past the cut-off";
    case v1::REFUSAL_REASON_WINDOW_FULL: return "the window is full that day";
    case v1::REFUSAL_REASON_UNKNOWN_PRODUCT: return "the catalogue has no such product";
    case v1::REFUSAL_REASON_PRICE_UNKNOWN: return "the product has no known price";
    case v1::REFUSAL_REASON_BAD_QUANTITY: return "the quantity is zero or more than one order may hold";
    case v1::REFUSAL_REASON_TOO_HEAVY: return "the order weighs more than one delivery may";
    case v1::REFUSAL_REASON_UNKNOWN_ORDER: return "there is no such order in the area";
    case v1::REFUSAL_REASON_VERSION_CHANGED: return "the order was changed since it was looked at";
    case v1::REFUSAL_REASON_ORDER_NOT_OPEN: return "the order is with the grocer, on its way, or has ended";
    case v1::REFUSAL_REASON_ORDER_ID_TAKEN: return "the id is another order's";
    case v1::REFUSAL_REASON_UNKNOWN_AREA: return "there is no such area";
    case v1::REFUSAL_REASON_INVALID: return "the value cannot be";
    case v1::REFUSAL_REASON_DUPLICATE_LINE: return "the same product stands on two lines";
    case v1::REFUSAL_REASON_NOT_OFFERED: return "this is not offered";
    case v1::REFUSAL_REASON_TOO_FAR_AHEAD: return "the day is too far ahead";
    case v1::REFUSAL_REASON_WITHDRAWN_PRODUCT: return "the grocer no longer sells the product";
    case v1::REFUSAL_REASON_WARNING_NOT_PASSED:
      return "the citizen must not get the product, or nobody knows; the line needs a reason to go on";
    case v1::REFUSAL_REASON_DIET_UNREADABLE: return "the citizen's diet cannot be read, so nothing can be checked";
    case v1::REFUSAL_REASON_AGE_LIMIT: return "the citizen's age has not been seen to, or is below the product's limit";
    case v1::REFUSAL_REASON_ALCOHOL_NOT_OFFERED: return "alcohol is not delivered in this area";
    case v1::REFUSAL_REASON_ALCOHOL_TOO_STRONG: return "the product holds more alcohol than a grocer may sell";
    case v1::REFUSAL_REASON_ALCOHOL_HOURS: return "alcohol may not be handed over in this window that day";
    case v1::REFUSAL_REASON_MAY_NOT_ORDER: return "who asks may not order for this citizen";
    case v1::REFUSAL_REASON_NOT_DELIVERED: return "the order has not been delivered";
    case v1::REFUSAL_REASON_NEVER_DELIVERED: return "no delivery of the standing order is to come";
    case v1::REFUSAL_REASON_PRICE_NOT_VALID_YET: return "the product's price is not valid yet";
    default: return "it was refused";
  }
}

}  // namespace matbud::ordering::http
