#include "order_book.h"

#include "matbud/log/topics.h"
#include "matbud/ordering/v1/events.pb.h"

namespace matbud::demo {

OrderBook::OrderBook(log::Log& log, Post& post, std::uint32_t partitions)
    : listener_{log, post, partitions, {log::ordering_events}, [this](const log::Followed& followed) {
                  const auto& type = followed.record.type;
                  if (type != ordering::v1::OrderPlaced::descriptor()->full_name() &&
                      type != ordering::v1::OrderAmended::descriptor()->full_name())
                    return;
                  const auto event = event_of<ordering::v1::OrderingEvent>(followed);
                  const auto& order =
                      event.has_order_placed() ? event.order_placed().order() : event.order_amended().order();
                  orders_[order.order_id()] = order;
                }} {}

const orders::v1::ReleasedOrder* OrderBook::find(const std::string& order_id) const {
  const auto order = orders_.find(order_id);
  return order == orders_.end() ? nullptr : &order->second;
}

}  // namespace matbud::demo
