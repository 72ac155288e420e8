// What the town's grocer offers when nobody says otherwise.
#pragma once

#include <cstdint>
#include <vector>

#include "matbud/orders/v1/orders.pb.h"

namespace matbud::stories {

/// A few goods with prices and weights, under numbers that GS1 keeps for use inside one shop (General Specifications,
/// 2.1.11).
[[nodiscard]] std::vector<orders::v1::Product> a_small_catalogue();

}  // namespace matbud::stories
