#include "conversation.h"

#include <algorithm>
#include <utility>

namespace matbud::notification {
namespace {

constexpr std::size_t line_bytes_max = 4096;
constexpr std::size_t mail_bytes_max = 1U << 20U;

bool begins_with(std::string_view line, std::string_view verb) {
  return line.size() >= verb.size() && std::equal(verb.begin(), verb.end(), line.begin(), [](char a, char b) {
           return a == (b >= 'a' && b <= 'z' ? static_cast<char>(b - 'a' + 'A') : b);
         });
}

/// What stands between the angle brackets of `MAIL FROM:<...>`.
std::string address_in(std::string_view line) {
  const auto begin = line.find('<');
  const auto end = line.find('>', begin);
  if (begin == line.npos || end == line.npos) return {};
  return std::string{line.substr(begin + 1, end - begin - 1)};
}

}  // namespace

std::string Conversation::hear(std::string_view bytes, SinkBehaviour behaviour) {
  if (behaviour == SinkBehaviour::say_nothing) return {};
  unread_.append(bytes);
  std::string answers;
  std::size_t at = 0;
  for (;;) {
    const auto end = unread_.find("\r\n", at);
    if (end == std::string::npos || over_) break;
    const auto line = std::string_view{unread_}.substr(at, end - at);
    answers += in_data_ ? take_data_line(line, behaviour) : answer_to(line, behaviour);
    at = end + 2;
  }
  unread_.erase(0, at);
  if (unread_.size() > line_bytes_max || mail_.data.size() > mail_bytes_max) {
    over_ = true;
    answers += "552 too long\r\n";
  }
  return answers;
}

std::string Conversation::answer_to(std::string_view line, SinkBehaviour behaviour) {
  if (begins_with(line, "EHLO")) return "250-smtp-sink\r\n250 8BITMIME\r\n";
  if (begins_with(line, "HELO") || begins_with(line, "NOOP")) return "250 ok\r\n";
  if (begins_with(line, "RSET")) {
    mail_ = {};
    return "250 ok\r\n";
  }
  if (begins_with(line, "MAIL FROM:")) {
    mail_ = {};
    mail_.from = address_in(line);
    return "250 ok\r\n";
  }
  if (begins_with(line, "RCPT TO:")) return answer_to_recipient(line, behaviour);
  if (begins_with(line, "DATA")) {
    if (mail_.recipients.empty()) return "503 no recipient\r\n";
    if (behaviour == SinkBehaviour::hang_up_before_data) {
      over_ = true;
      return {};
    }
    in_data_ = true;
    return "354 go ahead\r\n";
  }
  if (begins_with(line, "QUIT")) {
    over_ = true;
    return "221 bye\r\n";
  }
  return "502 not known here\r\n";
}

std::string Conversation::answer_to_recipient(std::string_view line, SinkBehaviour behaviour) {
  if (behaviour == SinkBehaviour::refuse_recipient) return "550 5.1.1 no such mailbox\r\n";
  if (behaviour == SinkBehaviour::refuse_recipient_by_policy) return "550 5.7.1 you are not welcome\r\n";
  if (behaviour == SinkBehaviour::recipient_try_later) return "451 4.3.0 try later\r\n";
  auto address = address_in(line);
  if (address.empty()) return "501 no address\r\n";
  mail_.recipients.push_back(std::move(address));
  return "250 ok\r\n";
}

std::string Conversation::take_data_line(std::string_view line, SinkBehaviour behaviour) {
  if (line != ".") {
    if (line.starts_with(".")) line.remove_prefix(1);  // dot-stuffing, RFC 5321 section 4.5.2
    mail_.data.append(line).append("\r\n");
    return {};
  }
  in_data_ = false;
  auto mail = std::exchange(mail_, {});
  if (behaviour == SinkBehaviour::refuse_data) return "554 5.7.1 not wanted\r\n";
  if (behaviour == SinkBehaviour::data_try_later) return "451 4.3.0 try later\r\n";
  keep_(std::move(mail));
  if (behaviour == SinkBehaviour::hang_up_after_data) {
    over_ = true;
    return {};
  }
  return "250 2.0.0 taken\r\n";
}

}  // namespace matbud::notification
