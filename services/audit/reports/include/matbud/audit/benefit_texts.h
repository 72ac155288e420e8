// The report of benefits for programs and spreadsheets. The same report gives the same bytes.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "matbud/audit/benefit_report.h"
#include "matbud/base/result.h"

namespace matbud::audit {

/// `{"people_min": 5, "months": [...]}`, described in services/audit/web/openapi.json (schema Benefits).
[[nodiscard]] nlohmann::json benefits_json(const std::vector<BenefitMonth>& report);

/// One line a unit and month, RFC 4180 (CRLF), UTF-8: figures, what they come to, and the assumptions they came by,
/// each under its name with its unit. Whole numbers, so that no spreadsheet's country matters.
[[nodiscard]] std::string benefits_csv(const std::vector<BenefitMonth>& report);

/// The bytes of an SQLite file with the tables `benefits` (the columns of the CSV, without the assumptions) and
/// `assumptions` (one row a municipality, month and name). `unavailable` when SQLite has no memory for it.
[[nodiscard]] Result<std::string> benefits_sqlite(const std::vector<BenefitMonth>& report);

}  // namespace matbud::audit
