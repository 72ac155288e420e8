// Any bytes as the headers and body of a signed message, and as a file of secrets: nothing holds that was not signed.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "matbud/grocer_bridge/channels/signature.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace matbud::grocer_bridge;
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  (void)SharedSecrets::parse(bytes);
  static const auto secrets = *SharedSecrets::parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  const auto part = [&](std::size_t number) {
    auto rest = bytes;
    for (; number > 0; --number) rest.remove_prefix(std::min(rest.find('\n') + 1, rest.size()));
    return rest.substr(0, rest.find('\n'));
  };
  const auto now = matbud::from_ms(1'614'265'330'000);
  if (check_signed(secrets, {part(0), part(1), part(2)}, part(3), now)) std::abort();
  return 0;
}
