// An SMTP server that keeps what it gets: the mailbox of the tests and of the demo. Loopback only, no TLS, no sign-in;
// not for real mail.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "matbud/base/result.h"

namespace matbud::notification {

/// One mail as it was handed over.
struct ReceivedMail {
  std::string from;                     ///< without angle brackets
  std::vector<std::string> recipients;  ///< likewise
  std::string data;                     ///< headers and body, lines ended by CRLF
};

/// How the sink behaves from now on.
enum class SinkBehaviour {
  accept,
  say_nothing,                 ///< listens and never answers
  refuse_recipient,            ///< 550 5.1.1 to RCPT
  refuse_recipient_by_policy,  ///< 550 5.7.1 to RCPT
  recipient_try_later,         ///< 451 to RCPT
  refuse_data,                 ///< 554 after the mail
  data_try_later,              ///< 451 after the mail
  hang_up_before_data,         ///< closes instead of answering DATA
  hang_up_after_data,          ///< takes and keeps the mail, but closes without saying so
};

/// Serves from start() to its end on a thread of its own. All members are thread-safe.
class SmtpSink {
 public:
  struct Settings {
    std::uint16_t port = 0;                          ///< on 127.0.0.1; 0 = any free one
    std::optional<std::filesystem::path> directory;  ///< where each mail is also written as `000001.eml` ...; created
  };
  /// `unavailable` when the port cannot be bound or the directory cannot be made.
  [[nodiscard]] static Result<std::unique_ptr<SmtpSink>> start(Settings settings);
  [[nodiscard]] static Result<std::unique_ptr<SmtpSink>> start() { return start(Settings{}); }
  ~SmtpSink();
  SmtpSink(const SmtpSink&) = delete;
  SmtpSink& operator=(const SmtpSink&) = delete;

  [[nodiscard]] std::uint16_t port() const;
  void behave(SinkBehaviour behaviour);
  /// The mails kept so far, oldest first.
  [[nodiscard]] std::vector<ReceivedMail> mails() const;
  /// Waits until that many mails are kept; false after `timeout`.
  [[nodiscard]] bool wait_for_mails(std::size_t count, std::chrono::milliseconds timeout) const;
  /// Mails that could not be written to the directory.
  [[nodiscard]] std::size_t unwritten() const;

 private:
  class Impl;
  explicit SmtpSink(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace matbud::notification
