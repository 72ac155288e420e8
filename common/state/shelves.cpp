#include "matbud/state/shelves.h"

#include <bit>
#include <cstring>
#include <limits>
#include <stdexcept>

namespace matbud::state::shelf {
namespace {

constexpr std::size_t count_bytes = 2;
constexpr std::size_t slot_bytes = 12;

/// Looked at a dozen times an order and more: one instruction where numbers lie in memory as they do in the row.
template <class Number>
Number read(const char* at) {
  Number number = 0;
  if constexpr (std::endian::native == std::endian::little) {
    std::memcpy(&number, at, sizeof(Number));
  } else {
    for (std::size_t i = sizeof(Number); i-- > 0;)
      number = static_cast<Number>(number << 8) | static_cast<std::uint8_t>(at[i]);
  }
  return number;
}

template <class Number>
void append(std::string& bytes, Number number) {
  for (std::size_t i = 0; i < sizeof(Number); ++i) bytes.push_back(static_cast<char>(number >> (8 * i)));
}

/// A row that has been looked at: its slots lie within it. Where its values end is checked when one is taken.
class Row {
 public:
  explicit Row(std::string_view bytes) : bytes_{bytes} {
    if (bytes.empty()) return;
    if (bytes.size() >= count_bytes) count_ = read<std::uint16_t>(bytes.data());
    if (count_ == 0 || bytes.size() < count_bytes + count_ * slot_bytes) throw StoreFailure{"a shelf does not decode"};
  }

  [[nodiscard]] std::size_t count() const { return count_; }
  [[nodiscard]] std::uint64_t number(std::size_t at) const { return read<std::uint64_t>(slot(at)); }
  /// How many slots have a smaller number.
  [[nodiscard]] std::size_t place_of(std::uint64_t wanted) const {
    std::size_t first = 0;
    for (std::size_t left = count_; left > 0;) {
      const auto half = left / 2;
      if (number(first + half) < wanted) {
        first += half + 1;
        left -= half + 1;
      } else {
        left = half;
      }
    }
    return first;
  }
  [[nodiscard]] std::string_view value(std::size_t at) const {
    const std::size_t begin = at == 0 ? 0 : end_of(at - 1);
    const std::size_t end = end_of(at);
    const auto values = bytes_.substr(count_bytes + count_ * slot_bytes);
    if (begin > end || end > values.size()) throw StoreFailure{"a shelf does not decode"};
    return values.substr(begin, end - begin);
  }

 private:
  [[nodiscard]] const char* slot(std::size_t at) const { return bytes_.data() + count_bytes + at * slot_bytes; }
  [[nodiscard]] std::size_t end_of(std::size_t at) const { return read<std::uint32_t>(slot(at) + 8); }

  std::string_view bytes_;
  std::size_t count_ = 0;
};

}  // namespace

std::optional<std::string_view> find(std::string_view row, std::uint64_t number) {
  const Row shelf{row};
  const auto at = shelf.place_of(number);
  if (at == shelf.count() || shelf.number(at) != number) return std::nullopt;
  return shelf.value(at);
}

std::string with(std::string_view row, std::uint64_t number, std::string_view value) {
  const Row shelf{row};
  const auto at = shelf.place_of(number);
  const bool replaces = at < shelf.count() && shelf.number(at) == number;
  const auto count = shelf.count() + (replaces ? 0 : 1);
  if (count > std::numeric_limits<std::uint16_t>::max() ||
      row.size() + value.size() > std::numeric_limits<std::uint32_t>::max())
    throw std::length_error{"a shelf is full"};

  std::string bytes;
  std::string values;
  bytes.reserve(row.size() + slot_bytes + count_bytes + value.size());
  values.reserve(row.size() + value.size());
  append(bytes, static_cast<std::uint16_t>(count));
  const auto add = [&](std::uint64_t of, std::string_view one) {
    values.append(one);
    append(bytes, of);
    append(bytes, static_cast<std::uint32_t>(values.size()));
  };
  for (std::size_t i = 0; i < at; ++i) add(shelf.number(i), shelf.value(i));
  add(number, value);
  for (std::size_t i = at + (replaces ? 1 : 0); i < shelf.count(); ++i) add(shelf.number(i), shelf.value(i));
  return bytes.append(values);
}

}  // namespace matbud::state::shelf
