#include "matbud/pipeline/principals.h"

#include <algorithm>
#include <set>

#include "matbud/log/topics.h"
#include "matbud/pipeline/services.h"

namespace matbud::pipeline {
namespace {

std::vector<std::string> sorted(const std::set<std::string>& topics) { return {topics.begin(), topics.end()}; }

Principal principal_of(const Service& service) {
  std::set<std::string> reads;
  std::set<std::string> writes;
  std::set<std::string> groups;
  for (const auto& spec : service.processors) {
    reads.insert(spec.own_topic);
    reads.insert(spec.inputs.begin(), spec.inputs.end());
    writes.insert(spec.own_topic);
    if (!spec.commands_topic.empty()) writes.insert(spec.commands_topic);
    groups.insert(spec.own_topic);
  }
  for (const auto& model : service.read_models) {
    const auto topics = model->topics();
    reads.insert(topics.begin(), topics.end());
  }
  if (!service.opens.is_none()) reads.emplace(log::keys);
  writes.insert(service.api_writes.begin(), service.api_writes.end());
  reads.insert(service.api_reads.begin(), service.api_reads.end());
  return {service.name, "the program matbud-" + service.name, sorted(reads), sorted(writes), sorted(groups)};
}

Principal edge(const std::vector<GrocerId>& grocers) {
  std::vector<std::string> writes{std::string{log::audit_commands}, std::string{log::dispatch_commands},
                                  std::string{log::keys}, std::string{log::notification_commands},
                                  std::string{log::ordering_commands}};
  const std::vector<std::string> reads{std::string{log::audit_events},        std::string{log::dispatch_events},
                                       std::string{log::bridge_events},       std::string{log::keys},
                                       std::string{log::notification_events}, std::string{log::ordering_events}};
  // What a picker says by the packing page.
  for (const auto& grocer : grocers) writes.push_back(log::grocer_answers(grocer));
  std::sort(writes.begin(), writes.end());
  return {"edge", "pages and interfaces for people", reads, writes, {}};
}

Principal principal_of(const GrocerId& grocer) {
  const auto answers = log::grocer_answers(grocer);
  return {
      "grocer." + grocer.value(), "the grocer's own system", {log::grocer_orders(grocer)}, {answers}, {answers}, false};
}

}  // namespace

std::vector<Principal> all_principals(const std::vector<GrocerId>& grocers) {
  std::vector<Principal> principals;
  for (const auto& service : all_services(grocers)) {
    principals.push_back(principal_of(service));
    if (service.name != "grocer-bridge") continue;
    // Answers that come by documents or posts are written for the grocer.
    auto& writes = principals.back().writes;
    for (const auto& grocer : grocers) writes.push_back(log::grocer_answers(grocer));
    std::sort(writes.begin(), writes.end());
  }
  principals.push_back(edge(grocers));
  for (const auto& grocer : grocers) principals.push_back(principal_of(grocer));
  return principals;
}

log::Grants all_grants(const std::vector<GrocerId>& grocers) {
  log::Grants grants;
  for (const auto& principal : all_principals(grocers)) {
    for (const auto& topic : principal.reads) {
      grants.insert({principal.name, log::Right::read, topic});
      if (principal.uses_our_programs) grants.insert({principal.name, log::Right::see_settings, topic});
    }
    for (const auto& topic : principal.writes) {
      grants.insert({principal.name, log::Right::write, topic});
      if (principal.uses_our_programs) grants.insert({principal.name, log::Right::see_settings, topic});
    }
    for (const auto& group : principal.groups) grants.insert({principal.name, log::Right::share, group});
  }
  return grants;
}

}  // namespace matbud::pipeline
