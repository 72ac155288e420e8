#include "matbud/state/overlay.h"

#include <algorithm>

#include "matbud/base/plant.h"

namespace matbud::state {
namespace {

std::size_t weight_of(std::string_view key, const std::optional<std::string>& value) {
  constexpr std::size_t bookkeeping = 96;  // node, buckets and string headers, about
  return key.size() + (value ? value->size() : 0) + bookkeeping;
}

}  // namespace

Overlay::Overlay(Space& space, std::size_t cache_bytes_max) : space_{space}, cache_bytes_max_{cache_bytes_max} {}

std::optional<std::string_view> Overlay::find(TableId table, std::string_view key) const {
  scratch_key_.clear();
  scratch_key_.push_back(static_cast<char>(table));
  scratch_key_.append(key);
  const auto as_view = [](const std::optional<std::string>& value) -> std::optional<std::string_view> {
    if (!value) return std::nullopt;
    return *value;
  };
  if (const auto pending = pending_.find(scratch_key_); pending != pending_.end())
    return as_view(pending->second.value);
  if (const auto young = young_.find(scratch_key_); young != young_.end()) return as_view(young->second);
  if (auto old = old_.find(scratch_key_); old != old_.end()) {
    auto value = std::move(old->second);
    old_.erase(old);
    remember(scratch_key_, std::move(value));
  } else {
    remember(scratch_key_, space_.get(scratch_key_));
  }
  return as_view(young_.find(scratch_key_)->second);
}

void Overlay::scan(TableId table, std::string_view prefix, std::string_view from,
                   const std::function<bool(std::string_view, std::string_view)>& visit) const {
  const auto whole_prefix = whole_key(table, prefix);
  const auto start = whole_prefix + std::string{from};
  auto pending = pending_.lower_bound(start);
  const auto pending_left = [&] {
    return pending != pending_.end() && pending->first.compare(0, whole_prefix.size(), whole_prefix) == 0;
  };
  bool stopped = false;
  const auto show = [&](std::string_view key, std::string_view value) {
    stopped = !visit(key.substr(1), value);
    return !stopped;
  };
  const auto show_pending = [&] {
    if (pending->second.value) show(pending->first, *pending->second.value);
    ++pending;
  };
  space_.scan(whole_prefix, start, [&](std::string_view key, std::string_view value) {
    while (!stopped && pending_left() && pending->first < key) show_pending();
    if (stopped) return false;
    if (pending_left() && pending->first == key) {
      show_pending();
      return !stopped;
    }
    return show(key, value);
  });
  while (!stopped && pending_left()) show_pending();
}

void Overlay::put(TableId table, std::string_view key, std::string_view value) {
  change(whole_key(table, key), std::string{value});
}

void Overlay::erase(TableId table, std::string_view key) { change(whole_key(table, key), std::nullopt); }

void Overlay::change(std::string key, std::optional<std::string> value) {
  pending_bytes_ += weight_of(key, value);
  pending_.insert_or_assign(key, Pending{value, first_group_ + closed_.size()});
  open_.push_back({std::move(key), std::move(value)});
}

void Overlay::close_group() {
  closed_.push_back(std::move(open_));
  open_.clear();
}

void Overlay::fold_oldest(const std::vector<Change>& extra) {
  Group group = std::move(closed_.front());
  closed_.pop_front();
  const auto changes_of_group = group.size();
  group.insert(group.end(), extra.begin(), extra.end());
  space_.write(group);
  for (std::size_t i = 0; i < changes_of_group; ++i) {
    auto& [key, value] = group[i];
    folded_tables_.set(static_cast<std::uint8_t>(key.front()));
    pending_bytes_ -= std::min(pending_bytes_, weight_of(key, value));
    const auto pending = pending_.find(key);
    // A newer group may still change it.
    const bool newer = pending != pending_.end() && pending->second.group > first_group_;
    if (pending == pending_.end() || (newer && !planted("overlay-forgets-newer-change"))) continue;
    old_.erase(key);
    remember(key, std::move(pending->second.value));
    pending_.erase(pending);
  }
  for (std::size_t i = changes_of_group; i < group.size(); ++i) {
    young_.erase(group[i].key);
    old_.erase(group[i].key);
  }
  ++first_group_;
}

bool Overlay::take_folded(TableId table) {
  const auto index = static_cast<std::size_t>(table);
  const bool folded = folded_tables_.test(index);
  folded_tables_.reset(index);
  return folded;
}

void Overlay::discard() {
  pending_.clear();
  closed_.clear();
  open_.clear();
  pending_bytes_ = 0;
  young_.clear();
  old_.clear();
  cache_bytes_ = 0;
}

void Overlay::remember(const std::string& key, std::optional<std::string> value) const {
  const auto weight = weight_of(key, value);
  if (cache_bytes_ + weight > cache_bytes_max_ / 2) {
    old_ = std::move(young_);
    young_.clear();
    cache_bytes_ = 0;
  }
  cache_bytes_ += weight;
  young_.insert_or_assign(key, std::move(value));
}

}  // namespace matbud::state
