// JSON from outside as a tree, or a message that says where it is none.
#pragma once

#include <nlohmann/json.hpp>
#include <string_view>

#include "matbud/base/result.h"

namespace matbud::formats {

/// Parses within limits: at most 256 KiB and 32 levels of objects and arrays, no object with two fields of one name.
/// `invalid` names line and column of bad JSON, or the JSON pointer of a repeated field.
[[nodiscard]] Result<nlohmann::json> parse_json(std::string_view text);

/// `/lines/2` and `gtin` make `/lines/2/gtin` (RFC 6901: ~ and / inside a name are escaped).
[[nodiscard]] std::string child_pointer(std::string_view parent, std::string_view name);

}  // namespace matbud::formats
