// The demo's post: real SMTP and HTTP to sinks on this machine and letters in a folder, waited for, so that the same
// days give the same records.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>

#include "matbud/notification/channel_setup.h"
#include "matbud/notification/sms_sink.h"
#include "matbud/notification/smtp_sink.h"

namespace matbud::demo {

class Mailroom {
 public:
  /// Mails become files in `directory`, text messages in its `sms`, letters in its `letters`: what `matbud mailbox`
  /// reads. `unavailable` when a sink cannot listen.
  [[nodiscard]] static Result<std::unique_ptr<Mailroom>> open(const std::filesystem::path& directory,
                                                              privacy::KeyRing keys, const Clock& clock);
  /// An effector whose poll() waits for the report of everything it has taken. Must not outlive the mailroom.
  [[nodiscard]] std::unique_ptr<processor::Effector> effector(Partition partition);
  [[nodiscard]] std::size_t mails() const { return mails_->mails().size(); }
  [[nodiscard]] std::size_t text_messages() const { return phone_->messages().size(); }
  [[nodiscard]] std::size_t letters() const;

 private:
  class Patient;
  Mailroom() = default;

  std::mutex mutex_;
  std::condition_variable reported_;
  std::uint64_t reports_ = 0;
  std::filesystem::path letters_;
  std::unique_ptr<notification::SmtpSink> mails_;
  std::unique_ptr<notification::SmsSink> phone_;
  notification::EffectorOfPartition make_effector_;
};

}  // namespace matbud::demo
