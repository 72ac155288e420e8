// The day's runs as lines of stops: how far each has come, in words and as a drawing.
#pragma once

#include <string>
#include <vector>

#include "status_page.h"

namespace matbud::pages {

/// An item of a list for each run. Nothing in it says where a stop is or whose.
[[nodiscard]] std::string run_lines(const std::vector<RunLine>& runs, Language language);

}  // namespace matbud::pages
