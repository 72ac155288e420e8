// What all copies of a KeyRing share: the table of keys, and how it follows and writes keys.v1.
#pragma once

#include <chrono>
#include <functional>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <vector>

#include "key_table.h"
#include "matbud/log/follower.h"
#include "matbud/privacy/key_ring.h"

namespace matbud::privacy {

/// The bytes of a record of keys.v1; an empty value is a tombstone.
[[nodiscard]] std::string keys_record(const std::string& key_id, std::string_view value, Timestamp now);

/// Thread-safe. Locks are taken in the order of the members.
class KeyRing::Shared {
 public:
  Shared(log::Log& log, const MasterKey& master, Random& random);

  /// Reads on without waiting.
  [[nodiscard]] Result<std::size_t> refresh();
  /// Reads on to the end that the topic has at the moment of the call.
  [[nodiscard]] Result<void> catch_up(std::chrono::milliseconds timeout);
  /// One change of the topic: catches up, asks `records` what to append (under no lock but the writers'), appends it
  /// and waits, catches up again, and appends what counts once more for citizens whose newest record does not.
  [[nodiscard]] Result<void> change(const std::function<Result<std::vector<std::string>>()>& records, Timestamp now);

  /// Has the log forget what is superseded. After a change of the topic, which has repaired what counts.
  [[nodiscard]] Result<void> forget_superseded();
  void forget_superseded_by(std::function<Result<void>()> forget) { forget_ = std::move(forget); }

  /// Calls `use` with the citizen's entry or null, which stays as it is meanwhile. `use` must not call back.
  template <class Use>
  auto with_entry(std::string_view key_id, const Use& use) const {
    const std::shared_lock lock{table_mutex_};
    return use(table_.find(key_id));
  }
  void remember_absent(const std::string& key_id);
  [[nodiscard]] std::size_t present() const;
  /// What must be appended so that the newest record of each citizen is the one that counts.
  [[nodiscard]] std::vector<std::string> repairs(Timestamp now) const;

  [[nodiscard]] v1::WrappedKey new_key(const std::string& key_id, Timestamp now) const;
  [[nodiscard]] Random& random() const { return random_; }

 private:
  [[nodiscard]] Result<std::size_t> read_on();  ///< reader_mutex_ is held
  [[nodiscard]] Result<void> append(std::vector<std::string> records);

  log::Log& log_;
  const MasterKey& master_;
  Random& random_;
  std::function<Result<void>()> forget_;
  std::mutex writer_mutex_;
  std::mutex reader_mutex_;
  std::optional<log::Follower> follower_;  ///< never empty; replaced to stand at an earlier record
  mutable std::shared_mutex table_mutex_;
  KeyTable table_;
};

}  // namespace matbud::privacy
