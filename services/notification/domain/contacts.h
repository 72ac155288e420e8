// Who is told about a citizen's orders, by consent.
#pragma once

#include <optional>
#include <string_view>

#include "matbud/notification/v1/commands.pb.h"
#include "matbud/notification/v1/events.pb.h"
#include "matbud/processor/decider.h"
#include "matbud/state/tables.h"

namespace matbud::notification {

/// The new contacts, or their refusal. Nothing for a command that was answered before: a late repeat must not bring
/// back a consent that was withdrawn since.
[[nodiscard]] std::optional<processor::Decision> decide(const state::TableReader& state, const v1::PutContacts& command,
                                                        std::string_view command_id, google::protobuf::Arena& arena);

void fold(state::TableWriter& state, const v1::ContactsPut& event);
void fold(state::TableWriter& state, const v1::ContactsRefused& event);

}  // namespace matbud::notification
