#include "matbud/notification/message.h"

#include <algorithm>
#include <chrono>
#include <tuple>

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

/// `10` of a whole hour, for those who write it like that; else as clock_time().
std::string hour_of(const time::LocalMoment& moment, bool whole_hours) {
  const auto minutes = moment.after_midnight.count();
  return whole_hours && minutes % 60 == 0 ? std::to_string(minutes / 60) : clock_time(moment);
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
  bool at_base;
  std::string_view order_id;
  std::int64_t moment_ms;  ///< when it is expected, begins, or is to be answered; 0 = not known
  std::int64_t until_ms;   ///< when what begins at `moment_ms` is over; 0 = it has no end
};

/// Of a Notification or MoreNews. Alerts, whose answer is awaited, go alone.
template <class News>
Piece piece_of(const News& news, std::int64_t answer_until_ms = 0) {
  Piece piece{news.kind(), news.at_base(), news.order_id(), 0, 0};
  switch (news.kind()) {
    case v1::NOTIFICATION_KIND_ORDER_PLACED:
      piece.moment_ms = news.window_opens_at_ms();
      piece.until_ms = news.window_closes_at_ms();
      break;
    case v1::NOTIFICATION_KIND_DRIVER_ASSIGNED: piece.moment_ms = news.eta_ms(); break;
    case v1::NOTIFICATION_KIND_NOT_DELIVERED: piece.moment_ms = answer_until_ms; break;
    default: break;
  }
  return piece;
}

std::vector<Piece> pieces_of(const v1::Notification& notification) {
  std::vector<Piece> pieces{piece_of(notification, notification.answer_until_ms())};
  for (const auto& more : notification.more()) pieces.push_back(piece_of(more));
  // What somebody has to see to comes first, and what belongs together stands together.
  std::stable_sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) {
    return std::tie(a.kind, a.at_base) > std::tie(b.kind, b.at_base);
  });
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
    const auto& piece = pieces.front();
    return filled_in(text_of(piece).subject, "{order}", std::string{piece.order_id});
  }

  /// To home care a line for each order, which it has to find; to the others each kind counted once.
  [[nodiscard]] std::vector<std::string> lines(const std::vector<Piece>& pieces) const {
    std::vector<std::string> lines;
    for (auto piece = pieces.begin(); piece != pieces.end();) {
      const auto end = std::find_if(piece, pieces.end(), [&](const Piece& other) {
        return other.kind != piece->kind || other.at_base != piece->at_base;
      });
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

  [[nodiscard]] const Text& text_of(const Piece& piece) const {
    return notification::text_of(voice_, piece.kind, piece.at_base);
  }

  [[nodiscard]] std::string line_of(const Piece& piece) const {
    const auto& text = text_of(piece);
    auto line = filled_in(text.news, "{order}", std::string{piece.order_id});
    if (piece.moment_ms != 0 && !text.when.empty()) return line + " " + at_time(text.when, piece);
    return text.otherwise.empty() ? line : line.append(" ").append(text.otherwise);
  }

  void add_counted(std::vector<std::string>& lines, Pieces piece, Pieces end) const {
    const auto count = static_cast<std::size_t>(end - piece);
    const auto& text = text_of(*piece);
    lines.emplace_back(count == 1 ? std::string{text.news} : counted(text.several, language_.code, count));
    for (; piece != end; ++piece) {
      if (text.when.empty() || piece->moment_ms == 0) continue;
      const auto expected = piece->until_ms == 0 ? language_.expected : language_.expected_between;
      lines.push_back(at_time(count == 1 ? text.when : expected, *piece));
    }
  }

  [[nodiscard]] std::string at_time(std::string_view pattern, const Piece& piece) const {
    const auto moment = zone_.local(from_ms(piece.moment_ms));
    const auto until = zone_.local(from_ms(piece.until_ms));
    const std::chrono::weekday weekday{std::chrono::floor<std::chrono::days>(moment.day)};
    auto text = filled_in(pattern, "{weekday}", std::string{language_.weekdays.at(weekday.iso_encoding() - 1)});
    text = filled_in(text, "{day}", date_in(language_.code, moment));
    text = filled_in(text, "{time}", clock_time(moment));
    text = filled_in(text, "{from}", hour_of(moment, language_.day_first));
    return filled_in(text, "{to}", hour_of(until, language_.day_first));
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
