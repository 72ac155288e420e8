// A message as a letter of A4 pages for a window envelope.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "matbud/base/result.h"
#include "matbud/notification/message.h"

namespace matbud::notification {

/// What a letter is made of. Everything is UTF-8.
struct LetterText {
  std::vector<std::string> from;     ///< lines of the sender
  std::vector<std::string> address;  ///< name and address as they show in the window; at most six lines show
  std::string date;                  ///< as it is printed
  Message message;
};

/// The PDF's bytes; the same text gives the same bytes. The font is embedded with the glyphs that are used; title and
/// language are set. `unavailable` when the font cannot be read, `invalid` when the letter cannot be set.
[[nodiscard]] Result<std::string> letter_pdf(const LetterText& letter, const std::filesystem::path& font);

/// The lines of an address that was written on one or more: divided at line ends and commas, without blanks around.
[[nodiscard]] std::vector<std::string> address_lines(std::string_view address);

}  // namespace matbud::notification
