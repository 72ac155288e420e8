// How much of a text a text message holds (3GPP TS 23.038, 23.040).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace matbud::notification {

/// What a text takes on the air.
struct SmsSize {
  bool gsm7;             ///< all of it is in the GSM 7-bit alphabet; else each part is UCS-2
  std::size_t units;     ///< septets, or UTF-16 units
  std::size_t segments;  ///< parts it is sent in; 0 for an empty text
  friend bool operator==(const SmsSize&, const SmsSize&) = default;
};
/// Of UTF-8; a byte that is none counts as a replacement character. A part never ends inside a character.
[[nodiscard]] SmsSize size_of_sms(std::string_view text);

/// The first of these lines, each whole and with a blank between, that fit into so many segments. What does not fit is
/// left out, with three dots to say so; a first line that is too long itself is cut between words.
[[nodiscard]] std::string fitted_sms(const std::vector<std::string>& lines, std::size_t segments_max);

}  // namespace matbud::notification
