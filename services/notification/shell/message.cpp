#include "matbud/notification/message.h"

#include <algorithm>
#include <chrono>

#include "message_dates.h"
#include "texts.h"

namespace matbud::notification {
namespace {

std::string two_digits(long number) {
  auto digits = std::to_string(number);
  if (digits.size() < 2) digits.insert(digits.begin(), '0');
  return digits;
}

std::string clock_time(const time::LocalMoment& moment) {
  const auto minutes = moment.after_midnight.count();
  return two_digits(minutes / 60) + ":" + two_digits(minutes % 60);
}

std::string filled_in(std::string_view pattern, std::string_view slot, const std::string& value) {
  std::string text{pattern};
  if (const auto at = text.find(slot); at != std::string::npos) text.replace(at, slot.size(), value);
  return text;
}

/// The name on one line: it was typed by somebody, and a line break in it must not start a paragraph of its own.
std::string on_one_line(std::string_view name) {
  std::string line;
  for (const char c : name) line.push_back(static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c);
  return line;
}

/// One piece of news.
struct Piece {
  v1::NotificationKind kind;
  std::int64_t eta_ms;
};

std::vector<Piece> pieces_of(const v1::Notification& notification) {
  std::vector<Piece> pieces{{notification.kind(), notification.eta_ms()}};
  for (const auto& more : notification.more()) pieces.push_back({more.kind(), more.eta_ms()});
  // What somebody has to see to comes first, and what belongs together stands together.
  std::stable_sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) { return a.kind > b.kind; });
  return pieces;
}

std::string at_time(std::string_view pattern, std::int64_t eta_ms, const Frame& frame, time::Zone zone) {
  const auto eta = zone.local(from_ms(eta_ms));
  return filled_in(filled_in(pattern, "{day}", date_in(frame.language, eta)), "{time}", clock_time(eta));
}

/// The news, each kind counted once.
std::vector<std::string> lines_of(const std::vector<Piece>& pieces, const Frame& frame, time::Zone zone) {
  std::vector<std::string> lines;
  for (auto piece = pieces.begin(); piece != pieces.end();) {
    const auto end = std::find_if(piece, pieces.end(), [&](const Piece& other) { return other.kind != piece->kind; });
    const auto count = static_cast<std::size_t>(end - piece);
    const auto& text = text_in(frame.language, piece->kind);
    lines.emplace_back(count == 1 ? std::string{text.news} : counted(text.several, frame.language, count));
    for (; piece != end; ++piece) {
      if (text.when.empty() || piece->eta_ms == 0) continue;
      lines.push_back(at_time(count == 1 ? text.when : frame.expected, piece->eta_ms, frame, zone));
    }
  }
  return lines;
}

}  // namespace

std::string date_in(std::string_view language, const time::LocalMoment& moment) {
  const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(moment.day)};
  const auto year = std::to_string(static_cast<int>(date.year()));
  const auto month = static_cast<long>(static_cast<unsigned>(date.month()));
  const auto day = static_cast<long>(static_cast<unsigned>(date.day()));
  if (frame_in(language).day_first) return std::to_string(day) + "." + std::to_string(month) + "." + year;
  return year + "-" + two_digits(month) + "-" + two_digits(day);
}

Message render(const v1::Notification& notification, std::string_view name, time::Zone zone) {
  const auto& frame = frame_in(notification.contact().language());
  const auto pieces = pieces_of(notification);
  Message message;
  message.language = frame.language;
  message.subject = pieces.size() == 1 ? std::string{text_in(frame.language, notification.kind()).subject}
                                       : counted(frame.digest, frame.language, pieces.size());
  message.lines = lines_of(pieces, frame, zone);
  message.body = frame.greeting;
  if (!name.empty()) message.body.append(" ").append(on_one_line(name));
  message.body.append(",\n\n");
  for (const auto& line : message.lines) message.body.append(line).append("\n");
  message.body.append("\n").append(frame.why).append("\n");
  return message;
}

}  // namespace matbud::notification
