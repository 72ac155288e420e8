#include "matbud/processor/machinery.h"

#include "matbud/base/plant.h"

namespace matbud::processor {
namespace {

constexpr state::Table<runtime::v1::Timer> by_due{timers_by_due};
constexpr state::Table<runtime::v1::PendingEffect> effects{pending_effects};

std::string due_key(std::int64_t due_ms, std::string_view timer_id) { return state::sortable(due_ms).append(timer_id); }

std::int64_t number_from(std::string_view sortable) {
  std::uint64_t number = 0;
  for (const char byte : sortable) number = (number << 8) | static_cast<std::uint8_t>(byte);
  return static_cast<std::int64_t>(number);
}

}  // namespace

void set_timer(state::TableWriter& state, std::string_view timer_id, Timestamp due, std::string_view key,
               std::string_view subject) {
  cancel_timer(state, timer_id);
  runtime::v1::Timer timer;
  timer.set_timer_id(timer_id.data(), timer_id.size());
  timer.set_due_at_ms(to_ms(due));
  timer.set_key(key.data(), key.size());
  timer.set_subject(subject.data(), subject.size());
  by_due.put(state, due_key(to_ms(due), timer_id), timer);
  state.put(timers_by_id, timer_id, state::sortable(to_ms(due)));
}

void cancel_timer(state::TableWriter& state, std::string_view timer_id) {
  const auto due = timer_due_at(state, timer_id);
  if (!due) return;
  if (!planted("timer-not-cancelled")) by_due.erase(state, due_key(to_ms(*due), timer_id));
  state.erase(timers_by_id, timer_id);
}

std::optional<Timestamp> timer_due_at(const state::TableReader& state, std::string_view timer_id) {
  const auto due = state.find(timers_by_id, timer_id);
  if (!due) return std::nullopt;
  return from_ms(number_from(*due));
}

bool is_due(const state::TableReader& state, const runtime::v1::TimerDue& due) {
  return timer_due_at(state, due.timer_id()) == from_ms(due.due_at_ms());
}

void request_effect(state::TableWriter& state, const runtime::v1::PendingEffect& effect) {
  const auto before = state.find(effect_requests, "");
  const std::int64_t number = (before ? number_from(*before) : 0) + 1;
  state.put(effect_requests, "", state::sortable(number));
  auto request = effect;
  request.clear_started_by();
  request.set_request_number(static_cast<std::uint64_t>(number));
  effects.put(state, request.effect_id(), request);
}

void mark_started(state::TableWriter& state, std::string_view effect_id, std::string_view incarnation) {
  auto effect = effects.find(state, effect_id);
  if (!effect) return;
  effect->set_started_by(incarnation.data(), incarnation.size());
  effects.put(state, effect_id, *effect);
}

void settle_effect(state::TableWriter& state, std::string_view effect_id) {
  if (effects.contains(state, effect_id)) effects.erase(state, effect_id);
}

std::optional<runtime::v1::PendingEffect> pending_effect(const state::TableReader& state, std::string_view effect_id) {
  return effects.find(state, effect_id);
}

}  // namespace matbud::processor
