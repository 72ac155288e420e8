// Text as it may stand in a page.
#pragma once

#include <string>
#include <string_view>

namespace matbud::web {

/// `text` as it may stand between tags and in an attribute in double quotes: `&`, `<`, `>` and `"` as entities, all
/// else as it is. Not for scripts, style sheets or attributes without quotes.
[[nodiscard]] std::string escaped(std::string_view text);

}  // namespace matbud::web
