// When a grocer is late.
#pragma once

#include "matbud/base/time.h"
#include "matbud/orders/v1/orders.pb.h"

namespace matbud::grocer_bridge {

/// When an answer is late: three hours before the window opens, so that somebody can still act, yet never sooner
/// than half an hour after the grocer was told. A same-day order has half an hour.
[[nodiscard]] Timestamp answer_due(const orders::v1::DeliveryWindow& window, Timestamp sent_at);
/// When packing is late: an hour before the window opens, yet never sooner than an hour after the order was accepted.
[[nodiscard]] Timestamp packing_due(const orders::v1::DeliveryWindow& window, Timestamp accepted_at);
/// When an order whose grocer was late ends unless it is packed: twelve hours after its window, when nobody drives it
/// any more, yet never sooner than an hour after somebody was told that the grocer is late.
[[nodiscard]] Timestamp given_up_at(const orders::v1::DeliveryWindow& window, Timestamp told_late_at);

}  // namespace matbud::grocer_bridge
