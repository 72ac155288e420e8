#include "matbud/state/overlay.h"

#include <algorithm>
#include <bitset>
#include <deque>
#include <unordered_map>
#include <utility>

#include "key_ranges.h"
#include "matbud/base/plant.h"

namespace matbud::state {
namespace {

constexpr std::size_t bookkeeping = 144;  // node, bucket and string headers, about

std::size_t weight_of(const Entry& entry) { return entry.key.size() + entry.value.size() + bookkeeping; }

struct Hash {
  using is_transparent = void;
  std::size_t operator()(std::string_view key) const { return std::hash<std::string_view>{}(key); }
};

std::uint8_t table_of(std::string_view whole_key) { return static_cast<std::uint8_t>(whole_key.front()); }

}  // namespace

class Overlay::Impl {
 public:
  Impl(Space& space, std::shared_ptr<CacheBudget> budget) : space_{space}, budget_{std::move(budget)} {}
  ~Impl() { budget_->subtract(clean_bytes_); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  std::optional<std::string_view> find(TableId table, std::string_view key) {
    auto& entry = looked_up(whole(table, key));
    entry.read = true;
    if (!entry.present) return std::nullopt;
    return entry.value;
  }

  void scan(TableId table, std::string_view prefix, std::string_view from,
            const std::function<bool(std::string_view, std::string_view)>& visit) {
    const auto number = static_cast<std::uint8_t>(table);
    auto whole_prefix = whole_key(table, prefix);
    auto start = whole_prefix + std::string{from};
    if (auto* known = ranges_.stretch_for(number, whole_prefix, start)) {
      auto& entries = known->entries();
      for (auto at = entries.lower_bound(start); at != entries.end() && at->first.starts_with(whole_prefix); ++at) {
        if (!visit(at->first.substr(1), at->second->value)) return;
      }
      return;
    }
    if (!ranges_.knows(number)) ranges_.watch(number, changed_in(number));
    std::vector<std::pair<std::string, std::string>> seen;
    bool whole = true;
    const bool ended = merged_scan(number, whole_prefix, start, [&](std::string_view key, std::string_view value) {
      if (whole) seen.emplace_back(key, value);
      whole = whole && seen.size() <= KeyRanges::stretch_keys_max;
      return visit(key.substr(1), value);
    });
    if (ended && whole) remember(number, std::move(whole_prefix), std::move(start), std::move(seen));
  }

  void change(TableId table, std::string_view key, std::optional<std::string_view> value) {
    auto& entry = entry_of(whole(table, key));
    const auto group = first_group_ + closed_.size();
    if (entry.kind != Entry::Kind::changed || entry.group != group) open_.push_back(&entry);
    set(entry, value);
    entry.group = group;
    ranges_.on_change(entry);
  }

  void close_group() {
    // Table by table: within one, keys mostly come in order, and a store takes neighbours with half the effort.
    std::stable_sort(open_.begin(), open_.end(),
                     [](const Entry* a, const Entry* b) { return table_of(a->key) < table_of(b->key); });
    Group group;
    group.reserve(open_.size() + extra_changes);
    for (const auto* entry : open_) {
      group.push_back({std::string{entry->key}, entry->present ? std::optional{entry->value} : std::nullopt});
    }
    open_.clear();
    closed_.push_back(std::move(group));
  }

  void fold_oldest(const std::vector<Change>& extra) {
    Group group = std::move(closed_.front());
    closed_.pop_front();
    const auto changes_of_group = group.size();
    group.insert(group.end(), extra.begin(), extra.end());
    space_.write(group);
    for (std::size_t i = 0; i < changes_of_group; ++i) {
      folded_tables_.set(table_of(group[i].key));
      settle(group[i]);
    }
    for (std::size_t i = changes_of_group; i < group.size(); ++i) {
      ranges_.forget_stretches(table_of(group[i].key));
      const auto found = entries_.find(std::string_view{group[i].key});
      if (found != entries_.end() && found->second.kind == Entry::Kind::clean) forget(found);
    }
    ++first_group_;
    sweep_if_due();
  }

  [[nodiscard]] std::size_t closed_groups() const { return closed_.size(); }
  [[nodiscard]] std::size_t pending_bytes() const { return pending_bytes_; }

  void discard() {
    ranges_.clear();
    closed_.clear();
    open_.clear();
    entries_.clear();
    pending_bytes_ = 0;
    budget_->subtract(std::exchange(clean_bytes_, 0));
    unswept_bytes_ = 0;
  }

  bool take_folded(TableId table) {
    const auto index = static_cast<std::size_t>(table);
    const bool folded = folded_tables_.test(index);
    folded_tables_.reset(index);
    return folded;
  }

 private:
  using Entries = std::unordered_map<std::string, Entry, Hash, std::equal_to<>>;
  using Group = std::vector<Change>;

  std::string_view whole(TableId table, std::string_view key) {
    scratch_key_.clear();
    scratch_key_.push_back(static_cast<char>(table));
    scratch_key_.append(key);
    return scratch_key_;
  }

  Entry& entry_of(std::string_view key) {
    if (const auto found = entries_.find(key); found != entries_.end()) return found->second;
    const auto made = entries_.emplace(std::string{key}, Entry{}).first;
    made->second.key = made->first;
    return made->second;
  }

  Entry& looked_up(std::string_view key) {
    if (const auto found = entries_.find(key); found != entries_.end()) return found->second;
    sweep_if_due();
    auto value = space_.get(key);  // may throw, and must then have left nothing behind
    auto& entry = entry_of(key);
    entry.present = value.has_value();
    if (value) entry.value = std::move(*value);
    count_clean(entry);
    return entry;
  }

  void set(Entry& entry, std::optional<std::string_view> value) {
    uncount(entry);
    entry.read = entry.read && entry.present;
    entry.present = value.has_value();
    entry.value.assign(value.value_or(""));
    entry.kind = Entry::Kind::changed;
    pending_bytes_ += weight_of(entry);
  }

  void count_clean(Entry& entry) {
    const auto weight = weight_of(entry);
    entry.kind = Entry::Kind::clean;
    clean_bytes_ += weight;
    unswept_bytes_ += weight;
    budget_->add(weight);
  }

  /// Before the entry changes its size or its kind.
  void uncount(const Entry& entry) {
    const auto weight = weight_of(entry);
    if (entry.kind == Entry::Kind::changed) pending_bytes_ -= weight;
    if (entry.kind != Entry::Kind::clean) return;
    clean_bytes_ -= weight;
    budget_->subtract(weight);
  }

  Entries::iterator forget(Entries::iterator entry) {
    uncount(entry->second);
    return entries_.erase(entry);
  }

  /// A change of the oldest group is in the space now.
  void settle(const Change& change) {
    const auto found = entries_.find(std::string_view{change.key});
    if (found == entries_.end() || found->second.kind != Entry::Kind::changed) return;
    auto& entry = found->second;
    if (entry.group > first_group_) {  // a newer one is still on top
      if (planted("overlay-forgets-newer-change")) set(entry, change.value);
      return;
    }
    ranges_.on_fold(entry);
    // What was made and never looked at again is not worth its memory when that is short.
    const bool room = budget_->bytes() < budget_->bytes_max() / 2;
    if (entry.pins == 0 && !entry.read && !room) {
      forget(found);
      return;
    }
    uncount(entry);
    count_clean(entry);
  }

  /// Forgets what was not looked at since the last sweep, when the cache is over its budget.
  void sweep_if_due() {
    const auto budget = budget_->bytes_max();
    if (budget_->bytes() <= budget || unswept_bytes_ < std::max(budget / 64, clean_bytes_ / 4)) return;
    for (auto at = entries_.begin(); at != entries_.end();) {
      auto& entry = at->second;
      const bool goes = entry.kind == Entry::Kind::clean && entry.pins == 0 && !entry.read;
      entry.read = false;
      at = goes ? forget(at) : std::next(at);
    }
    unswept_bytes_ = 0;
  }

  std::vector<Entry*> changed_in(std::uint8_t table) {
    std::vector<Entry*> changed;
    for (auto& [key, entry] : entries_) {
      if (entry.kind == Entry::Kind::changed && table_of(key) == table) changed.push_back(&entry);
    }
    return changed;
  }

  /// Space and changes as one, in order; returns whether it came to the end.
  bool merged_scan(std::uint8_t table, const std::string& prefix, const std::string& start,
                   const std::function<bool(std::string_view, std::string_view)>& visit) {
    const auto& changed = ranges_.changed(table);
    auto pending = changed.lower_bound(start);
    const auto pending_left = [&] { return pending != changed.end() && pending->first.starts_with(prefix); };
    bool stopped = false;
    const auto show_pending = [&] {
      if (pending->second->present) stopped = !visit(pending->first, pending->second->value);
      ++pending;
    };
    space_.scan(prefix, start, [&](std::string_view key, std::string_view value) {
      while (!stopped && pending_left() && pending->first < key) show_pending();
      if (stopped) return false;
      if (pending_left() && pending->first == key) {
        show_pending();
      } else {
        stopped = !visit(key, value);
      }
      return !stopped;
    });
    while (!stopped && pending_left()) show_pending();
    return !stopped;
  }

  void remember(std::uint8_t table, std::string prefix, std::string from,
                std::vector<std::pair<std::string, std::string>> seen) {
    std::vector<Entry*> found;
    found.reserve(seen.size());
    for (auto& [key, value] : seen) {
      auto& entry = entry_of(key);
      if (entry.kind == Entry::Kind::blank) {
        entry.present = true;
        entry.value = std::move(value);
        count_clean(entry);
      }
      found.push_back(&entry);
    }
    ranges_.remember(table, std::move(prefix), std::move(from), found);
  }

  static constexpr std::size_t extra_changes = 8;

  Space& space_;
  std::shared_ptr<CacheBudget> budget_;
  Entries entries_;
  KeyRanges ranges_;
  std::deque<Group> closed_;
  std::vector<Entry*> open_;       ///< changed since the last group was closed, each once
  std::uint64_t first_group_ = 0;  ///< number of closed_.front()
  std::size_t pending_bytes_ = 0;
  std::size_t clean_bytes_ = 0;
  std::size_t unswept_bytes_ = 0;  ///< clean bytes that came since the last sweep
  std::bitset<256> folded_tables_;
  std::string scratch_key_;
};

Overlay::Overlay(Space& space, std::size_t cache_bytes_max)
    : Overlay{space, std::make_shared<CacheBudget>(cache_bytes_max)} {}
Overlay::Overlay(Space& space, std::shared_ptr<CacheBudget> cache)
    : impl_{std::make_unique<Impl>(space, std::move(cache))} {}
Overlay::Overlay(Overlay&& other) noexcept = default;
Overlay::~Overlay() = default;

std::optional<std::string_view> Overlay::find(TableId table, std::string_view key) const {
  return impl_->find(table, key);
}
void Overlay::scan(TableId table, std::string_view prefix, std::string_view from,
                   const std::function<bool(std::string_view, std::string_view)>& visit) const {
  impl_->scan(table, prefix, from, visit);
}
void Overlay::put(TableId table, std::string_view key, std::string_view value) { impl_->change(table, key, value); }
void Overlay::erase(TableId table, std::string_view key) { impl_->change(table, key, std::nullopt); }
void Overlay::close_group() { impl_->close_group(); }
void Overlay::fold_oldest(const std::vector<Change>& extra) { impl_->fold_oldest(extra); }
std::size_t Overlay::closed_groups() const { return impl_->closed_groups(); }
void Overlay::discard() { impl_->discard(); }
bool Overlay::take_folded(TableId table) { return impl_->take_folded(table); }
std::size_t Overlay::pending_bytes() const { return impl_->pending_bytes(); }

}  // namespace matbud::state
