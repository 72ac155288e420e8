#include "matbud/host/stop_signal.h"

#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <system_error>

namespace matbud::host {
namespace {

sigset_t stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  return signals;
}

}  // namespace

StopSignal::StopSignal() {
  const auto signals = stop_signals();
  ::pthread_sigmask(SIG_BLOCK, &signals, &mask_before_);
  descriptor_ = ::signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
  if (descriptor_ < 0) throw std::system_error{errno, std::generic_category(), "signalfd"};
}

StopSignal::~StopSignal() {
  ::close(descriptor_);
  ::pthread_sigmask(SIG_SETMASK, &mask_before_, nullptr);
}

bool StopSignal::wait_for(std::chrono::milliseconds timeout) {
  if (came_) return true;
  pollfd waiting{descriptor_, POLLIN, 0};
  const auto patience = std::clamp<std::int64_t>(timeout.count(), 0, INT_MAX);
  if (::poll(&waiting, 1, static_cast<int>(patience)) > 0) {
    signalfd_siginfo info{};
    came_ = ::read(descriptor_, &info, sizeof info) == static_cast<ssize_t>(sizeof info);
  }
  return came_;
}

void StopSignal::wait() {
  while (!wait_for(std::chrono::hours{1})) {
  }
}

}  // namespace matbud::host
