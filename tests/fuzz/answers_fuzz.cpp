// Any bytes are what a server that we have asked may answer. The first byte says which server.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "matrix_forms.h"
#include "sms_gateway.h"

namespace {

void try_matrix(const std::string& body) {
  constexpr std::size_t places = 3;
  const auto matrix = matbud::dispatch::matrix_from(body, places);
  if (!matrix) {
    if (matrix.error().message.empty()) std::abort();
    return;
  }
  for (const auto* const numbers : {&matrix->metres, &matrix->seconds}) {
    if (numbers->size() != places * places) std::abort();
    // Infinite is no way; a planner that meets less than nothing, or no number, never ends.
    if (std::any_of(numbers->begin(), numbers->end(), [](double n) { return std::isnan(n) || n < 0; })) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  if (size == 0) return 0;
  const std::string rest{reinterpret_cast<const char*>(bytes) + 1, size - 1};
  if (bytes[0] % 2 == 0) {
    try_matrix(rest);
  } else {
    matbud::notification::GatewayAnswer answer;
    matbud::notification::read_body(rest, answer);
  }
  return 0;
}
