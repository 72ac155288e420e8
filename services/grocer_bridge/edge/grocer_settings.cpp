#include "matbud/grocer_bridge/edge/grocer_settings.h"

#include <google/protobuf/util/json_util.h>

#include <string>

#include "matbud/grocer_bridge/edge/documents_out.h"
#include "matbud/http/client.h"

namespace matbud::grocer_bridge::edge {
namespace {

constexpr std::size_t id_bytes_max = 64;

bool is_grocer_id(std::string_view id) {
  return !id.empty() && id.size() <= id_bytes_max &&
         id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

}  // namespace

Result<bridge::v1::Grocer> grocer_from_json(std::string_view json) {
  const auto refuse = [](const std::string& why) { return failure(Error::Code::invalid, why); };
  bridge::v1::Grocer grocer;
  const auto read = google::protobuf::util::JsonStringToMessage(std::string{json}, &grocer);
  if (!read.ok()) return refuse("/: is no JSON of a grocer: " + std::string{read.message()});
  if (!is_grocer_id(grocer.grocer_id()))
    return refuse("/grocer_id: must have 1 to 64 lower-case letters, digits and hyphens");
  if (!bridge::v1::Channel_IsValid(grocer.channel())) return refuse("/channel: there is no such way");
  if (!bridge::v1::DocumentRules_IsValid(grocer.document_rules()))
    return refuse("/document_rules: there are none such");
  if (grocer.channel() == bridge::v1::CHANNEL_WEBHOOK && !http::is_private_way(grocer.webhook_url()))
    return refuse("/webhook_url: must be https, or http on this machine");
  if (grocer.channel() != bridge::v1::CHANNEL_PEPPOL) return grocer;
  if (grocer.buyers().empty()) return refuse("/buyers: documents need the municipality that orders");
  for (int i = 0; i < grocer.buyers_size(); ++i) {
    if (auto objection = objection_to(grocer.document_rules(), grocer.buyers(i).party(), grocer.party()))
      return refuse("/buyers/" + std::to_string(i) + ": " + *objection);
  }
  return grocer;
}

}  // namespace matbud::grocer_bridge::edge
