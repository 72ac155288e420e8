// What ordering is told once and remembers: areas, products, citizens.
#pragma once

#include "asked.h"
#include "matbud/ordering/v1/commands.pb.h"
#include "refusal.h"

namespace matbud::ordering {

// Each fills `said` when it has no objection; else `said` is to be thrown away.

[[nodiscard]] Objection define_area(const Asked& asked, const v1::DefineArea& wish, v1::AreaDefined& said);
[[nodiscard]] Objection put_products(const Asked& asked, const v1::PutProducts& wish, v1::ProductsPut& said);
[[nodiscard]] Objection register_citizen(const Asked& asked, const v1::RegisterCitizen& wish,
                                         v1::CitizenRegistered& said);

}  // namespace matbud::ordering
