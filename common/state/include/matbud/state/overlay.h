// State that is decided but not yet verified, over the space that holds what is. The pipelining of section 2 of the
// design rests on it: changes come in numbered groups (one a batch of appends), are kept or thrown away by group.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "matbud/state/space.h"

namespace matbud::state {

/// Memory for clean values that several overlays share, so that it goes where the reading is. An overlay that finds it
/// used up drops what it has itself not read lately; about `bytes_max`, plus a 20th of that for each overlay at worst.
/// Threads may share it.
class CacheBudget {
 public:
  explicit CacheBudget(std::size_t bytes_max) : bytes_max_{bytes_max} {}
  [[nodiscard]] std::size_t bytes_max() const { return bytes_max_; }
  /// Clean values of all overlays, with bookkeeping.
  [[nodiscard]] std::size_t bytes() const { return bytes_.load(std::memory_order_relaxed); }
  void add(std::size_t bytes) { bytes_.fetch_add(bytes, std::memory_order_relaxed); }
  void subtract(std::size_t bytes) { bytes_.fetch_sub(bytes, std::memory_order_relaxed); }

 private:
  const std::size_t bytes_max_;
  std::atomic<std::size_t> bytes_{0};
};

/// Tables over a space with unverified changes on top and a bounded cache of what was read below. Small stretches of
/// keys that were scanned are remembered whole, so that scanning them again reads nothing below.
/// Not thread-safe. The space must outlive it and must change only through it.
class Overlay final : public TableWriter {
 public:
  /// `cache_bytes_max` bounds the cache of clean values (keys known to be absent included), about.
  explicit Overlay(Space& space, std::size_t cache_bytes_max = 4U << 20U);
  Overlay(Space& space, std::shared_ptr<CacheBudget> cache);
  Overlay(Overlay&& other) noexcept;
  ~Overlay() override;

  [[nodiscard]] std::optional<std::string_view> find(TableId table, std::string_view key) const override;
  void scan(TableId table, std::string_view prefix, std::string_view from,
            const std::function<bool(std::string_view, std::string_view)>& visit) const override;
  void put(TableId table, std::string_view key, std::string_view value) override;
  void erase(TableId table, std::string_view key) override;

  /// Closes the group of changes made since the last call; later changes belong to the next one. Of several changes of
  /// one key in a group only the last is kept.
  void close_group();
  /// Writes the oldest closed group to the space, in one write with `extra`, and forgets it here.
  void fold_oldest(const std::vector<Change>& extra);
  /// Groups that are closed and not folded.
  [[nodiscard]] std::size_t closed_groups() const;
  /// Forgets every change that is not folded, and the cache.
  void discard();
  /// Whether a group that changed this table has been folded since the last call for it.
  [[nodiscard]] bool take_folded(TableId table);
  /// Bytes of changes that are not folded, about.
  [[nodiscard]] std::size_t pending_bytes() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace matbud::state
