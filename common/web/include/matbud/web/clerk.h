// Errands that wait for something, such as another server: the thread that answers may not run them.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace matbud::web {

/// One thread that runs errands in their order, from the first errand until the clerk's end. Errands that wait in line
/// at the end are dropped.
class Clerk {
 public:
  Clerk() = default;
  ~Clerk();
  Clerk(const Clerk&) = delete;
  Clerk& operator=(const Clerk&) = delete;

  /// False when a thousand errands are in line already. An errand must not throw. Any thread may call.
  bool give(std::function<void()> errand);

  /// Ends it before its time, for an owner whose other threads may still give: from then on nothing runs and nothing is
  /// taken. Returns when the errand under way is done.
  void end();

 private:
  void run();

  std::mutex mutex_;
  std::condition_variable something_to_do_;
  std::deque<std::function<void()>> errands_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace matbud::web
