// What must be true of orders as ordering tells them.
#include "house_rules.h"

namespace matbud::simulation {

void HouseRules::judge(const ordering::v1::OrderingEvent& event, Timestamp at) {
  using Event = ordering::v1::OrderingEvent;
  switch (event.event_case()) {
    case Event::kOrderPlaced: return placed(event.order_placed());
    case Event::kOrderAmended: {
      auto& order = known(event.order_amended().order().order_id(), "amended");
      expect(!order.released && !order.cancelled, cause_first,
             "an order was amended after it was released or cancelled");
      expect(event.order_amended().order().version() == order.version + 1, cause_first, "an amendment skips a version");
      order.version = event.order_amended().order().version();
      return;
    }
    case Event::kOrderCancelled: {
      auto& order = known(event.order_cancelled().order_id(), "cancelled");
      expect(!order.left && !order.cancelled && !order.closed, cause_first, "an order was cancelled too late or twice");
      expect(event.order_cancelled().was_released() == order.released, cause_first,
             "an order was called back that its grocer has not, or the other way round");
      withdraw(order);
      return;
    }
    case Event::kOrdersLeft:
      for (const auto& id : event.orders_left().order_ids()) {
        auto& order = known(id, "gone");
        expect(order.on_the_road && !order.left && !order.cancelled, cause_first,
               "order " + id + " has left and is not on the road, or twice");
        order.left = true;
      }
      return;
    case Event::kOrdersReleased: return released(event.orders_released(), at);
    case Event::kOrderClosed: return closed(event.order_closed());
    case Event::kOrderReopened: {
      auto& order = known(event.order_reopened().order_id(), "reopened");
      expect(order.closed && order.times_taken_back > 0, cause_first,
             "an order was reopened that was not closed or taken back");
      order.closed = false;
      return;
    }
    case Event::kCitizenRegistered:
      for (const auto& id : event.citizen_registered().doubtful_order_ids()) {
        auto& order = known(id, "doubtful");
        expect(order.released && !order.ended(), cause_first, "order " + id + " is doubtful and not on its way");
        order.doubtful = true;
      }
      return;
    case Event::kSubstitutesRefused:
      known(event.substitutes_refused().order_id(), "judged").goods_refused = true;
      return;
    case Event::kGoodsRefused: return looked_at_again(event.goods_refused());
    case Event::kOrderRefused: ++counts_.refusals; return;
    case Event::kAreaDefined:
      for (const auto& window : event.area_defined().area().windows())
        capacity_[event.area_defined().area().area_id() + "/" + window.window_id()] = window.capacity_orders();
      return;
    default: return;
  }
}

void HouseRules::withdraw(Order& order) {
  order.cancelled = true;
  --taken_[slot_of(order.window)];
  ++counts_.orders_cancelled;
}

void HouseRules::looked_at_again(const ordering::v1::GoodsRefused& event) {
  auto& order = known(event.order_id(), "looked at again");
  expect(order.doubtful, cause_first, "order " + event.order_id() + " was looked at again without a doubt");
  expect(event.lines().empty() || !order.ended(), cause_first,
         "goods of order " + event.order_id() + " were refused after its end");
  order.doubtful = false;
  order.goods_refused = order.goods_refused || !event.lines().empty();
}

void HouseRules::placed(const ordering::v1::OrderPlaced& event) {
  const auto& placed = event.order();
  const auto [order, fresh] = orders_.try_emplace(placed.order_id());
  expect(fresh, no_order_lost, "order " + placed.order_id() + " was placed twice");
  order->second.window = placed.window();
  order->second.version = placed.version();
  order->second.released = event.released_at_ms() == 0;
  const auto taken = ++taken_[slot_of(placed.window())];
  const auto capacity = capacity_[placed.window().area_id() + "/" + placed.window().window_id()];
  expect(taken <= capacity, no_overlap,
         slot_of(placed.window()) + " takes " + std::to_string(capacity) + " orders and has " + std::to_string(taken));
  ++counts_.orders_placed;
}

void HouseRules::released(const ordering::v1::OrdersReleased& event, Timestamp at) {
  expect(event.due_at_ms() <= to_ms(at), cause_first, "orders were released before their cut-off");
  for (const auto& one : event.orders()) {
    auto& order = known(one.order_id(), "released");
    expect(!order.released, cause_first, "order " + one.order_id() + " was released twice");
    expect(!order.cancelled, cause_first, "order " + one.order_id() + " was released after it was cancelled");
    expect(one.version() == order.version, cause_first, "order " + one.order_id() + " was released as it no longer is");
    order.released = true;
  }
  for (const auto& one : event.withheld()) {
    auto& order = known(one.order_id(), "withheld");
    expect(!order.released && !order.cancelled, cause_first, "order " + one.order_id() + " was withheld too late");
    withdraw(order);
  }
}

void HouseRules::closed(const ordering::v1::OrderClosed& event) {
  auto& order = known(event.order_id(), "closed");
  expect(!order.closed, cause_first, "order " + event.order_id() + " was closed twice");
  const bool reason = (event.ending() == ordering::v1::ORDER_ENDING_DELIVERED && order.once_delivered) ||
                      (event.ending() == ordering::v1::ORDER_ENDING_RETURNED && order.returned) ||
                      (event.ending() == ordering::v1::ORDER_ENDING_REFUSED_BY_GROCER && order.refused);
  expect(reason, cause_first, "order " + event.order_id() + " was closed as what it is not");
  order.closed = true;
  if (order.cancelled) {
    expect(order.on_the_road, cause_first, "order " + event.order_id() + " was called back in time, and closed");
    order.cancelled = false;
    ++taken_[slot_of(order.window)];
  }
  if (event.ending() == ordering::v1::ORDER_ENDING_REFUSED_BY_GROCER) --taken_[slot_of(order.window)];
  ++counts_.orders_closed;
}

}  // namespace matbud::simulation
