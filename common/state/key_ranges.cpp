#include "key_ranges.h"

#include <utility>

namespace matbud::state {

void KeyRanges::watch(std::uint8_t table, const std::vector<Entry*>& changed) {
  tables_[table] = std::make_unique<Table>();
  for (auto* entry : changed) tables_[table]->changed.emplace(entry->key, entry);
}

Stretch* KeyRanges::stretch_for(std::uint8_t table, std::string_view prefix, std::string_view from) const {
  if (!tables_[table]) return nullptr;
  for (const auto& stretch : tables_[table]->stretches) {
    if (stretch->answers(prefix, from)) return stretch.get();
  }
  return nullptr;
}

void KeyRanges::remember(std::uint8_t table, std::string prefix, std::string from, const std::vector<Entry*>& found) {
  auto& stretches = tables_[table]->stretches;
  if (stretches.size() == stretches_a_table_max) forget(stretches, 0);
  auto stretch = std::make_unique<Stretch>(std::move(prefix), std::move(from));
  for (auto* entry : found) {
    stretch->entries().emplace(entry->key, entry);
    ++entry->pins;
  }
  stretches.push_back(std::move(stretch));
}

void KeyRanges::forget_stretches(std::uint8_t table) {
  if (!tables_[table]) return;
  auto& stretches = tables_[table]->stretches;
  while (!stretches.empty()) forget(stretches, stretches.size() - 1);
}

void KeyRanges::on_change(Entry& entry) {
  auto* table = tables_[static_cast<std::uint8_t>(entry.key.front())].get();
  if (table == nullptr) return;
  table->changed.emplace(entry.key, &entry);
  auto& stretches = table->stretches;
  for (std::size_t i = 0; i < stretches.size();) {
    auto& stretch = *stretches[i];
    if (stretch.covers(entry.key)) {
      if (!entry.present) {
        entry.pins -= static_cast<std::uint32_t>(stretch.entries().erase(entry.key));
      } else if (stretch.entries().emplace(entry.key, &entry).second) {
        ++entry.pins;
      }
    }
    if (stretch.entries().size() > stretch_keys_max) {
      forget(stretches, i);
    } else {
      ++i;
    }
  }
}

void KeyRanges::on_fold(const Entry& entry) {
  if (auto* table = tables_[static_cast<std::uint8_t>(entry.key.front())].get()) table->changed.erase(entry.key);
}

void KeyRanges::clear() {
  for (auto& table : tables_) table.reset();
}

void KeyRanges::forget(std::vector<std::unique_ptr<Stretch>>& stretches, std::size_t index) {
  for (auto& [key, entry] : stretches[index]->entries()) --entry->pins;
  stretches.erase(stretches.begin() + static_cast<std::ptrdiff_t>(index));
}

}  // namespace matbud::state
