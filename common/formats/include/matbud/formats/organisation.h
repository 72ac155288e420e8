// Numbers of organisations and places on business documents.
#pragma once

#include <string_view>

namespace matbud::formats {

/// ISO 6523 scheme 0192: nine digits, the last one a check digit by modulus 11 with weights 2 to 7 from the right.
[[nodiscard]] bool is_norwegian_organisation(std::string_view text);

/// ISO 6523 scheme 0088, GLN: digits, the last one a check digit by modulus 10 with weights 3, 1, 3 ... from the right.
/// Of any length, as Peppol's own rule has it; a GLN on a document of ours has 13.
[[nodiscard]] bool is_gln(std::string_view text);

/// Scheme 0208: ten digits, the last two 97 less the remainder of the others by 97.
[[nodiscard]] bool is_belgian_enterprise(std::string_view text);

/// Scheme 0007: ten digits, the last one a check digit by Luhn's rule.
[[nodiscard]] bool is_swedish_organisation(std::string_view text);

/// Scheme 0151, ABN: eleven digits whose weighted sum, the first digit less one, divides by 89.
[[nodiscard]] bool is_australian_business(std::string_view text);

}  // namespace matbud::formats
