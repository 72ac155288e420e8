// What may be asked about one order: place it, amend it, withdraw it.
#pragma once

#include "asked.h"
#include "matbud/ordering/v1/commands.pb.h"
#include "pricing.h"
#include "refusal.h"

namespace matbud::ordering {

// Each fills `said` when it has no objection; else `said` is to be thrown away.

/// `id_is_taken`: an order that was not refused has this id already.
[[nodiscard]] Objection place(const Asked& asked, const v1::PlaceOrder& wish, bool id_is_taken, v1::OrderPlaced& said);
/// The same without asking who orders: for an order that nobody is at the table for. `left_out` as in price_lines.
[[nodiscard]] Objection place_for(const Asked& asked, const v1::PlaceOrder& wish, bool id_is_taken,
                                  v1::OrderPlaced& said, LeftOutLines* left_out);
[[nodiscard]] Objection amend(const Asked& asked, const v1::AmendOrder& wish, v1::OrderAmended& said);
[[nodiscard]] Objection cancel(const Asked& asked, const v1::CancelOrder& wish, v1::OrderCancelled& said);

}  // namespace matbud::ordering
