// Server-sent events (HTML Living Standard, 9.2): one answer that goes on.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace matbud::web {

/// One event as it goes over the wire: `id`, `event` and `data` lines. Texts hold no line break, but data may:
/// each of its lines becomes one. An empty id or name is left out.
[[nodiscard]] std::string event_text(std::string_view id, std::string_view name, std::string_view data);

struct StreamSettings {
  std::size_t buffer_bytes_max = 64U << 10U;          ///< more than that unread: the stream ends
  std::chrono::milliseconds heartbeat{15'000};        ///< a comment is sent after so long a silence
  std::chrono::milliseconds client_waits_for{2'000};  ///< before it connects anew (`retry`)
};

/// A stream of events to one client. A handle: copies speak of the same stream. Any thread may send; it may outlive
/// connection and server.
class EventStream {
 public:
  explicit EventStream(StreamSettings settings = {});

  /// Queues what event_text() made, and never waits. False when the stream has ended: the client is gone, or was so
  /// slow that the buffer is full; then it ends here, and the client comes back with Last-Event-ID.
  bool send(std::string_view text) const;
  /// Ends the stream after what is queued.
  void end() const;
  [[nodiscard]] bool is_open() const;

 private:
  friend class StreamPump;
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace matbud::web
