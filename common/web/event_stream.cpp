#include "matbud/web/event_stream.h"

#include <utility>

#include "stream_pump.h"

namespace matbud::web {

std::string event_text(std::string_view id, std::string_view name, std::string_view data) {
  std::string text;
  if (!id.empty()) text.append("id: ").append(id).append("\n");
  if (!name.empty()) text.append("event: ").append(name).append("\n");
  for (;;) {
    const auto line = data.substr(0, data.find('\n'));
    text.append("data: ").append(line).append("\n");
    if (line.size() == data.size()) break;
    data.remove_prefix(line.size() + 1);
  }
  return text.append("\n");
}

EventStream::EventStream(StreamSettings settings) : state_{std::make_shared<State>()} {
  state_->settings = settings;
  state_->queued = "retry: " + std::to_string(settings.client_waits_for.count()) + "\n\n";
}

bool EventStream::send(std::string_view text) const {
  const std::lock_guard lock{state_->mutex};
  if (state_->ended) return false;
  const bool was_empty = state_->queued.empty();
  if (state_->queued.size() + text.size() > state_->settings.buffer_bytes_max) {
    state_->ended = state_->is_dropped = true;
  } else {
    state_->queued.append(text);
  }
  if ((was_empty || state_->ended) && state_->wake) state_->wake();
  return !state_->ended;
}

void EventStream::end() const {
  const std::lock_guard lock{state_->mutex};
  if (std::exchange(state_->ended, true)) return;
  if (state_->wake) state_->wake();
}

bool EventStream::is_open() const {
  const std::lock_guard lock{state_->mutex};
  return !state_->ended;
}

StreamPump::StreamPump(EventStream stream, std::function<void()> wake) : stream_{std::move(stream)} {
  const std::lock_guard lock{stream_.state_->mutex};
  stream_.state_->wake = std::move(wake);
}

StreamPump::~StreamPump() {
  const std::lock_guard lock{stream_.state_->mutex};
  stream_.state_->ended = true;
  stream_.state_->wake = nullptr;
}

std::optional<std::string> StreamPump::take() {
  const std::lock_guard lock{stream_.state_->mutex};
  if (stream_.state_->is_dropped) return std::nullopt;
  if (stream_.state_->ended && stream_.state_->queued.empty()) return std::nullopt;
  return std::exchange(stream_.state_->queued, std::string{});
}

}  // namespace matbud::web
