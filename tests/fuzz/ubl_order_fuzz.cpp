// Any bytes are an order in UBL, each line matched or told, or are refused with a place and a reason.
#include <cstdint>
#include <cstdlib>

#include "matbud/ordering/edge/ubl_order.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  static const matbud::orders::v1::Product product;
  const auto order = matbud::ordering::edge::read_ubl_order(
      {reinterpret_cast<const char*>(bytes), size}, "order.xml",
      [](matbud::formats::Gtin gtin) { return gtin.value() % 20 == 7 ? &product : nullptr; });
  if (!order) {
    const bool told =
        order.error().code == matbud::Error::Code::invalid && order.error().message.starts_with("order.xml:");
    if (!told) std::abort();
    return 0;
  }
  if (order->matched.empty() && order->unknown.empty()) std::abort();
  for (const auto& line : order->matched)
    if (line.quantity == 0) std::abort();
  for (const auto& line : order->unknown)
    if (line.why.empty()) std::abort();
  return 0;
}
