#include "matbud/web/clerk.h"

namespace matbud::web {
namespace {

constexpr std::size_t errands_max = 1'000;

}  // namespace

Clerk::~Clerk() { end(); }

void Clerk::end() {
  {
    const std::lock_guard lock{mutex_};
    stopping_ = true;
  }
  something_to_do_.notify_one();
  if (thread_.joinable()) thread_.join();
}

bool Clerk::give(std::function<void()> errand) {
  const std::lock_guard lock{mutex_};
  if (stopping_ || errands_.size() >= errands_max) return false;
  errands_.push_back(std::move(errand));
  if (!thread_.joinable()) thread_ = std::thread{[this] { run(); }};
  something_to_do_.notify_one();
  return true;
}

void Clerk::run() {
  for (;;) {
    std::function<void()> errand;
    {
      std::unique_lock lock{mutex_};
      something_to_do_.wait(lock, [this] { return stopping_ || !errands_.empty(); });
      if (stopping_) return;
      errand = std::move(errands_.front());
      errands_.pop_front();
    }
    errand();
  }
}

}  // namespace matbud::web
