// Performs the effects of notification for all partitions of this process: each channel has a thread of its own and
// sends one message after the other.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "matbud/notification/channel.h"
#include "matbud/processor/effector.h"
#include "matbud/time/zone.h"

namespace matbud::notification {

/// What it reports beside what its channels do: FAILED for a channel that is not offered here (`no channel for sms`)
/// and for an erased address, TRY_LATER while the reader's key cannot be looked up.
class PostOffice {
 public:
  /// `on_report` is called on a channel's thread after each report, to wake whoever polls; it may be empty.
  PostOffice(std::vector<std::unique_ptr<Channel>> channels, OpenField open, time::Zone zone,
             std::function<void()> on_report = {});
  /// Ends at once: attempts under way are cut off and not reported, those that wait are not begun. The next owner
  /// finds them started and asks what became of them.
  ~PostOffice();
  PostOffice(const PostOffice&) = delete;
  PostOffice& operator=(const PostOffice&) = delete;

  /// The channels as one partition's processor sees them. Must not outlive the post office; its reports are its own.
  [[nodiscard]] std::unique_ptr<processor::Effector> effector();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// A vector of what cannot be copied.
template <class... Channels>
[[nodiscard]] std::vector<std::unique_ptr<Channel>> channels_of(Channels... channels) {
  std::vector<std::unique_ptr<Channel>> all;
  (all.push_back(std::move(channels)), ...);
  return all;
}

}  // namespace matbud::notification
