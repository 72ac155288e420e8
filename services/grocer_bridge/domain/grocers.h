// Who the grocers are, and what is sent to those who read no topic.
#pragma once

#include <optional>

#include "matbud/bridge/v1/commands.pb.h"
#include "matbud/bridge/v1/events.pb.h"
#include "matbud/processor/decider.h"

namespace matbud::grocer_bridge {

/// A grocer's settings are created or changed; nothing when this command did so already. Throws Poison when they cannot
/// be: they are an operator's, who must hear of it.
[[nodiscard]] std::optional<processor::Decision> decide_put_grocer(const matbud::state::TableReader& tables,
                                                                   const bridge::v1::PutGrocer& put,
                                                                   std::string_view command_id,
                                                                   google::protobuf::Arena& arena);
/// What became of telling a grocer; nothing when that is known already.
[[nodiscard]] std::optional<processor::Decision> decide_told(const matbud::state::TableReader& tables,
                                                             const bridge::v1::ReportTold& report,
                                                             std::string_view subject, google::protobuf::Arena& arena);

void remember_grocer(matbud::state::TableWriter& tables, const bridge::v1::GrocerPut& put);

/// Asks for the effects that tell the grocers of this event, where their channel is one that something is sent by: kind
/// `peppol` or `webhook`, the request a bridge.v1.Telling.
void request_tellings(matbud::state::TableWriter& tables, const bridge::v1::BridgeEvent& event,
                      const processor::EventInfo& info);

}  // namespace matbud::grocer_bridge
