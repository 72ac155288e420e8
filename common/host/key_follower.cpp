#include "key_follower.h"

namespace matbud::host {
namespace {

constexpr std::chrono::seconds refresh_interval{1};

}  // namespace

bool KeyFollower::step(Timestamp now) {
  // A clock that was set back must not keep us waiting.
  if (next_ && now < *next_ && *next_ - now <= refresh_interval) return false;
  next_ = now + refresh_interval;
  const auto refreshed = keys_.refresh();
  alarm_.reset();
  if (!refreshed && refreshed.error().code != Error::Code::retryable) alarm_ = refreshed.error();
  return refreshed && *refreshed > 0;
}

std::vector<Error> KeyFollower::alarms() const {
  if (!alarm_) return {};
  return {{alarm_->code, "erasures may not be heard of: " + alarm_->message}};
}

}  // namespace matbud::host
