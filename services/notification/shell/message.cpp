#include "matbud/notification/message.h"

#include <chrono>

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

std::string day_of(const time::LocalMoment& moment, bool day_first) {
  const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(moment.day)};
  const auto year = std::to_string(static_cast<int>(date.year()));
  const auto month = static_cast<long>(static_cast<unsigned>(date.month()));
  const auto day = static_cast<long>(static_cast<unsigned>(date.day()));
  if (day_first) return std::to_string(day) + "." + std::to_string(month) + "." + year;
  return year + "-" + two_digits(month) + "-" + two_digits(day);
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

}  // namespace

Message render(const v1::Notification& notification, std::string_view name, time::Zone zone) {
  const auto& frame = frame_in(notification.contact().language());
  const auto& text = text_in(frame.language, notification.kind());
  std::string body{frame.greeting};
  if (!name.empty()) body.append(" ").append(on_one_line(name));
  body.append(",\n\n").append(text.news).append("\n");
  if (!text.when.empty() && notification.eta_ms() != 0) {
    const auto eta = zone.local(from_ms(notification.eta_ms()));
    body.append(filled_in(filled_in(text.when, "{day}", day_of(eta, frame.day_first)), "{time}", clock_time(eta)));
    body.append("\n");
  }
  body.append("\n").append(frame.why).append("\n");
  return {std::string{text.subject}, std::move(body), std::string{frame.language}};
}

}  // namespace matbud::notification
