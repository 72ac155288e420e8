// The server's side of an answer that comes later.
#pragma once

#include <functional>
#include <mutex>
#include <optional>

#include "matbud/web/later.h"

namespace matbud::web {

struct Reply::State {
  std::mutex mutex;
  bool given = false;                ///< an answer was given, or nobody waits any more
  std::optional<Response> response;  ///< given and not taken yet
  std::function<void()> wake;        ///< of the one who waits; called under the mutex
};

/// Waits for one Later; when it goes, nobody is woken any more and later answers are refused.
class LaterWait {
 public:
  /// `wake` is called from any thread, at most once, when the answer is there.
  LaterWait(Later later, std::function<void()> wake);
  ~LaterWait();
  LaterWait(const LaterWait&) = delete;
  LaterWait& operator=(const LaterWait&) = delete;

  [[nodiscard]] std::optional<Response> take();
  /// The answer; what is to be said otherwise when there is none. Later ones are refused.
  [[nodiscard]] Response take_or_give_up();

 private:
  Later later_;
};

}  // namespace matbud::web
