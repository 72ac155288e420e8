// Tells a grocer by HTTP posts to its system.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>

#include "matbud/base/time.h"
#include "matbud/grocer/v1/orders.pb.h"
#include "matbud/grocer_bridge/channels/channels.h"

namespace matbud::grocer_bridge {

struct WebhookSettings {
  std::filesystem::path secrets_folder;  ///< holds `<grocer id>.webhook` for each grocer, mode 0400
  std::chrono::milliseconds connect_timeout{5'000};
  std::chrono::milliseconds timeout{15'000};  ///< of a post, connecting included
};

/// Posts a message as a CloudEvent (1.0, JSON, structured mode), signed as Standard Webhooks has it; webhook-id is the
/// effect's id, so that the receiver knows a repeat. Its answers:
///   2xx                  told
///   408, 425, 429, 5xx   tried again, as are broken connections and time-outs, whose outcome nobody knows
///   other                failed: the receiver will not take it; redirects are not followed
/// The address must be https, or http on this machine. `clock` must outlive the teller.
[[nodiscard]] std::shared_ptr<Teller> webhook_teller(WebhookSettings settings, const Clock& clock);

/// The CloudEvent of a message: what is posted, and what a grocer that pulls gets. Its subject is `area/<area>`.
[[nodiscard]] nlohmann::ordered_json cloud_event(const std::string& id, const AreaId& area, Timestamp said_at,
                                                 const grocer::v1::GrocerMessage& message);

}  // namespace matbud::grocer_bridge
