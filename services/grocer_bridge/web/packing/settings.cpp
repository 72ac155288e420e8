// How a grocer is told its orders: what an administrator puts.
#include "matbud/bridge/v1/commands.pb.h"
#include "matbud/grocer_bridge/edge/grocer_settings.h"
#include "matbud/log/topics.h"
#include "office.h"

namespace matbud::grocer_bridge::packing_http {
namespace {

using web::Caller;
using web::Request;
using web::Role;

constexpr web::Roles who_put{Role::administrator, Role::operations};

log::Command command_of(const bridge::v1::Grocer& grocer, const std::string& id) {
  bridge::v1::BridgeCommand command;
  *command.mutable_put_grocer()->mutable_grocer() = grocer;
  const auto about = "grocer/" + grocer.grocer_id();
  return {.topic = std::string{log::bridge_commands},
          .key = about,
          .id = id,
          .type = command.put_grocer().GetTypeName(),
          .subject = about,
          .value = command.SerializeAsString(),
          .partition = {}};
}

web::Answer put_grocer(Office* office, const Request& request) {
  if (auto objection = api::objection_to_body(request)) return *std::move(objection);
  auto key = api::idempotency_key(request);
  if (!key) return std::move(key.error());
  const auto grocer = edge::grocer_from_json(request.body);
  if (!grocer) return api::problem_of(grocer.error());
  return office->ask_everywhere(command_of(*grocer, *key));
}

}  // namespace

void add_settings(api::Api& api, Office* office) {
  api.add("POST", base + "/grocers", who_put,
          [office](const Request& request, const Caller&) { return put_grocer(office, request); });
}

}  // namespace matbud::grocer_bridge::packing_http
