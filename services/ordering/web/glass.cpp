// Breaking the glass: a care worker opens somebody whom another unit serves.
#include "matbud/formats/json_document.h"
#include "matbud/formats/json_fields.h"
#include "matbud/telemetry/logging.h"
#include "office.h"

namespace matbud::ordering::http {
namespace {

using api::Found;
using web::Caller;
using web::Request;

constexpr web::Roles who_may{web::Role::care_worker};
constexpr std::size_t reason_characters_max = 32;

Result<std::string> reason_from(const std::string& body) {
  const auto document = formats::parse_json(body);
  if (!document) return tl::unexpected{document.error()};
  formats::FirstError errors;
  formats::Fields fields{*document, "", errors};
  auto reason = fields.optional_text("reason", reason_characters_max);
  if (!reason || !api::BrokenGlass::is_reason(*reason))
    errors.tell(fields.pointer_of("reason"), "must be acute, covering, asked_by_citizen or safety");
  fields.refuse_the_rest();
  if (errors.error()) return tl::unexpected{*errors.error()};
  return *std::move(reason);
}

Found broken(Office* office, const Caller& caller, const std::string& citizen_id, const std::string& reason) {
  const auto citizen = office->citizen(citizen_id);
  if (!citizen || !caller.may_see_area(citizen->area_id())) return {web::problem(404, "there is no such citizen")};
  const CitizenId id{citizen_id};
  const auto until = office->glass().break_for(caller, id, reason, office->now());
  // The alarm for whoever watches the log; who was seen by whom stands in the access event.
  telemetry::warning("glass broken", {{"reason", reason}, {"area", citizen->area_id()}});
  const auto ground = office->glass().ground(caller, citizen_id, office->now());
  return {api::json_response(200, {{"citizen_id", citizen_id}, {"ground", *ground}, {"until_ms", to_ms(until)}}),
          {{id, AreaId{citizen->area_id()}, *ground, {"citizen"}, false}}};
}

}  // namespace

void add_glass(api::Api& api, Office* office) {
  api.add("POST", base + "/citizens/{citizen_id}/break-glass", who_may,
          [office](const Request& request, const Caller& caller) -> web::Answer {
            if (auto objection = api::objection_to_body(request)) return *std::move(objection);
            const auto reason = reason_from(request.body);
            if (!reason) return api::problem_of(reason.error());
            return office->desk().answer(request, caller,
                                         [office, caller, reason = *reason, id = request.captured.at("citizen_id")] {
                                           return broken(office, caller, id, reason);
                                         });
          });
}

}  // namespace matbud::ordering::http
