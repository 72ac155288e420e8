// An answer that somebody else gives, later: the server's thread goes on meanwhile.
#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include "matbud/web/messages.h"

namespace matbud::web {

/// The one who waits for an answer. A handle: copies speak of the same answer. Any thread may complete it; it may
/// outlive request, connection and server.
class Reply {
 public:
  /// Gives the answer. False, and nothing happens, when it was given before or nobody waits for it any more.
  bool complete(Response response) const;
  /// Whether an answer would still reach somebody.
  [[nodiscard]] bool is_awaited() const;

 private:
  friend class Later;
  friend class LaterWait;
  struct State;
  explicit Reply(std::shared_ptr<State> state) : state_{std::move(state)} {}
  std::shared_ptr<State> state_;
};

/// What a handler returns when the answer is not known yet. When nobody has completed reply() at the deadline, the
/// server sends what `otherwise` returns; it is called on the server's thread and must not wait.
class Later {
 public:
  Later(std::chrono::milliseconds deadline, std::function<Response()> otherwise);

  [[nodiscard]] Reply reply() const { return reply_; }
  [[nodiscard]] std::chrono::milliseconds deadline() const { return deadline_; }

 private:
  friend class LaterWait;
  Reply reply_;
  std::chrono::milliseconds deadline_;
  std::function<Response()> otherwise_;
};

}  // namespace matbud::web
