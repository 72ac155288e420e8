// The words of every notification, by language and by who reads.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "matbud/notification/v1/commands.pb.h"

namespace matbud::notification {

/// The grammatical numbers of the languages here; Northern Sámi has a dual.
enum class Plural { one, two, other };
/// The form that goes with this count, as CLDR has it.
[[nodiscard]] Plural plural_in(std::string_view language, std::size_t count);

/// Words with {n} for two and more. An empty `two` is the same as `other`.
struct Several {
  std::string_view two = {};
  std::string_view other = {};
};
/// The words for `count`, at least two, with the number filled in.
[[nodiscard]] std::string counted(const Several& several, std::string_view language, std::size_t count);

/// Who reads: the same news is another thing to whom it is about and to whom has to see to it.
enum class Reader { citizen, next_of_kin, home_care };
/// By Contact.relation; whoever is neither the citizen nor home care reads what the next of kin read.
[[nodiscard]] Reader reader_of(const v1::Contact& contact);

/// What one kind of notification says. Slots: {order} the order's number, for home care; in `when` {weekday}, {day} and
/// {time} of its moment, or {from} and {to} of its hours.
struct Text {
  std::string_view subject = {};
  std::string_view news = {};
  std::string_view when = {};       ///< added when its moment is known; empty: never
  std::string_view otherwise = {};  ///< added when it is not
  Several several = {};             ///< the news of several orders at once; home care gets a line an order instead
};

/// What one reader is told in one language.
struct Voice {
  std::string_view why;  ///< why the reader gets this
  Several digest;        ///< subject of a message with several pieces of news
  Text order_placed = {};
  Text driver_assigned = {};
  Text delivered = {};
  Text not_delivered = {};
  Text refused_by_grocer = {};
  Text standing_order_missed = {};
  Text budget_exceeded = {};
  Text goods_changed = {};
  Text nobody_answered = {};
  Text contact_unreachable = {};
  Text partly_delivered = {};
  Text grocer_late = {};
  Text delivery_late = {};
  Text told_by_mistake = {};
  Text goods_to_take_out = {};
  Text order_cancelled = {};
  Text order_withheld = {};
  Text delivered_at_base = {};  ///< in place of `delivered`, of goods that went to a unit's base
};

/// One language.
struct Language {
  std::string_view code;
  std::string_view greeting;                 ///< before the name
  bool day_first;                            ///< 3.3.2026 rather than 2026-03-03, and klokken 10 rather than 10:00
  std::array<std::string_view, 7> weekdays;  ///< from Monday, as they stand in {weekday}
  std::string_view expected;                 ///< when one of several is expected, by its {day} and {time}
  std::string_view expected_between;         ///< when one of several comes, by its {weekday}, {day}, {from} and {to}
  Voice citizen;
  Voice next_of_kin;
  Voice home_care;
};

extern const Language bokmaal;
extern const Language nynorsk;
extern const Language northern_saami;
extern const Language english;

/// Bokmål for a code that is not among `nb`, `nn`, `se`, `en`.
[[nodiscard]] const Language& language_of(std::string_view code);
[[nodiscard]] const Voice& voice_of(const Language& language, Reader reader);
/// Nothing is said of a kind that this version does not know. `at_base`: the goods went to a unit's base.
[[nodiscard]] const Text& text_of(const Voice& voice, v1::NotificationKind kind, bool at_base = false);

}  // namespace matbud::notification
