// POST /orders/{order_id}/person: an operator sees whose order it is, for a reason, and never unseen.
#include <algorithm>
#include <array>

#include "matbud/api/opening.h"
#include "matbud/audit/v1/commands.pb.h"
#include "matbud/formats/json_document.h"
#include "matbud/formats/json_fields.h"
#include "matbud/log/topics.h"
#include "matbud/ordering/kitchen_table.h"
#include "matbud/projection/host.h"
#include "office.h"

namespace matbud::apis::operations {
namespace {

using nlohmann::json;
using web::Caller;
using web::Request;

constexpr web::Roles who_unmasks{web::Role::operations};
constexpr std::string_view name_field = "matbud.ordering.v1.Citizen.name";
/// A closed list: words of one's own would stand open in the log for ever, and tell of somebody.
constexpr std::array<std::string_view, 3> reasons{"asked_by_citizen", "wrong_delivery", "privacy_incident"};

Result<std::string> reason_from(std::string_view body) {
  constexpr std::size_t words_characters_max = 32;
  const auto document = formats::parse_json(body);
  if (!document) return tl::unexpected{document.error()};
  formats::FirstError errors;
  formats::Fields fields{*document, "", errors};
  const auto reason = fields.optional_text("reason", words_characters_max).value_or("");
  if (std::find(reasons.begin(), reasons.end(), reason) == reasons.end())
    errors.tell(fields.pointer_of("reason"), "must be asked_by_citizen, wrong_delivery or privacy_incident");
  fields.refuse_the_rest();
  if (errors.error()) return tl::unexpected{*errors.error()};
  return reason;
}

/// Told to audit, and durable, before anything is seen.
log::Command access_of(const Caller& caller, const ordering::v1::Citizen& citizen, const std::string& ground,
                       const std::string& key) {
  audit::v1::AuditCommand command;
  auto& report = *command.mutable_report_access();
  report.set_citizen_id(citizen.citizen_id());
  report.set_actor_id(caller.subject);
  report.set_role(std::string{web::word_of(caller.role)});
  report.set_ground(ground);
  report.add_fields("name");
  return {.topic = std::string{log::audit_commands},
          .key = citizen.area_id(),
          .id = "unmask/" + key,
          .type = report.GetTypeName(),
          .subject = "citizen/" + citizen.citizen_id(),
          .value = command.SerializeAsString(),
          .partition = {}};
}

web::Response unmask(Office& office, const Caller& caller, const std::string& order_id, const std::string& reason,
                     const std::string& key) {
  const auto citizen = office.citizen_of(order_id);
  if (!citizen || !caller.may_see_area(citizen->area_id())) return web::problem(404, "there is no such order");
  const auto ground = "unmasked." + reason;
  if (const auto told = office.append(access_of(caller, *citizen, ground, key)); !told)
    return api::problem_of(told.error());
  api::Opening opening{office.keys(), privacy::Access::fields({name_field}), ground};
  const auto name = opening.open(citizen->name(), name_field);
  return api::json_response(200, {{"order_id", order_id},
                                  {"citizen_id", citizen->citizen_id()},
                                  {"name", name ? json(*name) : json{}},
                                  {"ground", ground}});
}

}  // namespace

std::optional<ordering::v1::Citizen> Office::citizen_of(const std::string& order_id) {
  const auto table = projection::space_name(*ordering::kitchen_table());
  for (std::uint32_t p = 0; p < partitions(); ++p) {
    const auto space = installation_.store().open_space(table, Partition{p});
    if (!space) continue;
    const state::SpaceTables tables{**space};
    const auto order = ordering::find_table_order(tables, order_id);
    if (order) return ordering::find_citizen(tables, order->order().citizen_id());
  }
  return std::nullopt;
}

void add_person(api::Api& api, Office* office) {
  api.add("POST", base + "/orders/{order_id}/person", who_unmasks,
          [office](const Request& request, const Caller& caller) -> web::Answer {
            if (auto objection = api::objection_to_body(request)) return *std::move(objection);
            auto key = api::idempotency_key(request);
            if (!key) return std::move(key.error());
            const auto reason = reason_from(request.body);
            if (!reason) return api::problem_of(reason.error());
            return office->by_clerk(
                [caller, order = request.captured.at("order_id"), reason = *reason,
                 key = *std::move(key)](Office& there) { return unmask(there, caller, order, reason, key); });
          });
}

}  // namespace matbud::apis::operations
