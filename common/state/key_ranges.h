// What an overlay knows of the order of keys: the changed ones of each table that is scanned, and stretches of keys
// that were scanned to their end, which are then known whole.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "entries.h"

namespace matbud::state {

/// Every key between `from` and the end of `prefix` that is present.
class Stretch {
 public:
  Stretch(std::string prefix, std::string from) : prefix_{std::move(prefix)}, from_{std::move(from)} {}
  /// Whether a key of this kind would be one of its keys.
  [[nodiscard]] bool covers(std::string_view key) const { return key >= from_ && key.starts_with(prefix_); }
  /// Whether a scan of `prefix` from `from` on finds only its keys.
  [[nodiscard]] bool answers(std::string_view prefix, std::string_view from) const {
    return prefix.starts_with(prefix_) && from >= from_;
  }
  [[nodiscard]] std::map<std::string_view, Entry*>& entries() { return entries_; }

 private:
  std::string prefix_;
  std::string from_;
  std::map<std::string_view, Entry*> entries_;
};

/// Keys in order. Knows nothing of tables that were never scanned.
class KeyRanges {
 public:
  static constexpr std::size_t stretch_keys_max = 64;
  static constexpr std::size_t stretches_a_table_max = 16;

  using ByKey = std::map<std::string_view, Entry*>;

  /// Whether this table's changes are kept in order.
  [[nodiscard]] bool knows(std::uint8_t table) const { return tables_[table] != nullptr; }
  /// Keeps this table's changes in order from now on; `changed` are those it has.
  void watch(std::uint8_t table, const std::vector<Entry*>& changed);
  /// The changed keys of a watched table.
  [[nodiscard]] const ByKey& changed(std::uint8_t table) const { return tables_[table]->changed; }
  /// The stretch that answers this scan, or null.
  [[nodiscard]] Stretch* stretch_for(std::uint8_t table, std::string_view prefix, std::string_view from) const;
  /// A scan of a watched table went through to its end and found these.
  void remember(std::uint8_t table, std::string prefix, std::string from, const std::vector<Entry*>& found);

  /// Forgets this table's stretches.
  void forget_stretches(std::uint8_t table);

  /// The entry was put or erased.
  void on_change(Entry& entry);
  /// The entry's change is folded.
  void on_fold(const Entry& entry);
  void clear();

 private:
  struct Table {
    ByKey changed;
    std::vector<std::unique_ptr<Stretch>> stretches;  ///< newest last
  };
  static void forget(std::vector<std::unique_ptr<Stretch>>& stretches, std::size_t index);

  std::array<std::unique_ptr<Table>, 256> tables_;
};

}  // namespace matbud::state
