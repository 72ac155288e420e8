// Any bytes as a document from a grocer: an answer, a catalogue, or a refusal that names the place.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "matbud/formats/gtin.h"
#include "matbud/grocer_bridge/edge/documents_in.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace matbud::grocer_bridge::edge;
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  const auto received = read_document(bytes, "fuzz.xml", [](std::uint64_t gtin) {
    return gtin % 2 == 0 ? std::optional{ProductWords{"Lettmelk", 1500}} : std::nullopt;
  });
  if (!received) {
    if (received.error().message.rfind("fuzz.xml:", 0) != 0) std::abort();
    return 0;
  }
  // What can be used keeps the rules, and names what an order and a product must have.
  if (!check_document(bytes, "fuzz.xml")) std::abort();
  if (const auto* const answer = std::get_if<ReceivedAnswer>(&*received)) {
    if (answer->answer.order_id().empty() || answer->area.empty()) std::abort();
  } else if (const auto* const catalogue = std::get_if<ReceivedCatalogue>(&*received)) {
    for (const auto& product : catalogue->products)
      if (!matbud::formats::is_gtin(product.gtin()) || product.price_ore() < 0) std::abort();
  }
  return 0;
}
