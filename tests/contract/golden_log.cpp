#include "golden_log.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <cctype>
#include <memory>
#include <stdexcept>

#include "golden.h"
#include "matbud/log/chain.h"
#include "matbud/log/topics.h"
#include "matbud/processor/decider.h"

namespace matbud::contract {

std::string value_type_of(const std::string& topic) {
  const auto name = log::parse_topic(topic).value();
  if (name.owner.starts_with("grocer.")) {
    return name.kind == "orders" ? "matbud.grocer.v1.GrocerMessage" : "matbud.grocer.v1.GrocerAnswer";
  }
  const std::string owner = name.owner == "grocer-bridge" ? "bridge" : name.owner;
  auto message = owner + (name.kind == "events" ? "Event" : "Command");
  message.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(message.front())));
  return "matbud." + owner + ".v1." + message;
}

namespace {

/// ce_type of a record with this value.
std::string ce_type_of(const google::protobuf::Message& prototype, const std::string& value) {
  const std::unique_ptr<google::protobuf::Message> message{prototype.New()};
  if (!message->ParseFromString(value)) throw std::runtime_error{"a golden line does not decode"};
  return std::string{processor::type_of(*message)};
}

}  // namespace

GoldenLog::GoldenLog(const GrocerId& grocer) {
  const auto created = log_.create_topics(log::installation_topics({grocer}, 1));
  if (!created) throw std::runtime_error{created.error().message};
}

void GoldenLog::append_corpus_of(const std::string& topic) {
  const log::TopicPartition place{topic, partition};
  const auto value_type = value_type_of(topic);
  const auto lines = golden_lines(value_type);
  const auto* descriptor = google::protobuf::DescriptorPool::generated_pool()->FindMessageTypeByName(value_type);
  if (descriptor == nullptr) throw std::runtime_error{value_type + " is not linked in"};
  const auto& prototype = *google::protobuf::MessageFactory::generated_factory()->GetPrototype(descriptor);
  if (lines.empty()) throw std::runtime_error{topic + " has no golden lines"};
  auto head = log::genesis(place);
  auto writer = log_.open_writer(place);
  if (!writer) throw std::runtime_error{writer.error().message};
  for (const auto& line : lines) {
    const auto id = "golden/" + std::to_string(++count_);
    log::Envelope record;
    record.key = "3024-sandvika";
    record.id = id;
    record.source = "/matbud/golden";
    const auto type = ce_type_of(prototype, line.bytes);
    record.type = type;
    record.subject = "golden";
    record.time = now;
    record.value = line.bytes;
    if (log::is_chained(topic)) {
      record.prev = head;
      record.cause = log::Cause{"golden", partition, Offset{count_}, {}};
    }
    auto canonical = log::encode(record);
    head = log::hash_of(canonical);
    (*writer)->append({std::move(canonical)});
  }
}

}  // namespace matbud::contract
