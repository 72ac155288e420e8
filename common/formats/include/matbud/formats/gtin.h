// The number under the bar code: how text becomes one and back.
// Source: GS1 General Specifications, 7.9 (check digit), 2.1 (GTIN-8, -12, -13, -14).
#pragma once

#include <string>
#include <string_view>

#include "matbud/base/ids.h"
#include "matbud/base/result.h"

namespace matbud::formats {

/// A GTIN as a number, leading zeros dropped, so that a GTIN-13 and the GTIN-14 it is padded to are the same.
using Gtin = Number<struct GtinTag, std::uint64_t>;

/// Reads 8, 12, 13 or 14 digits, leading zeros included, nothing before or behind them. `invalid`, and why, when the
/// length, a character or the check digit is wrong, or every digit is zero.
[[nodiscard]] Result<Gtin> parse_gtin(std::string_view text);

/// Whether the number is a GTIN of any length: at most 14 digits, right check digit, not zero.
[[nodiscard]] bool is_gtin(std::uint64_t number);

/// The shortest of GTIN-8, -12, -13 and -14 that holds the number, zero-padded. parse_gtin reads it back.
[[nodiscard]] std::string to_text(Gtin gtin);

}  // namespace matbud::formats
