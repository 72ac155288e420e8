#include "matbud/audit/http_api.h"

#include "matbud/api/desk.h"
#include "matbud/audit/benefit_texts.h"
#include "matbud/audit/benefits_model.h"
#include "matbud/audit/v1/commands.pb.h"
#include "matbud/audit/v1/events.pb.h"
#include "matbud/formats/json_document.h"
#include "matbud/formats/json_fields.h"
#include "matbud/log/topics.h"
#include "matbud/projection/host.h"
#include "matbud/web/page_files.h"

namespace matbud::audit {
namespace http {

extern const std::string_view benefits_openapi;

namespace {

using api::Found;
using nlohmann::json;
using web::Caller;
using web::Request;
using web::Role;

const std::string base = "/api/benefits/v1";
constexpr web::Roles who_look{Role::manager, Role::auditor, Role::administrator};
constexpr web::Roles who_assume{Role::manager, Role::administrator};
constexpr std::size_t source_characters_max = 200;
constexpr std::size_t words_characters_max = 64;

/// The answer to a command.
web::Response tell(const api::Answered& answered) {
  v1::AuditEvent event;
  if (!event.ParseFromArray(answered.record.value.data(), static_cast<int>(answered.record.value.size())))
    return web::problem(503, "the answer cannot be read");
  if (event.has_benefit_assumptions_refused()) {
    const auto& field = event.benefit_assumptions_refused().field();
    return web::problem(422, field + " cannot be", "", "invalid");
  }
  return api::json_response(200, {{"outcome", "assumed"}});
}

/// What the endpoints share. The router keeps it; handlers only point at it.
class Office {
 public:
  Office(host::Installation& installation, const Clock& clock, const std::shared_ptr<api::Tap>& tap)
      : name_{projection::space_name(*benefits_model())} {
    api::DeskSettings settings;
    settings.service = "benefits";
    settings.commands_topic = log::audit_commands;
    settings.events_topic = log::audit_events;
    settings.top_level = &v1::AuditEvent::default_instance();
    settings.spaces = {name_};
    settings.tell = tell;
    desk_ = std::make_unique<api::Desk>(installation.log(), clock, installation.partitions(), installation.spaces(),
                                        tap, std::move(settings));
  }

  [[nodiscard]] api::Desk& desk() { return *desk_; }

  /// Calls `look` with the tables of every partition; false when one of them cannot be had.
  bool with_all(const std::function<void(const std::vector<const state::TableReader*>&)>& look) {
    std::vector<std::unique_ptr<state::Space>> spaces;
    std::vector<std::unique_ptr<state::SpaceTables>> tables;
    std::vector<const state::TableReader*> readers;
    for (std::uint32_t p = 0; p < desk_->partitions(); ++p) {
      spaces.push_back(desk_->space(name_, Partition{p}));
      if (!spaces.back()) return false;
      tables.push_back(std::make_unique<state::SpaceTables>(*spaces.back()));
      readers.push_back(tables.back().get());
    }
    look(readers);
    return true;
  }

 private:
  std::string name_;
  std::unique_ptr<api::Desk> desk_;
};

/// What the query asks for, within what the caller may see; else the answer that sends them away.
tl::expected<BenefitWanted, web::Response> wanted_by(const Request& request, const Caller& caller) {
  BenefitWanted wanted;
  wanted.municipality = request.query_value("municipality").value_or(caller.municipality);
  if (!caller.municipality.empty() && wanted.municipality != caller.municipality)
    return tl::unexpected{api::not_your_municipality()};
  if (const auto month = request.query_value("month")) {
    wanted.month = month_from(*month);
    if (wanted.month == 0) return tl::unexpected{web::problem(400, "month is no month like 2026-11")};
  }
  return wanted;
}

using Written = std::function<web::Response(const std::vector<BenefitMonth>&)>;

void add_report(api::Api& api, Office* office, const std::string& path, const Written& write) {
  api.add("GET", base + path, who_look, [office, write](const Request& request, const Caller& caller) -> web::Answer {
    const auto wanted = wanted_by(request, caller);
    if (!wanted) return wanted.error();
    return office->desk().answer(request, caller, [office, write, wanted = *wanted]() -> Found {
      std::vector<BenefitMonth> report;
      const bool found = office->with_all([&](const auto& tables) { report = benefit_report(tables, wanted); });
      return {found ? write(report) : web::problem(503, "the figures cannot be read now")};
    });
  });
}

web::Response file(std::string bytes, std::string type, const std::string& name) {
  web::Response response;
  response.content_type = std::move(type);
  response.body = std::move(bytes);
  response.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + name + "\"");
  return response;
}

json kinds_json() {
  auto kinds = json::array();
  for (const auto& kind : assumption_kinds())
    kinds.push_back({{"name", kind.name}, {"value", kind.value}, {"max", kind.max}, {"source", kind.source}});
  return kinds;
}

json set_json(const v1::BenefitAssumptionsPut& put) {
  auto values = json::array();
  for (const auto& value : put.assumptions().values())
    values.push_back({{"name", value.name()}, {"value", value.value()}, {"source", value.source()}});
  return {{"municipality", put.assumptions().municipality()},
          {"from_month", month_text(put.assumptions().from_month())},
          {"set_at_ms", put.at_ms()},
          {"values", std::move(values)}};
}

Found assumed(Office* office, const Caller& caller) {
  auto sets = json::array();
  const bool found = office->with_all([&](const auto& partitions) {
    for (const auto* tables : partitions) {
      each_assumption_set(*tables, caller.municipality,
                          [&](const v1::BenefitAssumptionsPut& put) { sets.push_back(set_json(put)); });
    }
  });
  if (!found) return {web::problem(503, "the assumptions cannot be read now")};
  return {api::json_response(200, {{"kinds", kinds_json()}, {"sets", std::move(sets)}})};
}

/// Reads the body strictly; whether the numbers can be is the decider's to say.
Result<v1::BenefitAssumptions> assumptions_from(std::string_view body) {
  const auto document = formats::parse_json(body);
  if (!document) return tl::unexpected{document.error()};
  formats::FirstError errors;
  formats::Fields fields{*document, "", errors};
  v1::BenefitAssumptions assumptions;
  assumptions.set_municipality(fields.id("municipality"));
  assumptions.set_from_month(month_from(fields.optional_text("from_month", words_characters_max).value_or("")));
  if (assumptions.from_month() == 0) errors.tell(fields.pointer_of("from_month"), "is no month like 2026-11");
  for (auto& told : fields.objects("values", assumption_count)) {
    auto& value = *assumptions.add_values();
    value.set_name(told.id("name"));
    value.set_value(told.whole_number_64("value", 0, INT64_MAX));
    value.set_source(told.optional_text("source", source_characters_max).value_or(""));
    if (value.source().empty())
      errors.tell(told.pointer_of("source"), "is missing: a number without a source proves nothing");
    if (!assumption_from(value.name())) errors.tell(told.pointer_of("name"), "is nothing that is assumed");
    told.refuse_the_rest();
  }
  fields.refuse_the_rest();
  if (errors.error()) return tl::unexpected{*errors.error()};
  return assumptions;
}

web::Answer assume(Office* office, const Request& request, const Caller& caller) {
  if (auto objection = api::objection_to_body(request)) return *std::move(objection);
  auto key = api::idempotency_key(request);
  if (!key) return std::move(key.error());
  const auto assumptions = assumptions_from(request.body);
  if (!assumptions) return api::problem_of(assumptions.error());
  const auto municipality = assumptions->municipality();
  if (!caller.municipality.empty() && municipality != caller.municipality) return api::not_your_municipality();
  v1::AuditCommand command;
  *command.mutable_put_benefit_assumptions()->mutable_assumptions() = *assumptions;
  command.mutable_put_benefit_assumptions()->set_set_by(caller.subject);
  return office->desk().ask({.topic = std::string{log::audit_commands},
                             .key = municipality,
                             .id = *std::move(key),
                             .type = v1::PutBenefitAssumptions::descriptor()->full_name(),
                             .subject = "municipality/" + municipality,
                             .value = command.SerializeAsString(),
                             .partition = {}});
}

}  // namespace
}  // namespace http

std::shared_ptr<const projection::ReadModel> api_read_model(const std::shared_ptr<const api::Tap>& tap) {
  return api::with_answers(benefits_model(), std::string{log::audit_events}, *v1::AuditEvent::descriptor(), tap);
}

void add_http_api(api::Api& api, host::Installation& installation, const Clock& clock,
                  const std::shared_ptr<api::Tap>& tap) {
  using namespace http;
  const auto kept = std::make_shared<Office>(installation, clock, tap);
  api.keep(kept);
  auto* const office = kept.get();
  add_report(api, office, "/figures",
             [](const std::vector<BenefitMonth>& report) { return api::json_response(200, benefits_json(report)); });
  add_report(api, office, "/figures.csv", [](const std::vector<BenefitMonth>& report) {
    return file(benefits_csv(report), "text/csv; charset=utf-8", "matbud-benefits.csv");
  });
  add_report(api, office, "/figures.sqlite", [](const std::vector<BenefitMonth>& report) {
    auto bytes = benefits_sqlite(report);
    return bytes ? file(*std::move(bytes), "application/vnd.sqlite3", "matbud-benefits.sqlite")
                 : api::problem_of(bytes.error());
  });
  api.add("GET", base + "/assumptions", who_look, [office](const Request& request, const Caller& caller) {
    return office->desk().answer(request, caller, [office, caller] { return assumed(office, caller); });
  });
  api.add("POST", base + "/assumptions", who_assume,
          [office](const Request& request, const Caller& caller) { return assume(office, request, caller); });
  api.add("GET", base + "/commands/{command_id}", who_assume, [office](const Request& request, const Caller& caller) {
    return office->desk().outcome_of(request.captured.at("command_id"), caller);
  });
  api.describe(benefits_openapi);
}

void add_page(web::Router& router) { web::add_page(router, "manager"); }

}  // namespace matbud::audit
