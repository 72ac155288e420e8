// The server's side of one SMTP conversation (RFC 5321), as far as a mailbox needs it. Bytes in, bytes out; no socket.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "matbud/notification/smtp_sink.h"

namespace matbud::notification {

class Conversation {
 public:
  /// `keep` is handed each mail that is taken.
  explicit Conversation(std::function<void(ReceivedMail)> keep) : keep_{std::move(keep)} {}

  [[nodiscard]] static std::string_view greeting() { return "220 smtp-sink ready\r\n"; }
  /// Takes what the client said and returns what to answer.
  [[nodiscard]] std::string hear(std::string_view bytes, SinkBehaviour behaviour);
  /// The connection is to be closed after the answer.
  [[nodiscard]] bool over() const { return over_; }

 private:
  [[nodiscard]] std::string answer_to(std::string_view line, SinkBehaviour behaviour);
  [[nodiscard]] std::string answer_to_recipient(std::string_view line, SinkBehaviour behaviour);
  [[nodiscard]] std::string take_data_line(std::string_view line, SinkBehaviour behaviour);

  std::function<void(ReceivedMail)> keep_;
  std::string unread_;
  ReceivedMail mail_;
  bool in_data_ = false;
  bool over_ = false;
};

}  // namespace matbud::notification
