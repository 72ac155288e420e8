// The tellers of each service's records. One line each, without the moment.
#pragma once

#include <string>

#include "matbud/audit/v1/commands.pb.h"
#include "matbud/audit/v1/events.pb.h"
#include "matbud/bridge/v1/commands.pb.h"
#include "matbud/bridge/v1/events.pb.h"
#include "matbud/dispatch/v1/commands.pb.h"
#include "matbud/dispatch/v1/events.pb.h"
#include "matbud/grocer/v1/answers.pb.h"
#include "matbud/grocer/v1/orders.pb.h"
#include "matbud/notification/v1/commands.pb.h"
#include "matbud/notification/v1/events.pb.h"
#include "matbud/ordering/v1/commands.pb.h"
#include "matbud/ordering/v1/events.pb.h"
#include "matbud/runtime/v1/runtime.pb.h"
#include "phrases.h"

namespace matbud::audit {

/// What is told of a message with nothing inside that this version knows.
inline constexpr std::string_view unknown_words = "something that this version does not know";

[[nodiscard]] std::string tell(const ordering::v1::OrderingCommand& command, const Scene& scene);
[[nodiscard]] std::string tell(const ordering::v1::OrderingEvent& event, const Scene& scene);
[[nodiscard]] std::string tell(const bridge::v1::BridgeCommand& command, const Scene& scene);
[[nodiscard]] std::string tell(const bridge::v1::BridgeEvent& event, const Scene& scene);
[[nodiscard]] std::string tell(const grocer::v1::GrocerMessage& message, const Scene& scene, std::string_view grocer);
[[nodiscard]] std::string tell(const grocer::v1::GrocerAnswer& answer, const Scene& scene, std::string_view grocer);
[[nodiscard]] std::string tell(const dispatch::v1::DispatchCommand& command, const Scene& scene);
[[nodiscard]] std::string tell(const dispatch::v1::DispatchEvent& event, const Scene& scene);
[[nodiscard]] std::string tell(const notification::v1::NotificationCommand& command, const Scene& scene);
[[nodiscard]] std::string tell(const notification::v1::NotificationEvent& event, const Scene& scene);
[[nodiscard]] std::string tell(const v1::AuditCommand& command, const Scene& scene);
[[nodiscard]] std::string tell(const v1::AuditEvent& event, const Scene& scene);
[[nodiscard]] std::string tell(const runtime::v1::RuntimeCommand& command, const Scene& scene);
[[nodiscard]] std::string tell(const runtime::v1::RuntimeEvent& event, const Scene& scene);

}  // namespace matbud::audit
