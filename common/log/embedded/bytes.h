// Numbers as bytes, most significant first, so that keys sort as their numbers do.
#pragma once

#include <bit>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "matbud/base/ids.h"

namespace matbud::log::embedded {

template <std::unsigned_integral T>
[[nodiscard]] inline T big_endian(T number) {
  if constexpr (std::endian::native == std::endian::big || sizeof(T) == 1) return number;
  if constexpr (sizeof(T) == 2) return __builtin_bswap16(number);
  if constexpr (sizeof(T) == 4) return __builtin_bswap32(number);
  if constexpr (sizeof(T) == 8) return __builtin_bswap64(number);
}

template <std::unsigned_integral T>
inline void store(char* to, T number) {
  const T bytes = big_endian(number);
  std::memcpy(to, &bytes, sizeof bytes);
}

template <std::unsigned_integral T>
inline void append(std::string& to, T number) {
  const T bytes = big_endian(number);
  to.append(reinterpret_cast<const char*>(&bytes), sizeof bytes);
}

/// The caller has checked that there are enough bytes.
template <std::unsigned_integral T>
[[nodiscard]] inline T load(const char* from) {
  T bytes;
  std::memcpy(&bytes, from, sizeof bytes);
  return big_endian(bytes);
}

/// An offset alone, as a value.
[[nodiscard]] inline std::string as_bytes(Offset offset) {
  std::string bytes;
  append(bytes, static_cast<std::uint64_t>(offset.value()));
  return bytes;
}

/// Takes numbers from the front of bytes; once some are missing, `complete` is false for good.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_{bytes} {}

  template <std::unsigned_integral T>
  T number() {
    const auto bytes = take(sizeof(T));
    return bytes.size() == sizeof(T) ? load<T>(bytes.data()) : T{};
  }
  std::string_view take(std::size_t size) {
    if (short_ || rest_.size() < size) {
      short_ = true;
      return {};
    }
    const auto taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }
  [[nodiscard]] std::string_view rest() const { return rest_; }
  [[nodiscard]] bool intact() const { return !short_; }
  [[nodiscard]] bool complete() const { return !short_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool short_ = false;
};

}  // namespace matbud::log::embedded
