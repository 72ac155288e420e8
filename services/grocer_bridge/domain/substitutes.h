// Substitutes and other goods: which ones a citizen's wish lets in, and which go back to the grocer.
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

/// Ordering has refused goods for reasons that the grocer does not learn: they go back. Nothing when none of them
/// stands, as when the grocer has refused the order since.
[[nodiscard]] std::optional<processor::Decision> decide_goods_refused(
    const matbud::state::TableReader& tables, const std::string& order_id,
    const google::protobuf::RepeatedPtrField<ordering::v1::RefusedSubstitute>& refused, google::protobuf::Arena& arena);

/// Takes returned goods out of the order's lines. Remembers how the lines were ordered.
void take_out(state::Order& order, const google::protobuf::RepeatedPtrField<bridge::v1::ReturnedSubstitute>& returned);

}  // namespace matbud::grocer_bridge
