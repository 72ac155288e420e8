#include "contract.h"

#include <google/protobuf/descriptor.h>

#include <vector>

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
#include "matbud/runtime/v1/runtime.pb.h"

namespace matbud::processor::testing::contract {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

struct TopLevel {
  const Message* prototype;
  std::string_view topic;  ///< empty: a grocer's, whose name holds the grocer
};

const std::vector<TopLevel>& top_levels() {
  static const std::vector<TopLevel> all{
      {&ordering::v1::OrderingCommand::default_instance(), log::ordering_commands},
      {&ordering::v1::OrderingEvent::default_instance(), log::ordering_events},
      {&bridge::v1::BridgeCommand::default_instance(), log::bridge_commands},
      {&bridge::v1::BridgeEvent::default_instance(), log::bridge_events},
      {&dispatch::v1::DispatchCommand::default_instance(), log::dispatch_commands},
      {&dispatch::v1::DispatchEvent::default_instance(), log::dispatch_events},
      {&notification::v1::NotificationCommand::default_instance(), log::notification_commands},
      {&notification::v1::NotificationEvent::default_instance(), log::notification_events},
      {&audit::v1::AuditCommand::default_instance(), log::audit_commands},
      {&audit::v1::AuditEvent::default_instance(), log::audit_events},
      {&grocer::v1::GrocerMessage::default_instance(), {}},
      {&grocer::v1::GrocerAnswer::default_instance(), {}},
  };
  return all;
}

/// The oneof field of a top-level message that holds this type; null when none does. The machinery's messages stand in
/// every topic and so belong to none.
const FieldDescriptor* field_for(const Message& top_level, const google::protobuf::Descriptor* type) {
  const auto* descriptor = top_level.GetDescriptor();
  if (descriptor->oneof_decl_count() == 0 || type->file() == runtime::v1::RuntimeCommand::descriptor()->file())
    return nullptr;
  const auto* oneof = descriptor->oneof_decl(0);
  for (int i = 0; i < oneof->field_count(); ++i) {
    if (oneof->field(i)->message_type() == type) return oneof->field(i);
  }
  return nullptr;
}

std::unique_ptr<Message> copy_of(const Message& message) {
  std::unique_ptr<Message> copy{message.New()};
  copy->CopyFrom(message);
  return copy;
}

}  // namespace

std::string topic_of(const Message& top_level) {
  for (const auto& [prototype, topic] : top_levels()) {
    if (prototype->GetDescriptor() == top_level.GetDescriptor()) return std::string{topic};
  }
  return {};
}

std::unique_ptr<Message> wrapped(const Message& message) {
  for (const auto& [prototype, topic] : top_levels()) {
    if (prototype->GetDescriptor() == message.GetDescriptor()) return copy_of(message);
    if (const auto* field = field_for(*prototype, message.GetDescriptor())) {
      std::unique_ptr<Message> top_level{prototype->New()};
      top_level->GetReflection()->MutableMessage(top_level.get(), field)->CopyFrom(message);
      return top_level;
    }
  }
  return nullptr;
}

const Message* inner(const Message& top_level) {
  const auto* reflection = top_level.GetReflection();
  const auto* field = reflection->GetOneofFieldDescriptor(top_level, top_level.GetDescriptor()->oneof_decl(0));
  return field == nullptr ? nullptr : &reflection->GetMessage(top_level, field);
}

}  // namespace matbud::processor::testing::contract
