// A thread that drives steppers while there is work and waits for the log when there is none.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "matbud/processor/host.h"

namespace matbud::processor {

/// Owns its steppers: only its thread touches them between start() and stop().
class Worker {
 public:
  /// `on_alarm` is called once for each stepper that stops, from the worker's thread.
  Worker(log::Log& log, const Clock& clock, std::vector<std::unique_ptr<Stepper>> steppers,
         std::function<void(const Error&)> on_alarm);
  /// Stops, if it runs.
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  void start();
  /// Returns when the thread has ended. Safe to call twice.
  void stop();
  /// Runs `look` on the worker's thread between two steps and waits for it; runs it here when the thread is not
  /// running.
  void inspect(const std::function<void()>& look);

 private:
  void run();

  log::Log& log_;
  const Clock& clock_;
  std::vector<std::unique_ptr<Stepper>> steppers_;
  std::vector<bool> alarmed_;
  std::function<void(const Error&)> on_alarm_;
  std::atomic<bool> stopping_{false};
  std::mutex mutex_;  ///< held while stepping
  std::thread thread_;
};

}  // namespace matbud::processor
