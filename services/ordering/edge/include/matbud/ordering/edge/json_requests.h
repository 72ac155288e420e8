// Commands as the HTTP API takes them: a JSON body, with what the address and the sign-in say already. The forms are
// described in services/ordering/web/openapi.json.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "matbud/base/result.h"
#include "matbud/ordering/edge/order_command.h"
#include "matbud/orders/v1/orders.pb.h"

namespace matbud::ordering::edge {

/// What a request says besides its body.
struct Asking {
  std::string command_id;  ///< its Idempotency-Key
  std::string who;         ///< random id of who asks
  std::string unit;        ///< the home-care unit they work for; empty = none
  std::string channel;     ///< `page` or `api`
  std::string order_id;    ///< of the address, where it names an order
};

// Each reads one body strictly, as order_from_json does, with its errors: `invalid` with the JSON pointer of the field.
// `seal` is called only once the whole body is found good.

[[nodiscard]] Result<OrderCommand> place_request(std::string_view json, const Asking& asking, const Sealer& seal);
[[nodiscard]] Result<OrderCommand> amend_request(std::string_view json, const Asking& asking, const Sealer& seal);
[[nodiscard]] Result<OrderCommand> cancel_request(std::string_view json, const Asking& asking, const Sealer& seal);
[[nodiscard]] Result<OrderCommand> feedback_request(std::string_view json, const Asking& asking, const Sealer& seal);
[[nodiscard]] Result<OrderCommand> standing_order_request(std::string_view json, const Asking& asking,
                                                          const Sealer& seal);
[[nodiscard]] Result<OrderCommand> citizen_request(std::string_view json, const Asking& asking, const Sealer& seal);
[[nodiscard]] Result<OrderCommand> area_request(std::string_view json, const Asking& asking);

/// A basket that is only looked at: PlaceOrder without order id, notes and reasons.
[[nodiscard]] Result<OrderCommand> basket_request(std::string_view json, const Asking& asking);

/// Some goods of one grocer, as they stand from now on.
struct GoodsRequest {
  GrocerId grocer;
  std::vector<orders::v1::Product> products;
};
inline constexpr std::size_t goods_a_request_max = 500;
/// Goods have no area: they become commands for every partition (put_products in catalogue.h).
[[nodiscard]] Result<GoodsRequest> goods_request(std::string_view json);

}  // namespace matbud::ordering::edge
