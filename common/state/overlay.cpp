#include "matbud/state/overlay.h"

#include <algorithm>
#include <bitset>
#include <deque>
#include <utility>

#include "key_ranges.h"
#include "last_keys.h"
#include "matbud/base/plant.h"

namespace matbud::state {
namespace {

constexpr std::size_t bookkeeping = 128;  // slot, entry and what allocating rounds up, about

std::size_t weight_of(const Entry& entry) { return entry.key.size() + entry.value.size() + bookkeeping; }

std::uint8_t table_of(std::string_view whole_key) { return static_cast<std::uint8_t>(whole_key.front()); }

}  // namespace

class Overlay::Impl {
 public:
  Impl(Space& space, std::shared_ptr<CacheBudget> budget) : space_{space}, budget_{std::move(budget)} {}
  ~Impl() { budget_->subtract(clean_bytes_); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  std::optional<std::string_view> find(TableId table, std::string_view key) {
    const auto asked = whole(table, key);
    auto* entry = entries_.find(asked);
    if (entry == nullptr) {
      if (last_keys_.is_behind_all(asked)) return std::nullopt;
      entry = &read(asked);
    }
    entry->was_read();
    if (!entry->present) return std::nullopt;
    return entry->value;
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
    auto& entry = entries_.find_or_make(whole(table, key));
    const auto group = first_group_ + closed_.size();
    if (entry.kind != Entry::Kind::changed) {
      open_.push_back(&entry);
    } else if (entry.group != group) {
      keep_for_older_group(entry);
      open_.push_back(&entry);
    }
    set(entry, value);
    if (value) last_keys_.on_put(entry.key);
    entry.group = group;
    ranges_.on_change(entry);
  }

  void close_group() {
    // Table by table: within one, keys mostly come in order, and a store takes neighbours with half the effort.
    std::stable_sort(open_.begin(), open_.end(),
                     [](const Entry* a, const Entry* b) { return table_of(a->key) < table_of(b->key); });
    Group group;
    group.reserve(open_.size());
    for (auto* entry : open_) {
      entry->row = static_cast<std::uint32_t>(group.size());
      group.push_back({entry, {}});
    }
    open_.clear();
    closed_.push_back(std::move(group));
  }

  void fold_oldest(const std::vector<Change>& extra) {
    const auto& group = closed_.front();
    std::vector<ChangeView> changes;
    changes.reserve(group.size() + extra.size());
    for (const auto& row : group) {
      const auto& entry = *row.entry;
      if (entry.group > first_group_) {
        changes.push_back({entry.key, row.replaced});
      } else {
        changes.push_back({entry.key, entry.present ? std::optional<std::string_view>{entry.value} : std::nullopt});
      }
    }
    for (const auto& change : extra) changes.push_back({change.key, change.value});
    space_.write(changes);
    for (const auto& row : group) {
      folded_tables_.set(table_of(row.entry->key));
      settle(row);
    }
    for (const auto& change : extra) {
      last_keys_.on_put(change.key);
      ranges_.forget_stretches(table_of(change.key));
      auto* const found = entries_.find(change.key);
      if (found != nullptr && found->kind == Entry::Kind::clean) forget(*found);
    }
    closed_.pop_front();
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
  /// One key that a closed group changed. Its entry stays, and holds the value, until a newer group changes it.
  struct Row {
    Entry* entry;
    std::optional<std::string> replaced;  ///< the group's value once a newer one is on top; nothing: erased
  };
  using Group = std::vector<Row>;

  std::string_view whole(TableId table, std::string_view key) {
    scratch_key_.clear();
    scratch_key_.push_back(static_cast<char>(table));
    scratch_key_.append(key);
    return scratch_key_;
  }

  /// Makes the entry of a key that has none.
  Entry& read(std::string_view key) {
    sweep_if_due();
    auto value = space_.get(key);  // may throw, and must then have left nothing behind
    auto& entry = entries_.find_or_make(key);
    entry.present = value.has_value();
    if (value) entry.value = std::move(*value);
    count_clean(entry);
    return entry;
  }

  /// The entry is about to change, and its value belongs to a group that is closed.
  void keep_for_older_group(Entry& entry) {
    if (entry.present) closed_[entry.group - first_group_][entry.row].replaced = entry.value;
  }

  void set(Entry& entry, std::optional<std::string_view> value) {
    uncount(entry);
    if (!entry.present) entry.reads = 0;
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

  void forget(const Entry& entry) {
    uncount(entry);
    entries_.erase(entry);
  }

  /// A change of the oldest group is in the space now.
  void settle(const Row& row) {
    auto& entry = *row.entry;
    if (entry.group > first_group_) {  // a newer one is still on top
      if (planted("overlay-forgets-newer-change")) set(entry, row.replaced);
      return;
    }
    ranges_.on_fold(entry);
    // What was made and never looked at again is not worth its memory when that is short.
    const bool room = budget_->bytes() < budget_->bytes_max() / 2;
    if (entry.pins == 0 && entry.reads == 0 && !room) {
      forget(entry);
      return;
    }
    uncount(entry);
    count_clean(entry);
  }

  /// When the cache is over its budget, gives back a third of what this overlay has of it: what was read least.
  void sweep_if_due() {
    const auto budget = budget_->bytes_max();
    if (budget_->bytes() <= budget || unswept_bytes_ < std::max(budget / 64, clean_bytes_ / 4)) return;
    const auto enough = clean_bytes_ - clean_bytes_ / 3;
    for (int round = 0; round <= Entry::reads_max && clean_bytes_ > enough; ++round) {
      entries_.erase_if([&](Entry& entry) {
        const bool may_go = entry.kind == Entry::Kind::clean && entry.pins == 0 && entry.reads == 0;
        const bool goes = may_go && clean_bytes_ > enough;
        if (entry.reads > 0) --entry.reads;
        if (goes) uncount(entry);
        return goes;
      });
    }
    unswept_bytes_ = 0;
  }

  std::vector<Entry*> changed_in(std::uint8_t table) {
    std::vector<Entry*> changed;
    entries_.for_each([&](Entry& entry) {
      if (entry.kind == Entry::Kind::changed && table_of(entry.key) == table) changed.push_back(&entry);
    });
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
      auto& entry = entries_.find_or_make(key);
      if (entry.kind == Entry::Kind::blank) {
        entry.present = true;
        entry.value = std::move(value);
        count_clean(entry);
      }
      found.push_back(&entry);
    }
    ranges_.remember(table, std::move(prefix), std::move(from), found);
  }

  Space& space_;
  std::shared_ptr<CacheBudget> budget_;
  Entries entries_;
  KeyRanges ranges_;
  LastKeys last_keys_{space_};
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
