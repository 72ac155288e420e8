#include "entries.h"

#include <cstring>
#include <functional>
#include <new>
#include <utility>

namespace matbud::state {
namespace {

std::uint64_t hash_of(std::string_view key) { return std::hash<std::string_view>{}(key); }

}  // namespace

void Entries::Free::operator()(Entry* entry) const {
  entry->~Entry();
  ::operator delete(entry);
}

std::unique_ptr<Entry, Entries::Free> Entries::make(std::string_view key) {
  auto* const room = static_cast<char*>(::operator new(sizeof(Entry) + key.size()));
  auto* const copy = room + sizeof(Entry);
  if (!key.empty()) std::memcpy(copy, key.data(), key.size());
  std::unique_ptr<Entry, Free> entry{new (room) Entry};
  entry->key = {copy, key.size()};
  return entry;
}

std::size_t Entries::place_of(std::string_view key, std::uint64_t hash) const {
  const auto mask = slots_.size() - 1;
  for (auto at = hash & mask;; at = (at + 1) & mask) {
    const auto& slot = slots_[at];
    if (!slot.entry || (slot.hash == hash && slot.entry->key == key)) return at;
  }
}

Entry* Entries::find(std::string_view key) const { return slots_[place_of(key, hash_of(key))].entry.get(); }

Entry& Entries::find_or_make(std::string_view key) {
  const auto hash = hash_of(key);
  auto at = place_of(key, hash);
  if (slots_[at].entry) return *slots_[at].entry;
  auto made = make(key);
  if ((count_ + 1) * 4 > slots_.size() * 3) {
    grow();
    at = place_of(key, hash);
  }
  ++count_;
  slots_[at] = {hash, std::move(made)};
  return *slots_[at].entry;
}

void Entries::erase(const Entry& entry) { empty(place_of(entry.key, hash_of(entry.key))); }

void Entries::clear() {
  slots_ = std::vector<Slot>(slots_min);
  count_ = 0;
}

void Entries::empty(std::size_t at) {
  const auto mask = slots_.size() - 1;
  slots_[at].entry.reset();
  --count_;
  // Those behind it that would no longer be found move up.
  for (auto next = (at + 1) & mask; slots_[next].entry; next = (next + 1) & mask) {
    const auto home = slots_[next].hash & mask;
    const bool reachable = ((next - home) & mask) < ((next - at) & mask);
    if (reachable) continue;
    slots_[at] = std::move(slots_[next]);
    at = next;
  }
}

void Entries::grow() {
  auto before = std::exchange(slots_, std::vector<Slot>(slots_.size() * 2));
  const auto mask = slots_.size() - 1;
  for (auto& slot : before) {
    if (!slot.entry) continue;
    auto at = slot.hash & mask;
    while (slots_[at].entry) at = (at + 1) & mask;
    slots_[at] = std::move(slot);
  }
}

}  // namespace matbud::state
