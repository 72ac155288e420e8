// Many small messages by number, dozens of them in one row. A row of its own for each would cost the overlay ten times
// the message's size, and a look-up that misses its cache costs the store more than all else that is done for it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "matbud/state/tables.h"

namespace matbud::state {

/// One shelf: a row that holds values by number. Its bytes, all numbers little-endian:
///
///     u16 count | count x (u64 number, ascending; u32 end of its value, from the first value on) | values
namespace shelf {

/// The value under `number`, a view into `row`; nothing when there is none. Throws StoreFailure when `row` is no shelf.
[[nodiscard]] std::optional<std::string_view> find(std::string_view row, std::uint64_t number);

/// `row` (empty: a shelf with nothing on it) with `value` under `number`, in place of what was there. Throws
/// StoreFailure when `row` is no shelf, std::length_error when it is full (65,535 values or 4 GB).
[[nodiscard]] std::string with(std::string_view row, std::uint64_t number, std::string_view value);

}  // namespace shelf

/// A table of shelves: each set of numbers has a name and lies on `1 << shelves_log2` shelves.
/// `inline constexpr Shelves<Price> prices{TableId{2}};`
template <class Message>
class Shelves {
 public:
  constexpr explicit Shelves(TableId id) : id_{id} {}

  /// Where the numbers of one set lie. Made once and moved from number to number.
  class Key {
   public:
    explicit Key(std::string_view set) : bytes_{set} { bytes_.append("/??"); }

   private:
    friend class Shelves;
    [[nodiscard]] std::string_view of(std::uint64_t number) {
      // Fibonacci hashing (Knuth, The Art of Computer Programming, 6.4): neighbours come to lie far apart.
      const auto shelf = (number * 0x9E3779B97F4A7C15ULL) >> (64 - shelves_log2);
      bytes_[bytes_.size() - 2] = static_cast<char>(shelf >> 8);
      bytes_[bytes_.size() - 1] = static_cast<char>(shelf);
      return bytes_;
    }
    std::string bytes_;
  };

  [[nodiscard]] std::optional<Message> find(const TableReader& tables, Key& key, std::uint64_t number) const {
    const auto bytes = found(tables, key, number);
    if (!bytes) return std::nullopt;
    return decoded_value<Message>(*bytes);
  }
  [[nodiscard]] bool contains(const TableReader& tables, Key& key, std::uint64_t number) const {
    return found(tables, key, number).has_value();
  }
  void put(TableWriter& tables, Key& key, std::uint64_t number, const Message& message) const {
    const auto at = key.of(number);
    tables.put(id_, at, shelf::with(tables.find(id_, at).value_or(""), number, message.SerializeAsString()));
  }

 private:
  /// Thirty thousand numbers, a large grocer's goods, lie thirty to a shelf.
  static constexpr int shelves_log2 = 10;

  [[nodiscard]] std::optional<std::string_view> found(const TableReader& tables, Key& key, std::uint64_t number) const {
    const auto row = tables.find(id_, key.of(number));
    return row ? shelf::find(*row, number) : std::nullopt;
  }

  TableId id_;
};

}  // namespace matbud::state
