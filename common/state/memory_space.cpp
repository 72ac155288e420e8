#include <openssl/sha.h>

#include "matbud/state/space.h"

namespace matbud::state {

void Space::write(const std::vector<Change>& changes) {
  std::vector<ChangeView> views;
  views.reserve(changes.size());
  for (const auto& change : changes) views.push_back({change.key, change.value});
  write_all(views);
}

std::optional<std::string> MemorySpace::get(std::string_view key) const {
  const auto found = map_.find(key);
  if (found == map_.end()) return std::nullopt;
  return found->second;
}

void MemorySpace::write_all(std::span<const ChangeView> changes) {
  for (const auto& change : changes) {
    const auto found = map_.find(change.key);
    if (!change.value) {
      if (found != map_.end()) map_.erase(found);
    } else if (found != map_.end()) {
      found->second = *change.value;
    } else {
      map_.emplace(change.key, *change.value);
    }
  }
}

void MemorySpace::scan(std::string_view prefix, std::string_view from,
                       const std::function<bool(std::string_view, std::string_view)>& visit) const {
  for (auto at = map_.lower_bound(std::max(prefix, from)); at != map_.end(); ++at) {
    if (at->first.compare(0, prefix.size(), prefix) != 0) return;
    if (!visit(at->first, at->second)) return;
  }
}

std::optional<std::string> MemorySpace::last_key(std::string_view prefix) const { return last_key_of(map_, prefix); }

std::optional<std::string_view> SpaceTables::find(TableId table, std::string_view key) const {
  auto value = space_.get(whole_key(table, key));
  if (!value) return std::nullopt;
  found_ = std::move(*value);
  return found_;
}

void SpaceTables::scan(TableId table, std::string_view prefix, std::string_view from,
                       const std::function<bool(std::string_view, std::string_view)>& visit) const {
  const auto whole_prefix = whole_key(table, prefix);
  space_.scan(whole_prefix, whole_prefix + std::string{from},
              [&](std::string_view key, std::string_view value) { return visit(key.substr(1), value); });
}

std::string whole_key(TableId table, std::string_view key) {
  std::string whole;
  whole.reserve(key.size() + 1);
  whole.push_back(static_cast<char>(table));
  whole.append(key);
  return whole;
}

std::string end_of_prefix(std::string prefix) {
  while (!prefix.empty() && prefix.back() == '\xff') prefix.pop_back();
  if (!prefix.empty()) prefix.back() = static_cast<char>(prefix.back() + 1);
  return prefix;
}

std::string digest_of(const Space& space, const std::vector<std::string>& left_out) {
  // The sum of the entries' hashes, word by word: addition does not care for order, and equal entries do not cancel out
  // as they would with exclusive or.
  std::uint64_t sum[4] = {0, 0, 0, 0};
  space.scan("", "", [&](std::string_view key, std::string_view value) {
    for (const auto& prefix : left_out) {
      if (key.substr(0, prefix.size()) == prefix) return true;
    }
    std::string bytes = std::to_string(key.size()) + ":";
    bytes.append(key).append(value);
    unsigned char hash[SHA256_DIGEST_LENGTH];
    SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), hash);
    for (std::size_t word = 0; word < 4; ++word) {
      std::uint64_t part = 0;
      for (std::size_t i = 0; i < 8; ++i) part = (part << 8) | hash[word * 8 + i];
      sum[word] += part;
    }
    return true;
  });
  std::string text;
  for (const auto word : sum) {
    for (int shift = 60; shift >= 0; shift -= 4) text.push_back("0123456789abcdef"[(word >> shift) & 15]);
  }
  return text;
}

}  // namespace matbud::state
