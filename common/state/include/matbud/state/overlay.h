// State that is decided but not yet verified, over the space that holds what is. The pipelining of section 2 of the
// design rests on it: changes come in numbered groups (one a batch of appends), are kept or thrown away by group.
#pragma once

#include <bitset>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "matbud/state/space.h"

namespace matbud::state {

/// Tables over a space with unverified changes on top and a bounded cache of what was read below.
/// Not thread-safe. The space must outlive it and must change only through it.
class Overlay final : public TableWriter {
 public:
  /// `cache_bytes_max` bounds the cache of clean values (keys known to be absent included).
  explicit Overlay(Space& space, std::size_t cache_bytes_max = 4U << 20U);

  [[nodiscard]] std::optional<std::string_view> find(TableId table, std::string_view key) const override;
  void scan(TableId table, std::string_view prefix, std::string_view from,
            const std::function<bool(std::string_view, std::string_view)>& visit) const override;
  void put(TableId table, std::string_view key, std::string_view value) override;
  void erase(TableId table, std::string_view key) override;

  /// Closes the group of changes made since the last call; later changes belong to the next one.
  void close_group();
  /// Writes the oldest closed group to the space, in one write with `extra`, and forgets it here.
  void fold_oldest(const std::vector<Change>& extra);
  /// Groups that are closed and not folded.
  [[nodiscard]] std::size_t closed_groups() const { return closed_.size(); }
  /// Forgets every change that is not folded, and the cache.
  void discard();
  /// Whether a group that changed this table has been folded since the last call for it.
  [[nodiscard]] bool take_folded(TableId table);
  /// Bytes of changes that are not folded, about.
  [[nodiscard]] std::size_t pending_bytes() const { return pending_bytes_; }

 private:
  struct Pending {
    std::optional<std::string> value;
    std::uint64_t group;  ///< the newest group that changed it
  };
  using Group = std::vector<Change>;
  using TableSet = std::bitset<256>;

  void change(std::string key, std::optional<std::string> value);
  void remember(const std::string& key, std::optional<std::string> value) const;

  Space& space_;
  std::map<std::string, Pending, std::less<>> pending_;
  std::deque<Group> closed_;
  Group open_;
  std::uint64_t first_group_ = 0;  ///< number of closed_.front()
  std::size_t pending_bytes_ = 0;
  TableSet folded_tables_;

  std::size_t cache_bytes_max_;
  mutable std::size_t cache_bytes_ = 0;
  mutable std::unordered_map<std::string, std::optional<std::string>> young_;  ///< two generations: when the young one
  mutable std::unordered_map<std::string, std::optional<std::string>> old_;    ///< is full, the old one is dropped
  mutable std::string scratch_key_;
};

}  // namespace matbud::state
