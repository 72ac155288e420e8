// A message as an Internet mail (RFC 5322, MIME).
#pragma once

#include <string>
#include <string_view>

#include "matbud/base/time.h"
#include "matbud/notification/message.h"

namespace matbud::notification {

/// Who writes, to whom, and under which id.
struct MailFrame {
  std::string from_name;
  std::string from_address;
  std::string to_address;
  std::string message_id;  ///< with its angle brackets
  Timestamp date;
};

/// Headers and body, lines ended by CRLF and at most 76 bytes long, all ASCII.
[[nodiscard]] std::string compose(const MailFrame& frame, const Message& message);

/// `<id@domain>`: the same for every attempt, so that a mailbox can see a repeat.
[[nodiscard]] std::string message_id_of(std::string_view outgoing_id, std::string_view from_address);

}  // namespace matbud::notification
