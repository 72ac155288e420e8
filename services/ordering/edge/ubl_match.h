// Lines of a business document meet the catalogue.
#pragma once

#include "matbud/ordering/edge/ubl_order.h"

namespace matbud::ordering::edge {

/// Puts the line into one of the order's two lists.
void match_line(UblLine line, const ProductLookup& lookup, UblOrder& order);

}  // namespace matbud::ordering::edge
