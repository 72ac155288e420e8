// How a grocer is told its orders: what an administrator puts.
#include "matbud/bridge/v1/commands.pb.h"
#include "matbud/grocer_bridge/edge/grocer_settings.h"
#include "matbud/log/append.h"
#include "matbud/log/topics.h"
#include "office.h"

namespace matbud::grocer_bridge::packing_http {
namespace {

using web::Caller;
using web::Request;
using web::Role;

constexpr web::Roles who_put{Role::administrator, Role::operations};
constexpr std::chrono::seconds patience{10};
constexpr std::chrono::seconds append_timeout{5};

/// One command for each partition; the last one, which is asked, has the caller's own id.
std::vector<log::Command> commands_of(const bridge::v1::Grocer& grocer, const std::string& id,
                                      std::uint32_t partitions) {
  bridge::v1::BridgeCommand command;
  *command.mutable_put_grocer()->mutable_grocer() = grocer;
  const auto about = "grocer/" + grocer.grocer_id();
  std::vector<log::Command> commands;
  for (std::uint32_t partition = 0; partition < partitions; ++partition) {
    const bool last = partition + 1 == partitions;
    commands.push_back({.topic = std::string{log::bridge_commands},
                        .key = about,
                        .id = last ? id : id + "/" + std::to_string(partition),
                        .type = command.put_grocer().GetTypeName(),
                        .subject = about,
                        .value = command.SerializeAsString(),
                        .partition = Partition{partition}});
  }
  return commands;
}

web::Answer put_grocer(Office* office, const Request& request) {
  if (auto objection = api::objection_to_body(request)) return *std::move(objection);
  auto key = api::idempotency_key(request);
  if (!key) return std::move(key.error());
  const auto grocer = edge::grocer_from_json(request.body);
  if (!grocer) return api::problem_of(grocer.error());
  const web::Later later{patience, [] { return web::problem(503, "the log cannot be reached"); }};
  const bool taken = office->clerk().give(
      [office, commands = commands_of(*grocer, *key, office->desk().partitions()), reply = later.reply()]() mutable {
        auto last = std::move(commands.back());
        commands.pop_back();
        if (const auto told = office->tell_all(commands, append_timeout); !told) {
          reply.complete(api::problem_of(told.error()));
        } else {
          office->desk().ask(std::move(last), reply);
        }
      });
  if (!taken) return web::problem(503, "too much waits to be done already");
  return later;
}

}  // namespace

void add_settings(api::Api& api, Office* office) {
  api.add("POST", base + "/grocers", who_put,
          [office](const Request& request, const Caller&) { return put_grocer(office, request); });
}

}  // namespace matbud::grocer_bridge::packing_http
