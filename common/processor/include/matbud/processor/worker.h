// A thread that drives steppers while there is work and waits for the log when there is none.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "matbud/processor/alarm_watch.h"
#include "matbud/processor/host.h"

namespace matbud::processor {

/// Owns its steppers: only its thread touches them between start() and stop().
class Worker {
 public:
  /// `on_alarm` is called once for each alarm of each stepper, from the worker's thread; again when one has gone and
  /// come back.
  Worker(log::Log& log, const Clock& clock, std::vector<std::unique_ptr<Stepper>> steppers,
         std::function<void(const Error&)> on_alarm);
  /// Stops, if it runs.
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  void start();
  /// Returns when the thread has ended. Safe to call twice.
  void stop();
  /// Runs `look` on the caller's thread while no stepper is stepping. However busy the worker is, it waits for one
  /// round of steps at most. Not from within a step.
  void inspect(const std::function<void()>& look);

 private:
  void run();

  log::Log& log_;
  const Clock& clock_;
  std::vector<std::unique_ptr<Stepper>> steppers_;
  std::vector<AlarmWatch> watches_;  ///< one for each stepper
  std::function<void(const Error&)> on_alarm_;
  std::atomic<bool> stopping_{false};
  std::mutex mutex_;  ///< held while stepping
  std::atomic<int> inspectors_waiting_{0};
  std::condition_variable turn_;  ///< nobody waits to inspect any more
  std::thread thread_;
};

}  // namespace matbud::processor
