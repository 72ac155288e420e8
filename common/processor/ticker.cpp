#include "ticker.h"

#include <algorithm>
#include <set>

#include "matbud/base/plant.h"
#include "matbud/processor/machinery.h"

namespace matbud::processor {
namespace {

constexpr std::chrono::milliseconds patience_first{2'000};
constexpr std::chrono::milliseconds patience_max{60'000};
constexpr std::size_t timers_a_step = 256;

}  // namespace

std::size_t Ticker::step(Timestamp now, CommandOutbox& outbox) {
  if (!stale_ && (!next_ || *next_ > now)) return 0;
  stale_ = false;
  next_.reset();
  std::size_t sent = 0;
  std::map<std::string, Sent, std::less<>> still_there;
  const state::SpaceTables verified{space_};
  // Another command would only lengthen the queue of a parked subject.
  std::set<std::string, std::less<>> parked;
  verified.scan(parked_subjects, "", "", [&](std::string_view subject, std::string_view) {
    parked.emplace(subject);
    return true;
  });
  constexpr state::Table<runtime::v1::Timer> by_due{timers_by_due};
  by_due.scan(verified, "", "", [&](std::string_view key, const runtime::v1::Timer& timer) {
    const auto wait_until = [&](Timestamp moment) { next_ = next_ ? std::min(*next_, moment) : moment; };
    const auto due = from_ms(timer.due_at_ms());
    const bool early = due > now && !planted("timer-sent-early");
    if (early || sent == timers_a_step) {
      wait_until(std::max(due, now));
      return false;
    }
    if (parked.contains(timer.subject())) return true;
    auto patience = patience_first;
    if (const auto before = sent_.find(key); before != sent_.end()) {
      const auto& [at, waits] = before->second;
      if (now - at < waits) {
        still_there.emplace(key, before->second);
        wait_until(at + waits);
        return true;
      }
      patience = std::min(2 * waits, patience_max);
    }
    runtime::v1::RuntimeCommand command;
    command.mutable_timer_due()->set_timer_id(timer.timer_id());
    command.mutable_timer_due()->set_due_at_ms(timer.due_at_ms());
    outbox.send(timer.key(), timer.timer_id() + "@" + std::to_string(timer.due_at_ms()), runtime_command_type,
                timer.subject(), decider_.wrapped(command), now);
    still_there.emplace(key, Sent{now, patience});
    wait_until(now + patience);
    ++sent;
    return true;
  });
  sent_ = std::move(still_there);
  return sent;
}

}  // namespace matbud::processor
