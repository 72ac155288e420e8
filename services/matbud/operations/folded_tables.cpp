#include "folded_tables.h"

#include <utility>

#include "matbud/processor/machinery.h"

namespace matbud::operations {
namespace {

std::size_t index_of(state::TableId table) { return static_cast<std::uint8_t>(table); }

/// A whole key for people: its table's number, and its bytes with what cannot be printed as \xNN.
std::string readable(std::string_view whole_key) {
  constexpr char digits[] = "0123456789abcdef";
  std::string text = "table " + std::to_string(static_cast<std::uint8_t>(whole_key.front())) + " key `";
  for (const char byte : whole_key.substr(1)) {
    const auto value = static_cast<unsigned char>(byte);
    const bool plain = value >= 0x20 && value < 0x7f;
    if (plain) {
      text.push_back(byte);
    } else {
      text.append("\\x").append(1, digits[value >> 4U]).append(1, digits[value & 15U]);
    }
  }
  return text + "`";
}

}  // namespace

std::string_view FoldedTables::whole(state::TableId table, std::string_view key) const {
  scratch_.clear();
  scratch_.push_back(static_cast<char>(table));
  scratch_.append(key);
  return scratch_;
}

std::optional<std::string_view> FoldedTables::find(state::TableId table, std::string_view key) const {
  const auto row = rows_.find(whole(table, key));
  if (row == rows_.end()) return std::nullopt;
  return row->second->bytes;
}

const FoldedTables::Order& FoldedTables::order_of(state::TableId table) const {
  auto& order = orders_[index_of(table)];
  if (!order) {
    order = std::make_unique<Order>();
    for (const auto& [key, value] : rows_) {
      if (key.front() == static_cast<char>(table)) order->insert(key);
    }
  }
  return *order;
}

void FoldedTables::scan(state::TableId table, std::string_view prefix, std::string_view from,
                        const std::function<bool(std::string_view, std::string_view)>& visit) const {
  const auto& order = order_of(table);
  const auto whole_prefix = state::whole_key(table, prefix);
  for (auto at = order.lower_bound(whole_prefix + std::string{from}); at != order.end(); ++at) {
    if (!at->starts_with(whole_prefix) || !visit(at->substr(1), rows_.find(*at)->second->bytes)) return;
  }
}

void FoldedTables::put(state::TableId table, std::string_view key, std::string_view value) {
  const auto key_bytes = whole(table, key);
  if (const auto row = rows_.find(key_bytes); row != rows_.end()) {
    row->second->bytes.assign(value);
    return;
  }
  auto row = std::make_unique<Row>(Row{std::string{key_bytes}, std::string{value}});
  const std::string_view stable_key = row->key;
  rows_.emplace(stable_key, std::move(row));
  if (auto& order = orders_[index_of(table)]) order->insert(stable_key);
}

void FoldedTables::erase(state::TableId table, std::string_view key) {
  const auto row = rows_.find(whole(table, key));
  if (row == rows_.end()) return;
  if (auto& order = orders_[index_of(table)]) order->erase(row->first);
  rows_.erase(row);
}

Difference FoldedTables::compare(const state::Space& stored) {
  Difference difference;
  const auto differs = [&](std::string_view key, const char* how) {
    if (difference.keys++ == 0) difference.first = readable(key) + how;
  };
  std::size_t met = 0;
  stored.scan("", "", [&](std::string_view key, std::string_view value) {
    if (key.front() == static_cast<char>(processor::positions)) return true;
    const auto row = rows_.find(key);
    if (row == rows_.end()) {
      differs(key, " is stored and follows from no event");
      return true;
    }
    ++met;
    row->second->met = true;
    if (row->second->bytes != value) differs(key, " is stored with another value than the events give");
    return true;
  });
  if (met == rows_.size()) return difference;
  for (const auto& [key, row] : rows_) {
    if (!row->met) differs(key, " follows from the events and is not stored");
  }
  return difference;
}

}  // namespace matbud::operations
