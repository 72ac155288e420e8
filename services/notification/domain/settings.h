// When people of an area are left in peace, and how much is told at once.
#pragma once

#include <optional>
#include <string_view>

#include "matbud/notification/v1/commands.pb.h"
#include "matbud/notification/v1/events.pb.h"
#include "matbud/processor/decider.h"
#include "matbud/state/tables.h"

namespace matbud::notification {

/// The new settings, or their refusal. Nothing for a command that was answered before.
[[nodiscard]] std::optional<processor::Decision> decide(const state::TableReader& state, const v1::PutSettings& command,
                                                        std::string_view command_id, google::protobuf::Arena& arena);
void fold(state::TableWriter& state, const v1::SettingsPut& event);
void fold(state::TableWriter& state, const v1::SettingsRefused& event);

/// The settings of an area: none of its own is never quiet, no digests, by the clock of Oslo.
[[nodiscard]] v1::PutSettings settings_of(const state::TableReader& state, std::string_view area_id);

/// Whether these can be quiet hours.
[[nodiscard]] bool is_valid(const v1::QuietHours& quiet);

/// `at`, or the end of the quiet hours that it lies in: the contact's own, else the area's.
[[nodiscard]] Timestamp after_quiet_hours(const v1::PutSettings& settings, const v1::Contact& contact, Timestamp at);

/// The next seven in the morning by the area's clock, when the day's letters are printed.
[[nodiscard]] Timestamp next_print_run(const v1::PutSettings& settings, Timestamp at);

}  // namespace matbud::notification
