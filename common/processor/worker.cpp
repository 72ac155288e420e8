#include "matbud/processor/worker.h"

#include <algorithm>

#include "matbud/log/activity.h"

namespace matbud::processor {
namespace {

// The log wakes us for every record; this bounds how late a change of ownership is seen.
constexpr std::chrono::milliseconds wait_max{100};

}  // namespace

Worker::Worker(log::Log& log, const Clock& clock, std::vector<std::unique_ptr<Stepper>> steppers,
               std::function<void(const Error&)> on_alarm)
    : log_{log},
      clock_{clock},
      steppers_{std::move(steppers)},
      watches_(steppers_.size()),
      on_alarm_{std::move(on_alarm)} {}

Worker::~Worker() { stop(); }

void Worker::start() {
  stopping_ = false;
  thread_ = std::thread{[this] { run(); }};
}

void Worker::stop() {
  stopping_ = true;
  log_.wake();
  if (thread_.joinable()) thread_.join();
}

void Worker::inspect(const std::function<void()>& look) {
  ++inspectors_waiting_;
  const std::lock_guard lock{mutex_};
  // The worker wakes up now and gets the mutex when this look is over.
  if (--inspectors_waiting_ == 0) turn_.notify_one();
  look();
}

void Worker::run() {
  const log::OwnWaitingPlace mine;  // it looks at nothing but what its own steppers read and append
  while (!stopping_) {
    const auto seen = log_.activity();
    auto wait = wait_max;
    {
      std::unique_lock lock{mutex_};
      // A mutex alone would let a busy worker take it again and again before anybody else.
      turn_.wait(lock, [this] { return inspectors_waiting_ == 0; });
      bool moved = false;
      for (std::size_t i = 0; i < steppers_.size(); ++i) {
        moved = steppers_[i]->step(clock_.now()) || moved;
        watches_[i].look(*steppers_[i], on_alarm_);
      }
      if (moved) continue;
      const auto now = clock_.now();
      for (const auto& stepper : steppers_) {
        if (const auto next = stepper->next_timer()) wait = std::clamp(*next - now, std::chrono::milliseconds{0}, wait);
      }
    }
    log_.wait_for_activity(seen, wait);
  }
}

}  // namespace matbud::processor
