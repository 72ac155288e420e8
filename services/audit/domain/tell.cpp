#include "matbud/audit/tell.h"

#include <memory>

#include "matbud/audit/contract.h"
#include "tellers.h"

namespace matbud::audit {
namespace {

/// Tells a message when it is of this type.
template <class Message>
bool told_as(const google::protobuf::Message& message, const Scene& scene, std::string& line) {
  const auto* own = dynamic_cast<const Message*>(&message);
  if (own == nullptr) return false;
  line = tell(*own, scene);
  return true;
}

/// `grocer.dagros.orders.v1` -> `dagros`.
std::string_view grocer_in(std::string_view topic) {
  topic.remove_prefix(std::string_view{"grocer."}.size());
  return topic.substr(0, topic.rfind('.', topic.rfind(".v") - 1));
}

std::string without_line_breaks(std::string line) {
  for (char& c : line) {
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  }
  return line;
}

std::string told(std::string_view topic, const google::protobuf::Message& message, const Scene& scene) {
  std::string line;
  if (told_as<ordering::v1::OrderingCommand>(message, scene, line) ||
      told_as<ordering::v1::OrderingEvent>(message, scene, line) ||
      told_as<bridge::v1::BridgeCommand>(message, scene, line) ||
      told_as<bridge::v1::BridgeEvent>(message, scene, line) ||
      told_as<dispatch::v1::DispatchCommand>(message, scene, line) ||
      told_as<dispatch::v1::DispatchEvent>(message, scene, line) ||
      told_as<notification::v1::NotificationCommand>(message, scene, line) ||
      told_as<notification::v1::NotificationEvent>(message, scene, line) ||
      told_as<v1::AuditCommand>(message, scene, line) || told_as<v1::AuditEvent>(message, scene, line))
    return line;
  if (const auto* orders = dynamic_cast<const grocer::v1::GrocerMessage*>(&message))
    return tell(*orders, scene, grocer_in(topic));
  if (const auto* answer = dynamic_cast<const grocer::v1::GrocerAnswer*>(&message))
    return tell(*answer, scene, grocer_in(topic));
  return std::string{unknown_words};
}

}  // namespace

std::string tell(std::string_view topic, const log::Envelope& record, std::string_view order_id, time::Zone zone) {
  const auto* prototype = contract_of(topic);
  if (prototype == nullptr) return "a record of " + std::string{topic} + ", which this version cannot read";
  const std::unique_ptr<google::protobuf::Message> message{prototype->New()};
  if (!message->ParseFromArray(record.value.data(), static_cast<int>(record.value.size())))
    return "a record that cannot be read as " + prototype->GetTypeName();
  return without_line_breaks(told(topic, *message, Scene{order_id, record.time, zone}));
}

}  // namespace matbud::audit
