#include "matbud/audit/contract.h"

#include <utility>

#include "matbud/audit/v1/commands.pb.h"
#include "matbud/audit/v1/events.pb.h"
#include "matbud/bridge/v1/commands.pb.h"
#include "matbud/bridge/v1/events.pb.h"
#include "matbud/dispatch/v1/commands.pb.h"
#include "matbud/dispatch/v1/events.pb.h"
#include "matbud/grocer/v1/answers.pb.h"
#include "matbud/grocer/v1/orders.pb.h"
#include "matbud/log/topics.h"
#include "matbud/notification/v1/commands.pb.h"
#include "matbud/notification/v1/events.pb.h"
#include "matbud/ordering/v1/commands.pb.h"
#include "matbud/ordering/v1/events.pb.h"

namespace matbud::audit {

const google::protobuf::Message* contract_of(std::string_view topic) {
  static const std::pair<std::string_view, const google::protobuf::Message*> services[] = {
      {log::ordering_commands, &ordering::v1::OrderingCommand::default_instance()},
      {log::ordering_events, &ordering::v1::OrderingEvent::default_instance()},
      {log::bridge_commands, &bridge::v1::BridgeCommand::default_instance()},
      {log::bridge_events, &bridge::v1::BridgeEvent::default_instance()},
      {log::dispatch_commands, &dispatch::v1::DispatchCommand::default_instance()},
      {log::dispatch_events, &dispatch::v1::DispatchEvent::default_instance()},
      {log::notification_commands, &notification::v1::NotificationCommand::default_instance()},
      {log::notification_events, &notification::v1::NotificationEvent::default_instance()},
      {log::audit_commands, &v1::AuditCommand::default_instance()},
      {log::audit_events, &v1::AuditEvent::default_instance()},
  };
  for (const auto& [name, prototype] : services) {
    if (name == topic) return prototype;
  }
  if (!topic.starts_with("grocer.")) return nullptr;
  const auto name = log::parse_topic(topic);
  if (!name || name->version != 1) return nullptr;
  if (name->kind == "orders") return &grocer::v1::GrocerMessage::default_instance();
  if (name->kind == "answers") return &grocer::v1::GrocerAnswer::default_instance();
  return nullptr;
}

}  // namespace matbud::audit
