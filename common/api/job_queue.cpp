#include "job_queue.h"

#include <utility>

namespace matbud::api {
namespace {

/// While something is awaited of the log or of a read model.
constexpr std::chrono::milliseconds short_nap{2};
constexpr std::size_t jobs_max = 100'000;

}  // namespace

bool JobQueue::push(Job job) {
  {
    const std::lock_guard lock{mutex_};
    if (jobs_.size() >= jobs_max) return false;
    jobs_.push_back(std::move(job));
    if (jobs_.size() > 1 && !sleeps_) return true;
  }
  wake();
  return true;
}

std::optional<std::deque<JobQueue::Job>> JobQueue::take() {
  std::deque<Job> jobs;
  const std::lock_guard lock{mutex_};
  if (ended_) return std::nullopt;
  jobs.swap(jobs_);
  return jobs;
}

void JobQueue::sleep(std::uint64_t seen, Awaits awaits) {
  {
    std::unique_lock lock{mutex_};
    if (!jobs_.empty() || ended_) return;
    sleeps_ = true;
    sleeps_in_log_ = awaits == Awaits::the_log;
    const auto awake = [this] { return !jobs_.empty() || ended_; };
    if (awaits == Awaits::nothing) something_to_do_.wait(lock, awake);
    if (awaits == Awaits::a_moment) something_to_do_.wait_for(lock, second_look, awake);
  }
  if (awaits == Awaits::the_log) log_.wait_for_activity(seen, short_nap);
  const std::lock_guard lock{mutex_};
  sleeps_ = sleeps_in_log_ = false;
}

void JobQueue::end() {
  {
    const std::lock_guard lock{mutex_};
    ended_ = true;
  }
  wake();
}

void JobQueue::wake() {
  something_to_do_.notify_one();
  if (sleeps_in_log_) log_.wake();
}

}  // namespace matbud::api
