// A row of the report as columns, for every form that it is written in.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "matbud/audit/benefit_report.h"

namespace matbud::audit {

using Column = std::pair<std::string, std::int64_t>;  ///< name with its unit, number

/// Every figure, by its name in the contract of the fold.
[[nodiscard]] std::vector<Column> figure_columns(const benefits::Figures& figures);
/// What the figures come to.
[[nodiscard]] std::vector<Column> reckoned_columns(const Reckoned& reckoned);

}  // namespace matbud::audit
