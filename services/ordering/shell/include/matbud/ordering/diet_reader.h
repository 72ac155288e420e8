// Diets are sealed; whoever decides about an order has to know what its citizen must not get.
#pragma once

#include "matbud/ordering/diet.h"
#include "matbud/privacy/key_ring.h"

namespace matbud::ordering {

/// Opens diets with these keys, narrowed to what ordering may open. The keys' log and master key must outlive it.
[[nodiscard]] DietReader diet_reader(const privacy::KeyRing& keys);

}  // namespace matbud::ordering
