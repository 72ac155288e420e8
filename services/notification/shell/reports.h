// Outcomes as the commands that tell the decider of them.
#pragma once

#include <string_view>

#include "matbud/notification/v1/commands.pb.h"
#include "matbud/notification/v1/events.pb.h"
#include "matbud/processor/effector.h"

namespace matbud::notification {

/// `detail` must not hold an address, a name or the server's free text.
[[nodiscard]] processor::EffectReport report_of(std::string_view effect_id, std::string_view notification_id,
                                                v1::Outcome outcome, std::string_view detail);

/// The notification that an effect asks for. An effect whose request does not decode has none but its id's.
[[nodiscard]] v1::Notification notification_of(const runtime::v1::PendingEffect& effect);

}  // namespace matbud::notification
