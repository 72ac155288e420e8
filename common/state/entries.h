// The keys that an overlay knows, in a hash table whose entries stay where they are: one piece of memory an entry, and
// a look-up touches little of it, since what it waits for is memory.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace matbud::state {

/// One key as an overlay knows it.
struct Entry {
  enum class Kind : std::uint8_t {
    blank,    ///< just made: nothing is known
    clean,    ///< as in the space
    changed,  ///< and not folded
  };
  static constexpr std::uint8_t reads_max = 3;

  std::string_view key;  ///< lies behind the entry
  std::string value;
  std::uint64_t group = 0;  ///< the newest group that changed it
  std::uint32_t row = 0;    ///< its place in that group, once it is closed
  std::uint32_t pins = 0;   ///< stretches that hold it: it may not be forgotten
  Kind kind = Kind::blank;
  bool present = false;    ///< else known to be absent
  std::uint8_t reads = 0;  ///< how often it was found of late and since it was made, up to reads_max

  void was_read() { reads = static_cast<std::uint8_t>(reads < reads_max ? reads + 1 : reads_max); }
};

/// Owns entries by key. Not thread-safe.
class Entries {
 public:
  Entries() : slots_(slots_min) {}
  Entries(const Entries&) = delete;
  Entries& operator=(const Entries&) = delete;

  /// The entry of this key, or null.
  [[nodiscard]] Entry* find(std::string_view key) const;
  /// The entry of this key, a blank one when there was none.
  [[nodiscard]] Entry& find_or_make(std::string_view key);
  void erase(const Entry& entry);
  void clear();

  /// Calls `visit` for each entry; it may be called twice for one.
  template <class Visit>
  void for_each(Visit visit) const {
    for (const auto& slot : slots_) {
      if (slot.entry) visit(*slot.entry);
    }
  }
  /// Erases the entries for which `goes` is true. It may be asked twice about one.
  template <class Goes>
  void erase_if(Goes goes) {
    for (std::size_t at = 0; at < slots_.size();) {
      if (slots_[at].entry && goes(*slots_[at].entry)) {
        empty(at);  // another may have moved up
      } else {
        ++at;
      }
    }
  }

 private:
  static constexpr std::size_t slots_min = 16;  // a power of two, as every size

  struct Free {
    void operator()(Entry* entry) const;
  };
  struct Slot {
    std::uint64_t hash = 0;
    std::unique_ptr<Entry, Free> entry;
  };

  static std::unique_ptr<Entry, Free> make(std::string_view key);
  /// Where the key is, or the free slot where it would be.
  [[nodiscard]] std::size_t place_of(std::string_view key, std::uint64_t hash) const;
  void empty(std::size_t at);
  void grow();

  std::vector<Slot> slots_;
  std::size_t count_ = 0;
};

}  // namespace matbud::state
