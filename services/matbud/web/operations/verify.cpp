// POST and GET /verify: chains and causes, beside the services.
#include <algorithm>
#include <map>

#include "matbud/formats/json_document.h"
#include "matbud/formats/json_fields.h"
#include "office.h"

namespace matbud::apis::operations {
namespace {

using nlohmann::json;

constexpr std::size_t findings_shown_max = 200;

/// One topic, all partitions together.
json topics_of(const matbud::operations::VerifyReport& report) {
  struct Topic {
    std::uint64_t records = 0;
    std::uint64_t voided = 0;
    bool chained = false;
  };
  std::map<std::string, Topic> topics;
  for (const auto& partition : report.partitions) {
    auto& topic = topics[partition.place.topic];
    topic.records += partition.records;
    topic.voided += partition.position.voided;
    topic.chained = partition.chained;
  }
  auto told = json::array();
  for (const auto& [name, topic] : topics) {
    told.push_back({{"topic", name}, {"records", topic.records}, {"void", topic.voided}, {"chained", topic.chained}});
  }
  return told;
}

json told(const Verifier::Ended& ended) {
  const auto& all = ended.report.findings;
  auto findings = json::array();
  for (std::size_t i = 0; i < std::min(all.size(), findings_shown_max); ++i) {
    findings.push_back({{"topic", all[i].place.topic},
                        {"partition", all[i].place.partition.value()},
                        {"offset", all[i].offset.value() < 0 ? json{} : json(all[i].offset.value())},
                        {"what", all[i].what}});
  }
  return {{"began_at_ms", to_ms(ended.began_at)},
          {"took_ms", ended.took.count()},
          {"failed", ended.failed.empty() ? json{} : json(ended.failed)},
          {"records", ended.report.records},
          {"findings", all.size()},
          {"first_findings", std::move(findings)},
          {"topics", topics_of(ended.report)}};
}

json told(const Verifier::State& state) {
  return {{"running", state.running},
          {"began_at_ms", state.running ? json(to_ms(state.began_at)) : json{}},
          {"records_read", state.records_read},
          {"records_all", state.records_all},
          {"last", state.last ? told(*state.last) : json{}}};
}

/// There is nothing to say yet, and what would be said is not ignored.
std::optional<Error> objection_to(std::string_view body) {
  const auto document = formats::parse_json(body);
  if (!document) return document.error();
  formats::FirstError errors;
  formats::Fields{*document, "", errors}.refuse_the_rest();
  return errors.error();
}

}  // namespace

void add_verify(api::Api& api, Office* office) {
  api.add("GET", base + "/verify", who_look, [office](const web::Request&, const web::Caller&) {
    return api::json_response(200, told(office->verifier().state()));
  });
  api.add("POST", base + "/verify", who_look, [office](const web::Request& request, const web::Caller&) {
    if (auto objection = api::objection_to_body(request)) return *std::move(objection);
    if (const auto error = objection_to(request.body)) return api::problem_of(*error);
    office->verifier().begin();
    return api::json_response(202, told(office->verifier().state()));
  });
}

}  // namespace matbud::apis::operations
