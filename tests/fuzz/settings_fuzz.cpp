// Any bytes are an area, some goods or a grocer, or are refused with a reason. The first byte says which.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "matbud/grocer_bridge/edge/grocer_settings.h"
#include "matbud/ordering/edge/catalogue.h"
#include "matbud/ordering/edge/json_requests.h"

namespace {

template <class Read>
void check_told(const Read& read) {
  if (!read && (read.error().code != matbud::Error::Code::invalid || read.error().message.empty())) std::abort();
}

void try_area(std::string_view body) {
  using namespace matbud::ordering::edge;
  const auto command = area_request(body, {.command_id = "k", .who = "w", .unit = {}, .channel = {}, .order_id = {}});
  check_told(command);
  if (command && to_record(*command).subject != "area/" + command->area.value()) std::abort();
}

void try_goods(std::string_view body) {
  using namespace matbud::ordering::edge;
  const auto goods = goods_request(body);
  check_told(goods);
  if (!goods) return;
  if (goods->products.empty() || goods->products.size() > goods_a_request_max) std::abort();
  if (put_products(goods->products, goods->grocer, "k", 3).size() % 3 != 0) std::abort();
}

void try_grocer(std::string_view body) {
  const auto grocer = matbud::grocer_bridge::edge::grocer_from_json(body);
  check_told(grocer);
  if (grocer && grocer->grocer_id().empty()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view rest{reinterpret_cast<const char*>(bytes) + 1, size - 1};
  switch (bytes[0] % 3) {
    case 0: try_area(rest); break;
    case 1: try_goods(rest); break;
    default: try_grocer(rest); break;
  }
  return 0;
}
