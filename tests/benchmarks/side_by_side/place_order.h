// The load generator's order as our command, in protobuf's wire format: the library that would write it is not there.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "orders_file.h"

namespace matbud::benchmarks {

struct Wish {
  std::uint64_t gtin;
  std::uint32_t quantity;
};

/// An ordering.v1.OrderingCommand that places order `order_id` for the citizen.
[[nodiscard]] std::string place_order(std::string_view order_id, const OrdersFile::Citizen& citizen,
                                      std::string_view window_id, std::span<const Wish> lines);

}  // namespace matbud::benchmarks
