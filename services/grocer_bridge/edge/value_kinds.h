// What a text or attribute of a UBL element may look like: XML Schema's own types and UBL's attributes.
#pragma once

#include <string_view>

namespace matbud::grocer_bridge::edge {

/// Whether a text can be of this kind (models/README.md).
[[nodiscard]] bool is_of_kind(std::string_view kind, std::string_view text);
/// Whether UBL lets an element of this kind have the attribute.
[[nodiscard]] bool may_have(std::string_view kind, std::string_view attribute);
/// The attribute that UBL wants on every element of this kind; empty = none.
[[nodiscard]] std::string_view must_have(std::string_view kind);

/// A date of the calendar as `YYYY-MM-DD`, year 0001 to 9999.
[[nodiscard]] bool is_plain_date(std::string_view text);

}  // namespace matbud::grocer_bridge::edge
