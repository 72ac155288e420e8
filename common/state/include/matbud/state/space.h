// Where state lies: one space of keys for each processor or projection and partition. Homes: RocksDB (common/store)
// and memory.
#pragma once

#include <functional>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "matbud/state/tables.h"

namespace matbud::state {

/// One change: a new value, or nothing for an erased key. Keys are whole (table byte first).
struct Change {
  std::string key;
  std::optional<std::string> value;
};

/// The same without owning the bytes.
struct ChangeView {
  std::string_view key;
  std::optional<std::string_view> value;
};

/// A space of keys. Throws StoreFailure. One thread at a time may use a space; spaces of one store are independent.
class Space {
 public:
  virtual ~Space() = default;
  [[nodiscard]] virtual std::optional<std::string> get(std::string_view key) const = 0;
  /// All changes or none, in order. Survives a killed process; after a power failure the space may stand at an earlier
  /// write, never between two.
  void write(std::span<const ChangeView> changes) { write_all(changes); }
  void write(const std::vector<Change>& changes);
  /// Calls `visit` for each key >= `from` that starts with `prefix`, in byte order, until it returns false.
  virtual void scan(std::string_view prefix, std::string_view from,
                    const std::function<bool(std::string_view key, std::string_view value)>& visit) const = 0;
  /// The last key that starts with `prefix`, or nothing.
  [[nodiscard]] virtual std::optional<std::string> last_key(std::string_view prefix) const = 0;
  /// Removes every key.
  virtual void clear() = 0;

 private:
  /// write(); the bytes live as long as the call.
  virtual void write_all(std::span<const ChangeView> changes) = 0;
};

/// A space in memory.
class MemorySpace final : public Space {
 public:
  [[nodiscard]] std::optional<std::string> get(std::string_view key) const override;
  void scan(std::string_view prefix, std::string_view from,
            const std::function<bool(std::string_view, std::string_view)>& visit) const override;
  [[nodiscard]] std::optional<std::string> last_key(std::string_view prefix) const override;
  void clear() override { map_.clear(); }
  [[nodiscard]] const std::map<std::string, std::string, std::less<>>& map() const { return map_; }

 private:
  void write_all(std::span<const ChangeView> changes) override;
  std::map<std::string, std::string, std::less<>> map_;
};

/// Tables straight on a space, without an overlay: for read models, queries and tests.
class SpaceTables final : public TableReader {
 public:
  explicit SpaceTables(const Space& space) : space_{space} {}
  [[nodiscard]] std::optional<std::string_view> find(TableId table, std::string_view key) const override;
  void scan(TableId table, std::string_view prefix, std::string_view from,
            const std::function<bool(std::string_view, std::string_view)>& visit) const override;

 private:
  const Space& space_;
  mutable std::string found_;
};

/// The whole key of a table's key.
[[nodiscard]] std::string whole_key(TableId table, std::string_view key);

/// The first key behind every key that starts with `prefix`; empty when there is none.
[[nodiscard]] std::string end_of_prefix(std::string prefix);

/// The last key of an ordered map that starts with `prefix`, or nothing: Space::last_key of spaces in memory.
template <class ByKey>
[[nodiscard]] std::optional<std::string> last_key_of(const ByKey& map, std::string_view prefix) {
  const auto end = end_of_prefix(std::string{prefix});
  auto behind = end.empty() ? map.end() : map.lower_bound(end);
  if (behind == map.begin()) return std::nullopt;
  const auto& key = std::prev(behind)->first;
  if (!key.starts_with(prefix)) return std::nullopt;
  return key;
}

/// A digest of every key and value that does not depend on their order: equal for equal content.
/// Keys that start with one of `left_out` do not count.
[[nodiscard]] std::string digest_of(const Space& space, const std::vector<std::string>& left_out);

}  // namespace matbud::state
