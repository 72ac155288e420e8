// Which citizen has which key: the fold of keys.v1.
#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "matbud/base/result.h"
#include "matbud/log/record.h"
#include "matbud/privacy/master_key.h"
#include "secret.h"

namespace matbud::privacy {

/// Not thread-safe.
///
/// Two writers may both append a first key for a citizen, or one a key behind a tombstone it had not read. Such a
/// stray record never counts; but keys.v1 is compacted, which keeps the newest record of a citizen, so the record that
/// does count must be appended again. `astray()` says for whom.
class KeyTable {
 public:
  enum class State { present, destroyed, absent };  ///< absent: looked for in the whole topic in vain
  struct Entry {
    State state = State::absent;
    const std::uint8_t* key = nullptr;  ///< 32 bytes while present
    std::string wrapped;                ///< bytes of the WrappedKey while present
  };

  explicit KeyTable(const MasterKey& master) : master_{master} {}

  /// Folds one record of keys.v1. On error nothing has changed.
  [[nodiscard]] Result<void> apply(const log::Envelope& record);

  /// Nothing when never heard of.
  [[nodiscard]] const Entry* find(std::string_view key_id) const;
  /// Remembers that the whole topic knows no such key, unless that is remembered of very many ids: whoever makes ids up
  /// must not fill our memory.
  void remember_absent(const std::string& key_id);
  [[nodiscard]] std::size_t present() const { return present_; }
  /// Citizens whose newest record in the topic is not the one that counts.
  [[nodiscard]] const std::set<std::string>& astray() const { return astray_; }

 private:
  Result<void> take(Entry& entry, const v1::WrappedKey& key, std::string_view bytes);
  void destroy(Entry& entry);

  const MasterKey& master_;
  KeyPlaces places_;
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
  };
  std::unordered_map<std::string, Entry, TextHash, std::equal_to<>> entries_;
  std::set<std::string> astray_;
  std::size_t present_ = 0;
  std::size_t absent_ = 0;
};

}  // namespace matbud::privacy
