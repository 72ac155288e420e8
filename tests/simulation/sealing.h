// Personal values as the edge seals them, with keys that follow from the citizen's id alone.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "matbud/dispatch/v1/reference.pb.h"
#include "matbud/privacy/v1/privacy.pb.h"

namespace matbud::simulation {

/// A sealed value of this field, named in full.
[[nodiscard]] privacy::v1::Sealed sealed(const std::string& citizen, std::string_view field, std::string_view clear);

/// A doorstep opened for the planner; nothing when it cannot be read.
[[nodiscard]] std::optional<dispatch::v1::Point> opened_point(const privacy::v1::Sealed& point);

}  // namespace matbud::simulation
