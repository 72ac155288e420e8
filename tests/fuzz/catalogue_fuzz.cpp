// Any bytes are a catalogue, rows told by file and line included, or are refused with a place and a reason.
#include <cstdint>
#include <cstdlib>

#include "matbud/formats/gtin.h"
#include "matbud/ordering/edge/catalogue.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const auto import =
      matbud::ordering::edge::import_catalogue({reinterpret_cast<const char*>(bytes), size}, "goods.csv");
  if (!import) {
    if (!import.error().message.starts_with("goods.csv:")) std::abort();
    return 0;
  }
  if (import->rows != import->products.size() + import->problems.size()) std::abort();
  for (const auto& problem : import->problems)
    if (!problem.starts_with("goods.csv:")) std::abort();
  for (const auto& product : import->products) {
    if (!matbud::formats::is_gtin(product.gtin()) || product.name().empty()) std::abort();
    for (const auto& fact : product.allergens())
      if (fact.state() == matbud::orders::v1::ALLERGEN_STATE_FREE_FROM) std::abort();
  }
  return 0;
}
