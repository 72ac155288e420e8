// State that survives a killed process, may go back to an earlier write after a power failure, and knows its own
// digest at every moment.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "matbud/state/space.h"
#include "trace.h"

namespace matbud::simulation {

/// Thrown by a space in the middle of a processor's step: the process dies here. Not a std::exception: nothing in the
/// process under test may catch it.
struct Killed {};

/// Keys and values with the digest of all that follows from the own topic's events alone.
class KeptMap {
 public:
  void put(std::string_view key, std::string_view value);
  void erase(std::string_view key);
  void clear();
  [[nodiscard]] const std::map<std::string, std::string, std::less<>>& entries() const { return entries_; }
  [[nodiscard]] const Digest& digest() const { return digest_; }

 private:
  std::map<std::string, std::string, std::less<>> entries_;
  Digest digest_;
};

class SimulatedSpace final : public state::Space {
 public:
  [[nodiscard]] std::optional<std::string> get(std::string_view key) const override;
  void scan(std::string_view prefix, std::string_view from,
            const std::function<bool(std::string_view, std::string_view)>& visit) const override;
  [[nodiscard]] std::optional<std::string> last_key(std::string_view prefix) const override;
  void clear() override;

  [[nodiscard]] const KeptMap& kept() const { return kept_; }
  /// Power loss: the last writes are gone. At most the last 24 can be.
  void go_back(std::size_t writes);
  [[nodiscard]] std::size_t writes_to_go_back() const { return undo_.size(); }
  /// A new, empty space.
  void forget();
  /// The process dies at the write after so many others: before it takes effect, or after.
  void kill_at_write(std::size_t writes_before, bool takes_effect);
  /// No write kills any more.
  void disarm() { writes_before_kill_.reset(); }

 private:
  using Undo = std::vector<state::Change>;
  void write_all(std::span<const state::ChangeView> changes) override;
  void remember(Undo undo);

  KeptMap kept_;
  std::deque<Undo> undo_;
  std::optional<std::size_t> writes_before_kill_;
  bool killing_write_takes_effect_ = false;
};

/// Tables straight on a KeptMap: the oracle's state.
class KeptTables final : public state::TableWriter {
 public:
  explicit KeptTables(KeptMap& kept) : kept_{kept} {}
  [[nodiscard]] std::optional<std::string_view> find(state::TableId table, std::string_view key) const override;
  void scan(state::TableId table, std::string_view prefix, std::string_view from,
            const std::function<bool(std::string_view, std::string_view)>& visit) const override;
  void put(state::TableId table, std::string_view key, std::string_view value) override;
  void erase(state::TableId table, std::string_view key) override;

 private:
  KeptMap& kept_;
};

}  // namespace matbud::simulation
