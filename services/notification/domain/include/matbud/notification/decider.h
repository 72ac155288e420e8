// Who is told what about an order, and what became of it. Pure: no clock, no channel.
#pragma once

#include <memory>

#include "matbud/processor/decider.h"

namespace matbud::notification {

/// The decider of the notification service. Stateless; threads may share it. Rules: services/notification/README.md.
[[nodiscard]] std::shared_ptr<const processor::Decider> make_decider();

}  // namespace matbud::notification
