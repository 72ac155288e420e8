// Values of a query string.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "matbud/web/messages.h"

namespace matbud::api {

/// `2026-11-24` as days since 1970-01-01; nothing when it is no such date from 1970 on.
[[nodiscard]] std::optional<std::int32_t> day_from(std::string_view text);

/// The whole number, from 1 to `max`, that the query gives under this name; `otherwise` when it gives none, nothing
/// when it is none or out of bounds.
[[nodiscard]] std::optional<std::size_t> number_of(const web::Request& request, std::string_view name,
                                                   std::size_t otherwise, std::size_t max);
/// The 400 that answers such a number.
[[nodiscard]] web::Response bad_number(std::string_view name, std::size_t max);

}  // namespace matbud::api
