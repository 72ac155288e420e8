#include "key_table.h"

#include "matbud/base/plant.h"

namespace matbud::privacy {
namespace {

constexpr std::size_t absent_max = 10'000;

}  // namespace

Result<void> KeyTable::apply(const log::Envelope& record) {
  const std::string key_id{record.key};
  if (record.value.empty()) {
    destroy(entries_[key_id]);
    astray_.erase(key_id);
    return {};
  }
  v1::WrappedKey key;
  if (!key.ParseFromArray(record.value.data(), static_cast<int>(record.value.size()))) {
    return failure(Error::Code::corrupt, "value is not a " + v1::WrappedKey::descriptor()->full_name());
  }
  if (key.key_id() != key_id) {
    return failure(Error::Code::corrupt, "key of citizen " + key.key_id() + " stands under record key " + key_id);
  }
  const auto known = entries_.find(key_id);
  const State state = known == entries_.end() ? State::absent : known->second.state;
  const bool counts = state == State::absent ||
                      (state == State::destroyed && (key.after_erasure() || planted("key-back-after-erasure")));
  if (counts) {
    Entry entry;
    if (auto taken = take(entry, key, record.value); !taken) return taken;
    entries_[key_id] = std::move(entry);
    return {};
  }
  if (state == State::present && known->second.wrapped == record.value) {
    astray_.erase(key_id);
  } else {
    astray_.insert(key_id);
  }
  return {};
}

const KeyTable::Entry* KeyTable::find(std::string_view key_id) const {
  const auto found = entries_.find(key_id);
  return found == entries_.end() ? nullptr : &found->second;
}

void KeyTable::remember_absent(const std::string& key_id) {
  if (absent_ < absent_max && entries_.try_emplace(key_id).second) ++absent_;
}

Result<void> KeyTable::take(Entry& entry, const v1::WrappedKey& key, std::string_view bytes) {
  StackKey clear;
  if (auto unwrapped = master_.unwrap(key, clear.bytes()); !unwrapped) return unwrapped;
  entry.key = places_.take(clear.bytes());
  entry.wrapped = bytes;
  entry.state = State::present;
  ++present_;
  return {};
}

void KeyTable::destroy(Entry& entry) {
  if (planted("key-kept-after-erasure")) return;
  if (entry.state == State::present) {
    places_.give_back(entry.key);
    --present_;
  }
  entry = Entry{.state = State::destroyed, .key = nullptr, .wrapped = {}};
}

}  // namespace matbud::privacy
