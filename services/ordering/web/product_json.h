// A product as the kitchen table shows it.
#pragma once

#include <nlohmann/json.hpp>

#include "matbud/ordering/diet.h"
#include "matbud/orders/v1/orders.pb.h"

namespace matbud::ordering::http {

/// Without the ingredients, which are long.
[[nodiscard]] nlohmann::json product_json(const orders::v1::Product& product);

/// What to warn a citizen of: `state` is the worst of `contains`, `may_contain`, `unknown` and `none`, and `groups`
/// tells it for each group they avoid. Unknown is not free from; nothing is ever called safe.
[[nodiscard]] nlohmann::json warning_json(const orders::v1::Product& product, const v1::Diet& diet);

}  // namespace matbud::ordering::http
