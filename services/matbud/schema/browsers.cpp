#include "browsers.h"

namespace matbud::schema {
namespace {

constexpr const char* head =
    "# Made by `matbud schema export`, which lies mounted at /schema. Fill in brokers and certificates.\n";

std::string escaped(const std::string& topic) {
  std::string pattern;
  for (const char c : topic) pattern += c == '.' ? std::string{"\\\\."} : std::string{c};
  return pattern;
}

}  // namespace

std::string kafka_ui(const std::vector<Channel>& channels) {
  std::string text = std::string{head} +
                     "kafka:\n"
                     "  clusters:\n"
                     "    - name: matbud\n"
                     "      bootstrapServers: 127.0.0.1:19092\n"
                     "      defaultKeySerde: String\n"
                     "      serde:\n"
                     "        - name: ProtobufFile\n"
                     "          properties:\n"
                     "            protobufFilesDir: /schema/proto\n"
                     "            protobufMessageNameByTopic:\n";
  for (const auto& [topic, value] : channels)
    text += "              \"" + topic.name + "\": " + value->full_name() + "\n";
  return text;
}

std::string akhq(const std::vector<Channel>& channels) {
  std::string text = std::string{head} +
                     "akhq:\n"
                     "  connections:\n"
                     "    matbud:\n"
                     "      properties:\n"
                     "        bootstrap.servers: \"127.0.0.1:19092\"\n"
                     "      deserialization:\n"
                     "        protobuf:\n"
                     "          descriptors-folder: \"/schema\"\n"
                     "          topics-mapping:\n";
  for (const auto& [topic, value] : channels) {
    text += "            - topic-regex: \"" + escaped(topic.name) + "\"\n";
    text += "              descriptor-file: \"matbud.binpb\"\n";
    text += "              value-message-type: \"" + value->full_name() + "\"\n";
  }
  return text;
}

std::string redpanda_console(const std::vector<Channel>& channels) {
  std::string text = std::string{head} +
                     "kafka:\n"
                     "  brokers: [\"127.0.0.1:19092\"]\n"
                     "serde:\n"
                     "  protobuf:\n"
                     "    enabled: true\n"
                     "    fileSystem:\n"
                     "      enabled: true\n"
                     "      paths: [\"/schema/proto\"]\n"
                     "    mappings:\n";
  for (const auto& [topic, value] : channels) {
    text += "      - topicName: " + topic.name + "\n";
    text += "        valueProtoType: " + value->full_name() + "\n";
  }
  return text;
}

std::string kcat(const std::vector<Channel>& channels) {
  std::string text =
      "#!/bin/sh\n"
      "# kcat-decode TOPIC [kcat's options]: prints records of a topic as text, by kcat and protoc. Made by `matbud "
      "schema\n"
      "# export`. Brokers and certificates: kcat's own settings, such as KCAT_CONFIG. `-p 0 -o 5 -c 1` reads one "
      "record.\n"
      "set -eu\n"
      "here=$(cd \"$(dirname \"$0\")\" && pwd)\n"
      "topic=$1\n"
      "shift\n"
      "case \"$topic\" in\n";
  for (const auto& [topic, value] : channels) {
    text += "  " + topic.name + ") message=" + value->full_name() + " ;;\n";
  }
  text +=
      "  *) echo \"no such topic: $topic\" >&2; exit 2 ;;\n"
      "esac\n"
      "kcat -q -C -e -t \"$topic\" -f '%p %o %S %h\\n' \"$@\" | while read -r partition offset size headers; do\n"
      "  echo \"# $topic/$partition@$offset $headers\"\n"
      "  [ \"$size\" -gt 0 ] || continue\n"
      "  kcat -q -C -e -t \"$topic\" -p \"$partition\" -o \"$offset\" -c 1 -D '' -f '%s' |\n"
      "    protoc --descriptor_set_in=\"$here/matbud.binpb\" --decode=\"$message\"\n"
      "done\n";
  return text;
}

}  // namespace matbud::schema
