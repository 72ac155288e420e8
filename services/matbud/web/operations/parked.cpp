// GET /parked, POST /parked/redrive: inputs that a service has set aside, and what an operator decides about them.
#include <algorithm>

#include "matbud/audit/v1/commands.pb.h"
#include "matbud/formats/json_document.h"
#include "matbud/formats/json_fields.h"
#include "matbud/log/topics.h"
#include "matbud/processor/machinery.h"
#include "office.h"

namespace matbud::apis::operations {
namespace {

using nlohmann::json;
using web::Caller;
using web::Request;

constexpr std::chrono::milliseconds redrive_patience{2'000};

json parked_json(const Parked& parked) {
  const auto& input = parked.input;
  const auto record = log::decode(input.record());
  return {{"service", parked.service.name},           {"subject", input.subject()},
          {"topic", input.input().topic()},           {"partition", input.input().partition()},
          {"offset", input.input().offset()},         {"type", record ? json(record->type) : json{}},
          {"appended_at_ms", input.appended_at_ms()}, {"reason", input.reason()},
          {"code_version", input.code_version()},     {"behind", input.behind()}};
}

struct Redrive {
  std::string key;
  std::string service;
  std::string subject;
  std::string reason;
  bool discard = false;
};

Result<Redrive> redrive_from(std::string_view body) {
  constexpr std::size_t words_characters_max = 200;
  const auto document = formats::parse_json(body);
  if (!document) return tl::unexpected{document.error()};
  formats::FirstError errors;
  formats::Fields fields{*document, "", errors};
  Redrive wanted;
  wanted.service = fields.id("service");
  wanted.subject = fields.optional_text("subject", words_characters_max).value_or("");
  if (wanted.subject.empty()) errors.tell(fields.pointer_of("subject"), "is missing");
  wanted.discard = fields.flag("discard", false);
  wanted.reason = fields.optional_text("reason", words_characters_max).value_or("");
  if (wanted.discard && wanted.reason.empty())
    errors.tell(fields.pointer_of("reason"), "is missing: why an input is given up is kept in the log");
  fields.refuse_the_rest();
  if (errors.error()) return tl::unexpected{*errors.error()};
  return wanted;
}

/// What an operator did is told to audit, as what anybody sees of a citizen is.
log::Command act_of(const Caller& caller, const Redrive& wanted, const std::string& area) {
  audit::v1::AuditCommand command;
  auto& act = *command.mutable_report_operator_act();
  act.set_actor_id(caller.subject);
  act.set_act(wanted.discard ? "discard" : "redrive");
  act.set_target(wanted.service + " " + wanted.subject);
  act.set_reason(wanted.reason);
  return {.topic = std::string{log::audit_commands},
          .key = area,
          .id = "operations/" + wanted.key,
          .type = act.GetTypeName(),
          .subject = wanted.subject,
          .value = command.SerializeAsString(),
          .partition = {}};
}

/// Asks the service to take up the oldest input of the queue, and waits a while for it to leave. For the clerk.
web::Response redrive(Office& office, const Caller& caller, const Redrive& wanted) {
  const auto before = office.parked(wanted.service, wanted.subject);
  if (before.empty()) return web::problem(404, "nothing is parked there under this subject");
  const auto& oldest = before.front();
  const auto record = log::decode(oldest.input.record());
  const std::string area = record ? std::string{record->key} : wanted.subject;
  if (!caller.may_see_area(area)) return api::not_your_municipality();
  runtime::v1::RuntimeCommand asked;
  asked.mutable_redrive_parked()->set_subject(wanted.subject);
  asked.mutable_redrive_parked()->set_discard(wanted.discard);
  asked.mutable_redrive_parked()->set_reason(wanted.reason);
  const log::Command command{.topic = oldest.service.commands_topic,
                             .key = area,
                             .id = "redrive/" + wanted.key,
                             .type = std::string{processor::runtime_command_type},
                             .subject = wanted.subject,
                             .value = oldest.service.decider->wrapped(asked),
                             .partition = oldest.partition};
  if (const auto told = office.append(act_of(caller, wanted, area)); !told) return api::problem_of(told.error());
  if (const auto appended = office.append(command); !appended) return api::problem_of(appended.error());
  std::size_t left = before.size();
  for (const auto until = std::chrono::steady_clock::now() + redrive_patience;
       left == before.size() && std::chrono::steady_clock::now() < until;) {
    const auto seen = office.log().activity();
    left = office.parked(wanted.service, wanted.subject).size();
    if (left == before.size()) office.log().wait_for_activity(seen, std::chrono::milliseconds{20});
  }
  return api::json_response(200, {{"service", wanted.service},
                                  {"subject", wanted.subject},
                                  {"discarded", wanted.discard},
                                  {"moved", before.size() - std::min(left, before.size())},
                                  {"still_parked", left}});
}

}  // namespace

void add_parked(api::Api& api, Office* office) {
  api.add("GET", base + "/parked", who_look, [office](const Request& request, const Caller& caller) {
    const std::string service{request.query_value("service").value_or("")};
    const std::string subject{request.query_value("subject").value_or("")};
    return office->by_clerk([caller, service, subject](Office& there) {
      auto list = json::array();
      for (const auto& parked : there.parked(service, subject)) {
        const auto record = log::decode(parked.input.record());
        if (!caller.municipality.empty() && (!record || !caller.may_see_area(record->key))) continue;
        list.push_back(parked_json(parked));
      }
      return api::json_response(200, {{"parked", std::move(list)}});
    });
  });
  api.add("POST", base + "/parked/redrive", who_operate,
          [office](const Request& request, const Caller& caller) -> web::Answer {
            if (auto objection = api::objection_to_body(request)) return *std::move(objection);
            auto key = api::idempotency_key(request);
            if (!key) return std::move(key.error());
            auto wanted = redrive_from(request.body);
            if (!wanted) return api::problem_of(wanted.error());
            wanted->key = *std::move(key);
            return office->by_clerk(
                [caller, wanted = *std::move(wanted)](Office& there) { return redrive(there, caller, wanted); });
          });
}

}  // namespace matbud::apis::operations
