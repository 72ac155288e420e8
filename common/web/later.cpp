#include "matbud/web/later.h"

#include <utility>

#include "later_wait.h"

namespace matbud::web {

bool Reply::complete(Response response) const {
  const std::lock_guard lock{state_->mutex};
  if (state_->given) return false;
  state_->given = true;
  state_->response = std::move(response);
  if (state_->wake) state_->wake();
  return true;
}

bool Reply::is_awaited() const {
  const std::lock_guard lock{state_->mutex};
  return !state_->given;
}

Later::Later(std::chrono::milliseconds deadline, std::function<Response()> otherwise)
    : reply_{std::make_shared<Reply::State>()}, deadline_{deadline}, otherwise_{std::move(otherwise)} {}

LaterWait::LaterWait(Later later, std::function<void()> wake) : later_{std::move(later)} {
  auto& state = *later_.reply_.state_;
  const std::lock_guard lock{state.mutex};
  if (state.given) wake();
  state.wake = std::move(wake);
}

LaterWait::~LaterWait() {
  auto& state = *later_.reply_.state_;
  const std::lock_guard lock{state.mutex};
  state.given = true;
  state.wake = nullptr;
}

std::optional<Response> LaterWait::take() {
  auto& state = *later_.reply_.state_;
  const std::lock_guard lock{state.mutex};
  return std::exchange(state.response, std::nullopt);
}

Response LaterWait::take_or_give_up() {
  auto& state = *later_.reply_.state_;
  {
    const std::lock_guard lock{state.mutex};
    state.given = true;
    if (state.response) return *std::exchange(state.response, std::nullopt);
  }
  return later_.otherwise_();
}

}  // namespace matbud::web
