#include "effect_driver.h"

#include "matbud/base/plant.h"
#include "matbud/processor/machinery.h"

namespace matbud::processor {
namespace {

constexpr std::size_t effects_in_hand_max = 256;

}  // namespace

std::size_t EffectDriver::step(Timestamp now, CommandOutbox& outbox) {
  if (effector_ == nullptr) return 0;
  while (const auto report = effector_->poll()) {
    const auto effect = in_hand_.find(report->effect_id);
    if (effect == in_hand_.end()) continue;
    // A late report of an earlier request must not hide that this one is only about to start.
    if (effect->second.stage == Stage::performing) effect->second.stage = Stage::reported;
    outbox.send(effect->second.key, report->effect_id + "/" + incarnation_ + "/" + std::to_string(reports_++),
                report->type, effect->second.subject, report->command, now);
  }
  std::size_t handed_over = 0;
  if (stale_) look(now, outbox, handed_over);
  return handed_over;
}

void EffectDriver::look(Timestamp now, CommandOutbox& outbox, std::size_t& handed_over) {
  stale_ = false;
  const state::SpaceTables verified{space_};
  std::erase_if(in_hand_, [&](const auto& known) {
    const auto effect = pending_effect(verified, known.first);
    return !effect || effect->request_number() != known.second.request_number;  // settled, or asked for anew: a retry
  });
  constexpr state::Table<runtime::v1::PendingEffect> effects{pending_effects};
  effects.scan(verified, "", "", [&](std::string_view id, const runtime::v1::PendingEffect& effect) {
    const auto known = in_hand_.find(id);
    const bool never_started = effect.started_by().empty();
    if (known == in_hand_.end() && in_hand_.size() >= effects_in_hand_max) {
      stale_ = true;
      return false;
    }
    if (effect.at_most_once() && never_started && !planted("effect-not-marked-first")) {
      if (known == in_hand_.end()) send_start(effect, now, outbox);
      return true;
    }
    if (known != in_hand_.end() && known->second.stage != Stage::start_sent) return true;
    const bool started_by_other =
        !never_started && effect.started_by() != incarnation_ && !planted("effect-restarted-blindly");
    if (hand_over(effect, started_by_other)) {
      ++handed_over;
    } else {
      stale_ = true;
    }
    return true;
  });
}

void EffectDriver::send_start(const runtime::v1::PendingEffect& effect, Timestamp now, CommandOutbox& outbox) {
  runtime::v1::RuntimeCommand command;
  command.mutable_start_effect()->set_effect_id(effect.effect_id());
  command.mutable_start_effect()->set_incarnation(incarnation_);
  outbox.send(effect.key(),
              effect.effect_id() + "/start/" + incarnation_ + "/" + std::to_string(effect.request_number()),
              runtime_command_type, effect.subject(), decider_.wrapped(command), now);
  in_hand_.insert_or_assign(effect.effect_id(),
                            InHand{Stage::start_sent, effect.key(), effect.subject(), effect.request_number()});
}

bool EffectDriver::hand_over(const runtime::v1::PendingEffect& effect, bool maybe_done) {
  if (!effector_->perform(effect, maybe_done)) return false;
  in_hand_.insert_or_assign(effect.effect_id(),
                            InHand{Stage::performing, effect.key(), effect.subject(), effect.request_number()});
  return true;
}

}  // namespace matbud::processor
