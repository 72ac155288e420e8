#include "asyncapi.h"

#include <nlohmann/json.hpp>

#include "matbud/log/topics.h"
#include "matbud/pipeline/principals.h"

namespace matbud::schema {
namespace {

using google::protobuf::Descriptor;
using Json = nlohmann::ordered_json;

Json reference(const std::string& to) { return {{"$ref", "#/" + to}}; }

/// Headers of every record: proto/README.md.
Json header_properties(bool chained) {
  const auto text = [](const char* what) { return Json{{"type", "string"}, {"description", what}}; };
  Json properties{
      {"ce_specversion", {{"type", "string"}, {"const", "1.0"}}},
      {"ce_id", text("of an event <topic>/<partition>/<offset> of its cause; of a command chosen by its sender")},
      {"ce_source", text("/matbud/<who>, with the partition behind it for a processor")},
      {"ce_subject", text("what it is about: order/7f3a")},
      {"ce_time", {{"type", "string"}, {"format", "date-time"}}},
      {"content-type", {{"type", "string"}, {"const", "application/protobuf"}}},
      {"traceparent", text("W3C trace context")},
      {"mb-cause", text("<topic>/<partition>/<offset>/<hash> of the input that caused it")},
      {"mb-writer", text("which incarnation of a processor wrote it")},
  };
  if (chained) {
    properties["mb-prev"] = {{"type", "string"},
                             {"pattern", "^[0-9a-f]{64}$"},
                             {"description", "SHA-256 of the record before it in the chain"}};
  }
  return properties;
}

Json headers_for(const Descriptor& said, bool chained) {
  Json required{"ce_specversion", "ce_id", "ce_source", "ce_type", "ce_time", "content-type"};
  if (chained) required.push_back("mb-prev");
  auto properties = header_properties(chained);
  properties["ce_type"] = {{"type", "string"}, {"const", said.full_name()}};
  return {{"type", "object"}, {"required", required}, {"properties", properties}};
}

std::string source_of(const google::protobuf::FileDescriptor& file) {
  google::protobuf::DebugStringOptions options;
  options.include_comments = true;
  return file.DebugStringWithOptions(options);
}

/// One message of a channel. Two grocers' channels have the same messages; a message name holds its kind of channel.
std::string message_name(const Channel& channel, const Descriptor& said) {
  return channel.value->full_name() + "." + said.name();
}

Json message(const Channel& channel, const Descriptor& said) {
  return {{"name", said.full_name()},
          {"title", said.name()},
          {"summary", comment_of(said)},
          {"contentType", "application/protobuf"},
          {"headers", headers_for(said, log::is_chained(channel.topic.name))},
          {"payload", reference("components/schemas/" + channel.value->full_name())},
          {"bindings",
           {{"kafka",
             {{"key", {{"type", "string"}, {"description", channel.topic.compacted ? "citizen id" : "delivery area"}}},
              {"bindingVersion", "0.5.0"}}}}}};
}

Json channel_of(const Channel& channel) {
  Json messages;
  for (const auto* said : said_in(*channel.value))
    messages[said->name()] = reference("components/messages/" + message_name(channel, *said));
  const Json cleanup{channel.topic.compacted ? "compact" : "delete"};
  return {{"address", channel.topic.name},
          {"description", comment_of(*channel.value->file())},
          {"messages", messages},
          {"bindings",
           {{"kafka",
             {{"topic", channel.topic.name},
              {"partitions", channel.topic.partitions},
              {"topicConfiguration", {{"cleanup.policy", cleanup}}},
              {"bindingVersion", "0.5.0"}}}}}};
}

Json components(const std::vector<Channel>& channels) {
  Json messages;
  Json schemas;
  for (const auto& channel : channels) {
    schemas[channel.value->full_name()] = {{"schemaFormat", "application/vnd.google.protobuf;version=3"},
                                           {"schema", source_of(*channel.value->file())}};
    for (const auto* said : said_in(*channel.value)) messages[message_name(channel, *said)] = message(channel, *said);
  }
  return {{"messages", messages}, {"schemas", schemas}};
}

Json operations(const std::vector<GrocerId>& grocers) {
  Json all;
  const auto add = [&](const pipeline::Principal& principal, const char* verb, const char* action,
                       const std::vector<std::string>& topics) {
    for (const auto& topic : topics) {
      all[principal.name + "." + verb + "." + topic] = {{"action", action},
                                                        {"channel", reference("channels/" + topic)},
                                                        {"title", principal.name + " " + verb + " " + topic},
                                                        {"summary", "Right of " + principal.is},
                                                        {"tags", Json::array({{{"name", principal.name}}})}};
    }
  };
  for (const auto& principal : pipeline::all_principals(grocers)) {
    add(principal, "writes", "send", principal.writes);
    add(principal, "reads", "receive", principal.reads);
  }
  return all;
}

}  // namespace

std::string asyncapi(const std::vector<Channel>& channels, const std::vector<GrocerId>& grocers) {
  Json topics;
  for (const auto& channel : channels) topics[channel.topic.name] = channel_of(channel);
  const Json document{
      {"asyncapi", "3.0.0"},
      {"info",
       {{"title", "Matbud"},
        {"version", "1.0.0"},
        {"description",
         "Topics of a Matbud installation. A value is one protobuf message with a oneof; the headers are CloudEvents "
         "1.0, binary content mode. Records of events and orders topics are chained: a record whose mb-prev is not the "
         "hash of the last accepted one is void and must be skipped. proto/README.md has the exact bytes."}}},
      {"defaultContentType", "application/protobuf"},
      {"channels", topics},
      {"operations", operations(grocers)},
      {"components", components(channels)}};
  return document.dump(2) + "\n";
}

}  // namespace matbud::schema
