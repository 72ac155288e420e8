// Any bytes are a record or are not; those that are have exactly one encoding.
#include <cstdint>
#include <cstdlib>

#include "matbud/log/record.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view canonical{reinterpret_cast<const char*>(bytes), size};
  const auto record = matbud::log::decode(canonical);
  if (record ? matbud::log::encode(*record) != canonical : record.error().code != matbud::Error::Code::corrupt) {
    std::abort();
  }
  return 0;
}
