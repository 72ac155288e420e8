// Where the fold of benefits keeps what. Numbers and layouts live in stored state: add, never reuse.
#pragma once

#include "benefits.pb.h"
#include "matbud/audit/benefits.h"
#include "matbud/audit/v1/events.pb.h"

namespace matbud::audit::benefit_tables {

inline constexpr state::Table<benefits::OrderFacts> orders{state::TableId{1}};  ///< order id
inline constexpr state::Table<benefits::Figures> cells{state::TableId{2}};      ///< cell_key
inline constexpr state::TableId people{3};                                      ///< person_key -> sortable(orders)
inline constexpr state::TableId units{4};                                       ///< citizen id -> unit
inline constexpr state::Table<benefits::PlannedRun> runs{state::TableId{5}};    ///< run id
inline constexpr state::Table<v1::BenefitAssumptionsPut> assumptions{state::TableId{6}};  ///< month_key

/// `3024/` and eight bytes that sort as the month does.
[[nodiscard]] std::string month_key(std::string_view municipality, std::int32_t month);
/// The month's key and the unit.
[[nodiscard]] std::string cell_key(const BenefitCell& cell);
[[nodiscard]] BenefitCell cell_from(std::string_view key);
/// One person within a cell.
[[nodiscard]] std::string person_key(std::string_view cell, std::string_view citizen_id);

/// How many orders of the person count there; 0 when there is no row.
[[nodiscard]] std::int64_t number_at(const state::TableReader& tables, std::string_view person);
/// No row for 0.
void put_number(state::TableWriter& tables, std::string_view person, std::int64_t number);

}  // namespace matbud::audit::benefit_tables
