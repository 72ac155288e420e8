#include "simulated_space.h"

#include <algorithm>

#include "installation.h"
#include "matbud/processor/machinery.h"

namespace matbud::simulation {
namespace {

constexpr std::size_t undo_max = 24;

/// Positions depend on more than the log, and the table of folded events on the version of the code.
bool counts(std::string_view key) {
  return !key.empty() && key.front() != static_cast<char>(processor::positions) &&
         key.front() != static_cast<char>(folded_events);
}

}  // namespace

void KeptMap::put(std::string_view key, std::string_view value) {
  const auto found = entries_.find(key);
  if (found == entries_.end()) {
    entries_.emplace(key, value);
  } else {
    if (counts(key)) digest_.remove(key, found->second);
    found->second.assign(value);
  }
  if (counts(key)) digest_.add(key, value);
}

void KeptMap::erase(std::string_view key) {
  const auto found = entries_.find(key);
  if (found == entries_.end()) return;
  if (counts(key)) digest_.remove(key, found->second);
  entries_.erase(found);
}

void KeptMap::clear() {
  entries_.clear();
  digest_ = {};
}

std::optional<std::string> SimulatedSpace::get(std::string_view key) const {
  const auto found = kept_.entries().find(key);
  if (found == kept_.entries().end()) return std::nullopt;
  return found->second;
}

void SimulatedSpace::write_all(std::span<const state::ChangeView> changes) {
  const bool last = writes_before_kill_ && *writes_before_kill_ == 0;
  if (last && !killing_write_takes_effect_) throw Killed{};
  if (writes_before_kill_ && !last) --*writes_before_kill_;
  Undo undo;
  for (const auto& change : changes) {
    undo.push_back({std::string{change.key}, get(change.key)});
    if (change.value) {
      kept_.put(change.key, *change.value);
    } else {
      kept_.erase(change.key);
    }
  }
  remember(std::move(undo));
  if (last) throw Killed{};
}

std::optional<std::string> SimulatedSpace::last_key(std::string_view prefix) const {
  return state::last_key_of(kept_.entries(), prefix);
}

void SimulatedSpace::scan(std::string_view prefix, std::string_view from,
                          const std::function<bool(std::string_view, std::string_view)>& visit) const {
  for (auto at = kept_.entries().lower_bound(std::max(prefix, from)); at != kept_.entries().end(); ++at) {
    if (at->first.compare(0, prefix.size(), prefix) != 0) return;
    if (!visit(at->first, at->second)) return;
  }
}

void SimulatedSpace::clear() {
  Undo undo;
  for (const auto& [key, value] : kept_.entries()) undo.push_back({key, value});
  kept_.clear();
  remember(std::move(undo));
}

void SimulatedSpace::remember(Undo undo) {
  undo_.push_back(std::move(undo));
  if (undo_.size() > undo_max) undo_.pop_front();
}

void SimulatedSpace::go_back(std::size_t writes) {
  for (; writes > 0 && !undo_.empty(); --writes) {
    const auto& undo = undo_.back();
    for (auto change = undo.rbegin(); change != undo.rend(); ++change) {
      if (change->value) {
        kept_.put(change->key, *change->value);
      } else {
        kept_.erase(change->key);
      }
    }
    undo_.pop_back();
  }
}

void SimulatedSpace::forget() {
  kept_.clear();
  undo_.clear();
}

void SimulatedSpace::kill_at_write(std::size_t writes_before, bool takes_effect) {
  writes_before_kill_ = writes_before;
  killing_write_takes_effect_ = takes_effect;
}

std::optional<std::string_view> KeptTables::find(state::TableId table, std::string_view key) const {
  const auto found = kept_.entries().find(state::whole_key(table, key));
  if (found == kept_.entries().end()) return std::nullopt;
  return found->second;
}

void KeptTables::scan(state::TableId table, std::string_view prefix, std::string_view from,
                      const std::function<bool(std::string_view, std::string_view)>& visit) const {
  const auto whole_prefix = state::whole_key(table, prefix);
  const auto start = whole_prefix + std::string{from};
  for (auto at = kept_.entries().lower_bound(start); at != kept_.entries().end(); ++at) {
    if (at->first.compare(0, whole_prefix.size(), whole_prefix) != 0) return;
    if (!visit(std::string_view{at->first}.substr(1), at->second)) return;
  }
}

void KeptTables::put(state::TableId table, std::string_view key, std::string_view value) {
  kept_.put(state::whole_key(table, key), value);
}

void KeptTables::erase(state::TableId table, std::string_view key) { kept_.erase(state::whole_key(table, key)); }

}  // namespace matbud::simulation
