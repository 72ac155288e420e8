#include "mail.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <ctime>

namespace matbud::notification {
namespace {

constexpr std::string_view eol = "\r\n";

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x20 && byte < 0x7f;
  });
}

std::string base64(std::string_view bytes) {
  static constexpr char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const auto byte = [&](std::size_t i) {
      return at + i < bytes.size() ? static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + i])) : 0U;
    };
    const std::uint32_t group = byte(0) << 16U | byte(1) << 8U | byte(2);
    const std::size_t left = bytes.size() - at;
    text.push_back(alphabet[group >> 18U]);
    text.push_back(alphabet[group >> 12U & 63U]);
    text.push_back(left > 1 ? alphabet[group >> 6U & 63U] : '=');
    text.push_back(left > 2 ? alphabet[group & 63U] : '=');
  }
  return text;
}

/// A header's words: as they are when ASCII, else encoded words (RFC 2047) that are cut between characters.
std::string header_text(std::string_view text) {
  if (is_ascii(text)) return std::string{text};
  constexpr std::size_t piece_bytes_max = 42;  // 56 in base64, 12 around it: an encoded word has at most 75
  std::string words;
  while (!text.empty()) {
    auto size = std::min(text.size(), piece_bytes_max);
    while (size < text.size() && size > 1 && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) --size;
    if (!words.empty()) words.append(eol).append(" ");
    words.append("=?UTF-8?B?").append(base64(text.substr(0, size))).append("?=");
    text.remove_prefix(size);
  }
  return words;
}

/// RFC 2045, section 6.7: readable as it is where the text is ASCII.
std::string quoted_printable(std::string_view text) {
  static constexpr char digits[] = "0123456789ABCDEF";
  constexpr std::size_t line_bytes_max = 75;  // one more for the soft break
  std::string encoded;
  std::size_t column = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte == '\n') {
      encoded.append(eol);
      column = 0;
      continue;
    }
    const bool at_line_end = at + 1 == text.size() || text[at + 1] == '\n';
    const bool plain = (byte > 0x20 && byte < 0x7f && byte != '=') || (byte == ' ' && !at_line_end);
    const std::size_t width = plain ? 1 : 3;
    if (column + width > line_bytes_max) {
      encoded.append("=").append(eol);
      column = 0;
    }
    if (plain) {
      encoded.push_back(static_cast<char>(byte));
    } else {
      encoded.append({'=', digits[byte >> 4U], digits[byte & 15U]});
    }
    column += width;
  }
  return encoded;
}

std::string mail_date(Timestamp at) {
  static constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::time_t seconds = std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count();
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  char clock[16];
  const auto size = std::strftime(clock, sizeof clock, "%H:%M:%S", &utc);
  return std::string{days[static_cast<std::size_t>(utc.tm_wday)]} + ", " + std::to_string(utc.tm_mday) + " " +
         months[static_cast<std::size_t>(utc.tm_mon)] + " " + std::to_string(utc.tm_year + 1900) + " " +
         std::string{clock, size} + " +0000";
}

}  // namespace

std::string compose(const MailFrame& frame, const Message& message) {
  std::string mail;
  const auto header = [&](std::string_view name, std::string_view value) {
    mail.append(name).append(": ").append(value).append(eol);
  };
  header("Date", mail_date(frame.date));
  header("From", header_text(frame.from_name) + " <" + frame.from_address + ">");
  header("To", "<" + frame.to_address + ">");
  header("Message-ID", frame.message_id);
  header("Subject", header_text(message.subject));
  header("Auto-Submitted", "auto-generated");
  header("MIME-Version", "1.0");
  header("Content-Type", "text/plain; charset=utf-8");
  header("Content-Language", message.language);
  header("Content-Transfer-Encoding", "quoted-printable");
  return mail.append(eol).append(quoted_printable(message.body));
}

std::string message_id_of(std::string_view outgoing_id, std::string_view from_address) {
  const auto at = from_address.rfind('@');
  const auto domain = at == from_address.npos ? std::string_view{"localhost"} : from_address.substr(at + 1);
  return std::string{"<"}.append(outgoing_id).append("@").append(domain).append(">");
}

}  // namespace matbud::notification
