// Substitutes: which ones a citizen's wish lets in, and which go back to the grocer.
#pragma once

#include <optional>

#include "matbud/bridge/v1/events.pb.h"
#include "matbud/ordering/v1/events.pb.h"
#include "matbud/processor/decider.h"
#include "sums.h"

namespace matbud::grocer_bridge {

/// Whether the citizen's wish lets this substitute in: their own alternative always, a similar one where they said so.
/// Nobody is at the table when a grocer packs, so "ask first" and no word at all mean no.
[[nodiscard]] bool is_wished(const state::Line& ordered, std::uint64_t substitute_gtin);

/// Ordering has refused substitutes for reasons that the grocer does not learn: they go back. Nothing when none of them
/// stands, as when the grocer has refused the order since.
[[nodiscard]] std::optional<processor::Decision> decide_substitutes_refused(
    const matbud::state::TableReader& tables, const ordering::v1::SubstitutesRefused& refused,
    google::protobuf::Arena& arena);

/// Takes returned substitutes out of the lines.
void take_out(Lines& lines, const google::protobuf::RepeatedPtrField<bridge::v1::ReturnedSubstitute>& returned);

}  // namespace matbud::grocer_bridge
