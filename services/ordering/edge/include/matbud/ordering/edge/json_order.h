// Orders as JSON: the form that the page and other programs send. The form is described in ../../../../README.md.
#pragma once

#include <string_view>

#include "matbud/base/result.h"
#include "matbud/ordering/edge/order_command.h"

namespace matbud::ordering::edge {

/// Reads one JSON document as PlaceOrder, AmendOrder or CancelOrder, strictly: at most 256 KiB and 32 levels, no
/// unknown or repeated field, every type and range checked. `channel` goes into PlaceOrder (`page`, `api`).
/// `invalid` with the JSON pointer of the field and why it cannot be (`/lines/2/quantity: is 0; 1 to 100000 is
/// allowed`), or line and column where it is no JSON; messages never repeat a free text. `seal` is called only once
/// the whole document is found good.
[[nodiscard]] Result<OrderCommand> order_from_json(std::string_view json, std::string_view channel, const Sealer& seal);

}  // namespace matbud::ordering::edge
