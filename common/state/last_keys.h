// The last key of each table of a space, so that nobody looks below for a key that lies behind it. Ids that are given
// in order (UUID version 7, RFC 9562 section 5.7; numbers) make that the common case of "is this one new?".
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "matbud/state/space.h"

namespace matbud::state {

/// Keys are whole (table byte first). Not thread-safe.
class LastKeys {
 public:
  /// The space must outlive it, and whatever is put there from now on must be told.
  explicit LastKeys(const Space& space) : space_{space} {}

  /// Whether the key lies behind every key that its table has or was told of: then the space does not have it. False
  /// tells nothing. Reads the table's last key in the space when it is asked of a table for the first time, and may
  /// throw StoreFailure then, which changes nothing.
  [[nodiscard]] bool is_behind_all(std::string_view key) {
    auto& table = table_of(key);
    if (!table.was_read) {
      const auto below = space_.last_key(key.substr(0, 1));
      if (below && *below > table.last) table.last = *below;
      table.was_read = true;
    }
    return key > table.last;
  }
  /// The key is in the space, or will be.
  void on_put(std::string_view key) {
    auto& table = table_of(key);
    if (key > table.last) table.last.assign(key);
  }

 private:
  struct Table {
    std::string last;  ///< of those that were told and, once it was read, of those in the space
    bool was_read = false;
  };
  Table& table_of(std::string_view key) {
    auto& table = tables_[static_cast<std::uint8_t>(key.front())];
    if (!table) table = std::make_unique<Table>();
    return *table;
  }

  const Space& space_;
  std::array<std::unique_ptr<Table>, 256> tables_;
};

}  // namespace matbud::state
