// The words of every notification, by language.
#pragma once

#include <string_view>

#include "matbud/notification/v1/commands.pb.h"

namespace matbud::notification {

/// What one kind of notification says.
struct Text {
  std::string_view subject;
  std::string_view news;
  std::string_view when;  ///< with {day} and {time}, added when the time of arrival is known; empty: never
};

/// What frames every notification in one language.
struct Frame {
  std::string_view language;
  std::string_view greeting;  ///< before the name
  std::string_view why;       ///< why the reader gets this
  bool day_first;             ///< 3.3.2026 rather than 2026-03-03
};

/// Bokmål for a language that is not among `nb`, `nn`, `se`, `en`.
[[nodiscard]] const Frame& frame_in(std::string_view language);
[[nodiscard]] const Text& text_in(std::string_view language, v1::NotificationKind kind);

}  // namespace matbud::notification
