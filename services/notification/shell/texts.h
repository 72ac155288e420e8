// The words of every notification, by language.
#pragma once

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
  std::string_view two;
  std::string_view other;
};
/// The words for `count`, at least two, with the number filled in.
[[nodiscard]] std::string counted(const Several& several, std::string_view language, std::size_t count);

/// What one kind of notification says.
struct Text {
  std::string_view subject;
  std::string_view news;
  std::string_view when;  ///< with {day} and {time}, added when the time of arrival is known; empty: never
  Several several;        ///< the news of several orders at once
};

/// What frames every notification in one language.
struct Frame {
  std::string_view language;
  std::string_view greeting;  ///< before the name
  std::string_view why;       ///< why the reader gets this
  bool day_first;             ///< 3.3.2026 rather than 2026-03-03
  Several digest;             ///< subject of a message with several pieces of news
  std::string_view expected;  ///< with {day} and {time}: when one of several is expected
};

/// Bokmål for a language that is not among `nb`, `nn`, `se`, `en`.
[[nodiscard]] const Frame& frame_in(std::string_view language);
[[nodiscard]] const Text& text_in(std::string_view language, v1::NotificationKind kind);

}  // namespace matbud::notification
