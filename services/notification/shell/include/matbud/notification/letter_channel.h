// Letters as PDF files in a print spool, for those who have neither e-mail nor a phone that takes messages.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "matbud/base/time.h"
#include "matbud/notification/channel.h"
#include "matbud/time/zone.h"

namespace matbud::notification {

/// Where letters go, and who they are from.
struct LetterSettings {
  std::filesystem::path spool;  ///< made when it is not there, for the owner alone; empty: no letters
  std::string from;             ///< lines of the sender, divided by `, `: `Bærum kommune, Postboks 700, 1304 Sandvika`
  std::filesystem::path font = MATBUD_PAPER_FONT;  ///< TrueType, with the letters of every language here
  bool text_beside = false;  ///< also writes what the letter says as `<name>.txt`, for a demo's mailbox
};

/// What it reports:
///   SENT        the letter is in the spool under its name, from this attempt or an earlier one
///   TRY_LATER   the spool or the font cannot be used now
///   POINT_DEAD  the address has no line that could be one
/// A letter's name is its id, so that an attempt that may have been made is simply made again.
/// `clock` must outlive the channel.
[[nodiscard]] std::unique_ptr<Channel> letter_channel(const LetterSettings& settings, const Clock& clock,
                                                      time::Zone zone);

}  // namespace matbud::notification
