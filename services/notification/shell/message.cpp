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
  std::string_view order_id;
};

std::vector<Piece> pieces_of(const v1::Notification& notification) {
  std::vector<Piece> pieces{{notification.kind(), notification.eta_ms(), notification.order_id()}};
  for (const auto& more : notification.more()) pieces.push_back({more.kind(), more.eta_ms(), more.order_id()});
  // What somebody has to see to comes first, and what belongs together stands together.
  std::stable_sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) { return a.kind > b.kind; });
  return pieces;
}

/// Puts the news of one message into the words of its reader.
class Teller {
 public:
  Teller(const v1::Contact& contact, time::Zone zone)
      : language_{language_of(contact.language())},
        reader_{reader_of(contact)},
        voice_{voice_of(language_, reader_)},
        zone_{zone} {}

  [[nodiscard]] const Language& language() const { return language_; }
  [[nodiscard]] std::string_view why() const { return voice_.why; }

  [[nodiscard]] std::string subject(const std::vector<Piece>& pieces) const {
    if (pieces.size() > 1) return counted(voice_.digest, language_.code, pieces.size());
    return filled_in(text_of(voice_, pieces.front().kind).subject, "{order}", std::string{pieces.front().order_id});
  }

  /// To home care a line for each order, which it has to find; to the others each kind counted once.
  [[nodiscard]] std::vector<std::string> lines(const std::vector<Piece>& pieces) const {
    std::vector<std::string> lines;
    for (auto piece = pieces.begin(); piece != pieces.end();) {
      const auto end = std::find_if(piece, pieces.end(), [&](const Piece& other) { return other.kind != piece->kind; });
      if (reader_ == Reader::home_care) {
        for (; piece != end; ++piece) lines.push_back(line_of(*piece));
      } else {
        add_counted(lines, piece, end);
        piece = end;
      }
    }
    return lines;
  }

 private:
  using Pieces = std::vector<Piece>::const_iterator;

  [[nodiscard]] std::string line_of(const Piece& piece) const {
    const auto& text = text_of(voice_, piece.kind);
    auto line = filled_in(text.news, "{order}", std::string{piece.order_id});
    if (piece.eta_ms != 0 && !text.when.empty()) return line + " " + at_time(text.when, piece.eta_ms);
    return text.otherwise.empty() ? line : line.append(" ").append(text.otherwise);
  }

  void add_counted(std::vector<std::string>& lines, Pieces piece, Pieces end) const {
    const auto count = static_cast<std::size_t>(end - piece);
    const auto& text = text_of(voice_, piece->kind);
    lines.emplace_back(count == 1 ? std::string{text.news} : counted(text.several, language_.code, count));
    for (; piece != end; ++piece) {
      if (text.when.empty() || piece->eta_ms == 0) continue;
      lines.push_back(at_time(count == 1 ? text.when : language_.expected, piece->eta_ms));
    }
  }

  [[nodiscard]] std::string at_time(std::string_view pattern, std::int64_t eta_ms) const {
    const auto eta = zone_.local(from_ms(eta_ms));
    return filled_in(filled_in(pattern, "{day}", date_in(language_.code, eta)), "{time}", clock_time(eta));
  }

  const Language& language_;
  Reader reader_;
  const Voice& voice_;
  time::Zone zone_;
};

}  // namespace

std::string date_in(std::string_view language, const time::LocalMoment& moment) {
  const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(moment.day)};
  const auto year = std::to_string(static_cast<int>(date.year()));
  const auto month = static_cast<long>(static_cast<unsigned>(date.month()));
  const auto day = static_cast<long>(static_cast<unsigned>(date.day()));
  if (language_of(language).day_first) return std::to_string(day) + "." + std::to_string(month) + "." + year;
  return year + "-" + two_digits(month) + "-" + two_digits(day);
}

Message render(const v1::Notification& notification, std::string_view name, time::Zone zone) {
  const Teller teller{notification.contact(), zone};
  const auto pieces = pieces_of(notification);
  Message message;
  message.language = teller.language().code;
  message.subject = teller.subject(pieces);
  message.lines = teller.lines(pieces);
  message.body = teller.language().greeting;
  if (!name.empty()) message.body.append(" ").append(on_one_line(name));
  message.body.append(",\n\n");
  for (const auto& line : message.lines) message.body.append(line).append("\n");
  message.body.append("\n").append(teller.why()).append("\n");
  return message;
}

}  // namespace matbud::notification
