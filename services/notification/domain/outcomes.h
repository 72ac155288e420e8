// What became of a notification, and when it is tried again.
#pragma once

#include <optional>
#include <string_view>

#include "matbud/notification/v1/commands.pb.h"
#include "matbud/notification/v1/events.pb.h"
#include "matbud/processor/decider.h"
#include "matbud/state/tables.h"

namespace matbud::notification {

/// A channel's report. Nothing for an attempt that is not under way: it was reported before.
/// Throws Poison for an outcome this version does not know.
[[nodiscard]] std::optional<processor::Decision> decide(const state::TableReader& state,
                                                        const v1::ReportOutcome& report, std::string_view area_id,
                                                        Timestamp at, google::protobuf::Arena& arena);
/// The moment of a retry has come. Nothing for a timer that is gone.
[[nodiscard]] std::optional<processor::Decision> decide(const state::TableReader& state,
                                                        const runtime::v1::TimerDue& due, Timestamp at,
                                                        google::protobuf::Arena& arena);

void fold(state::TableWriter& state, const v1::NotificationSent& event);
void fold(state::TableWriter& state, const v1::NotificationFailed& event, const processor::EventInfo& info);
void fold(state::TableWriter& state, const v1::NotificationRetried& event, std::string_view key);

}  // namespace matbud::notification
