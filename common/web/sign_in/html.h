// The few plain pages around sign-in: no scripts, one style sheet, the four languages.
#pragma once

#include <string>
#include <string_view>

#include "matbud/web/messages.h"

namespace matbud::web {

/// One text in every language.
struct Text {
  std::string_view nb;
  std::string_view nn;
  std::string_view se;
  std::string_view en;

  /// In `nb`, `nn`, `se` or `en`.
  [[nodiscard]] std::string_view in(std::string_view language) const;
};

/// A whole page; `body` is HTML, the heading its title.
[[nodiscard]] Response html_page(int status, std::string_view language, std::string_view title, std::string_view body);

inline constexpr std::string_view style_path = "/sign-in/style.css";
inline constexpr std::string_view icon_path = "/sign-in/icon.svg";
[[nodiscard]] Response style_sheet();
[[nodiscard]] Response icon();

}  // namespace matbud::web
