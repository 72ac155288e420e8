// The server's side of a stream of events.
#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <string>

#include "matbud/web/event_stream.h"

namespace matbud::web {

struct EventStream::State {
  StreamSettings settings;
  mutable std::mutex mutex;
  std::string queued;
  bool ended = false;          ///< nothing more is taken in
  bool is_dropped = false;     ///< what is queued does not matter any more
  std::function<void()> wake;  ///< called under the mutex
};

/// Takes what one stream has; when it goes, the stream has ended.
class StreamPump {
 public:
  /// `wake` is called from any thread when there is something to take after there was nothing.
  StreamPump(EventStream stream, std::function<void()> wake);
  ~StreamPump();
  StreamPump(const StreamPump&) = delete;
  StreamPump& operator=(const StreamPump&) = delete;

  /// All that is queued, perhaps nothing; none at all when the stream is over.
  [[nodiscard]] std::optional<std::string> take();
  [[nodiscard]] const StreamSettings& settings() const { return stream_.state_->settings; }

 private:
  EventStream stream_;
};

}  // namespace matbud::web
