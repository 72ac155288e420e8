// The demo's mail: real SMTP to a sink on this machine, waited for, so that the same days give the same records.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>

#include "matbud/notification/email_channel.h"
#include "matbud/notification/smtp_sink.h"

namespace matbud::demo {

class Mailroom {
 public:
  /// Mails become files in `directory`. `unavailable` when the sink cannot listen.
  [[nodiscard]] static Result<std::unique_ptr<Mailroom>> open(const std::filesystem::path& directory,
                                                              privacy::KeyRing keys, const Clock& clock);
  /// An effector whose poll() waits for the report of everything it has taken. Must not outlive the mailroom.
  [[nodiscard]] std::unique_ptr<processor::Effector> effector();
  [[nodiscard]] std::size_t mails() const { return sink_->mails().size(); }

 private:
  class Patient;
  Mailroom() = default;

  std::mutex mutex_;
  std::condition_variable reported_;
  std::uint64_t reports_ = 0;
  std::unique_ptr<notification::SmtpSink> sink_;
  std::unique_ptr<notification::EmailChannel> channel_;
};

}  // namespace matbud::demo
