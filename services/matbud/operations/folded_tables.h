// The fold of one projection in memory, to be compared with what is stored.
#pragma once

#include <array>
#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "matbud/state/space.h"
#include "matbud/state/tables.h"

namespace matbud::operations {

/// How a fold and a store differ.
struct Difference {
  std::uint64_t keys = 0;  ///< keys with different values, or in only one of the two
  std::string first;       ///< one of them, and how it differs; empty when there is none
};

/// Tables by hash. Keys of a table are in order only from its first scan on, which few tables ever see.
class FoldedTables final : public state::TableWriter {
 public:
  [[nodiscard]] std::optional<std::string_view> find(state::TableId table, std::string_view key) const override;
  void scan(state::TableId table, std::string_view prefix, std::string_view from,
            const std::function<bool(std::string_view, std::string_view)>& visit) const override;
  void put(state::TableId table, std::string_view key, std::string_view value) override;
  void erase(state::TableId table, std::string_view key) override;

  [[nodiscard]] std::size_t rows() const { return rows_.size(); }
  /// Compares every row with what is stored outside the table of positions, which tell where a fold stands and not what
  /// it holds. Afterwards the fold is used up.
  [[nodiscard]] Difference compare(const state::Space& stored);

 private:
  struct Row {
    std::string key;
    std::string bytes;
    bool met = false;  ///< found in the store as well
  };
  struct Hash {
    using is_avalanching = void;
    std::size_t operator()(std::string_view key) const { return std::hash<std::string_view>{}(key); }
  };
  /// By views of the rows' own keys. Most look-ups are of rows that are not there yet: those must not follow pointers.
  using Rows = boost::unordered_flat_map<std::string_view, std::unique_ptr<Row>, Hash>;
  /// Views of the keys in `rows_`.
  using Order = std::set<std::string_view>;

  [[nodiscard]] std::string_view whole(state::TableId table, std::string_view key) const;
  [[nodiscard]] const Order& order_of(state::TableId table) const;

  Rows rows_;
  mutable std::array<std::unique_ptr<Order>, 256> orders_;
  mutable std::string scratch_;
};

}  // namespace matbud::operations
