// UTF-8 from outside: is it, and what is it when case and accents do not count.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace matbud::formats {

/// Where the first byte stands that is not UTF-8 (RFC 3629: no overlong forms, no surrogates); nothing when all is.
[[nodiscard]] std::optional<std::size_t> first_invalid_utf8(std::string_view bytes);

/// How many characters it has, as JSON Schema's maxLength counts them: code points. Expects UTF-8.
[[nodiscard]] std::size_t characters_in(std::string_view utf8);

/// Whether it holds a control character other than tab, line feed and carriage return. Expects UTF-8.
[[nodiscard]] bool has_control_characters(std::string_view utf8);

/// The text with a space for each of them.
[[nodiscard]] std::string without_control_characters(std::string_view utf8);

/// Lower case without accents, for comparing words of the languages that catalogues here are written in: å, ä, à
/// become a; ö, ø, ô become o; æ becomes ae, œ oe, ß ss, þ th, ð d, the ligatures ﬁ and ﬂ two letters; combining marks
/// vanish. Other letters stay as they are. Expects UTF-8.
[[nodiscard]] std::string fold(std::string_view utf8);

}  // namespace matbud::formats
