// What single values may look like, wherever they stand.
#pragma once

#include <cstdint>
#include <string_view>

#include "matbud/privacy/v1/privacy.pb.h"

namespace matbud::ordering {

/// 1 to 64 of the letters A to Z, digits and `-_.:`; never a '/', which parts keys and subjects.
[[nodiscard]] bool is_id(std::string_view text);
[[nodiscard]] bool is_id_or_empty(std::string_view text);

/// As a grocer's topics allow: 1 to 64 lower-case letters, digits and hyphens.
[[nodiscard]] bool is_grocer_id(std::string_view text);

/// 4 digits.
[[nodiscard]] bool is_municipality_number(std::string_view text);

/// GTIN-8, -12, -13 or -14 with a right check digit (GS1 General Specifications, 7.9).
[[nodiscard]] bool is_gtin(std::uint64_t gtin);

/// Absent, or sealed with this citizen's key and not too long. Another's key would outlive the citizen's erasure.
[[nodiscard]] bool is_sealed_for(std::string_view citizen_id, const privacy::v1::Sealed& sealed);

}  // namespace matbud::ordering
