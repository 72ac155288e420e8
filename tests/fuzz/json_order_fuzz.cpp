// Any bytes are an order in JSON that makes a record, or are refused with a reason and nothing sealed.
#include <cstdint>
#include <cstdlib>

#include "matbud/ordering/edge/json_order.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  bool sealed = false;
  const auto order = matbud::ordering::edge::order_from_json(
      {reinterpret_cast<const char*>(bytes), size}, "api",
      [&](const matbud::CitizenId& citizen, std::string_view, std::string_view) {
        if (citizen.empty()) std::abort();
        sealed = true;
        return matbud::privacy::v1::Sealed{};
      });
  if (!order) {
    const bool told = order.error().code == matbud::Error::Code::invalid && !order.error().message.empty();
    if (!told || sealed) std::abort();
    return 0;
  }
  const auto record = matbud::ordering::edge::to_record(*order);
  if (!record.subject.starts_with("order/") || record.key.empty() || record.id.empty()) std::abort();
  return 0;
}
