#include "alias.h"

#include <cstdint>

#include "matbud/log/record.h"

namespace matbud::grocer_bridge {

std::string delivery_alias(std::string_view order_id) {
  constexpr std::string_view digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const auto hash = log::hash_of("matbud/delivery-alias/" + std::string{order_id});
  std::uint32_t bits = 0;
  for (std::size_t i = 0; i < 4; ++i) bits = bits << 8 | hash[i];
  std::string alias;
  for (int digit = 0; digit < 6; ++digit) {
    if (digit == 3) alias += '-';
    alias += digits[bits >> 27];
    bits <<= 5;
  }
  return alias;
}

}  // namespace matbud::grocer_bridge
