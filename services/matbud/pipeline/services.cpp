#include "matbud/pipeline/services.h"

#include "matbud/audit/processor_spec.h"
#include "matbud/audit/story.h"
#include "matbud/dispatch/processor_spec.h"
#include "matbud/grocer_bridge/processor_spec.h"
#include "matbud/log/topics.h"
#include "matbud/notification/processor_spec.h"
#include "matbud/ordering/diet_reader.h"
#include "matbud/ordering/order_overview.h"
#include "matbud/ordering/processor_spec.h"

namespace matbud::pipeline {

std::vector<Service> all_services(const std::vector<GrocerId>& grocers, ordering::DietReader read_diet) {
  using privacy::Access;
  std::vector<Service> services{
      {"ordering",
       {ordering::processor_spec(std::move(read_diet))},
       {ordering::order_overview()},
       Access::of("ordering"),
       {std::string{log::audit_commands}, std::string{log::keys}}},
      {"grocer-bridge",
       {grocer_bridge::processor_spec(grocers)},
       {},
       Access::of("grocer_bridge"),
       {},
       {std::string{log::dispatch_events}}},
      {"dispatch", {dispatch::processor_spec()}, {}, Access::of("dispatch"), {std::string{log::audit_commands}}},
      {"notification",
       {notification::processor_spec()},
       {},
       Access::of("notification"),
       {std::string{log::audit_commands}}},
      {"audit", {audit::processor_spec()}, {audit::story(grocers)}, Access::of("audit")}};
  for (const auto& grocer : grocers) services[1].processors.push_back(grocer_bridge::relay_spec(grocer));
  return services;
}

std::vector<processor::ProcessorSpec> all_processors(const std::vector<GrocerId>& grocers,
                                                     ordering::DietReader read_diet) {
  std::vector<processor::ProcessorSpec> specs;
  for (auto& service : all_services(grocers, std::move(read_diet))) {
    for (auto& spec : service.processors) specs.push_back(std::move(spec));
  }
  return specs;
}

std::vector<std::shared_ptr<const projection::ReadModel>> all_read_models(const std::vector<GrocerId>& grocers) {
  std::vector<std::shared_ptr<const projection::ReadModel>> models;
  for (auto& service : all_services(grocers)) {
    for (auto& model : service.read_models) models.push_back(std::move(model));
  }
  return models;
}

void add_all_services(host::Wiring& wiring, const privacy::KeyRing& keys) {
  wiring.processors = all_processors(wiring.grocers, ordering::diet_reader(keys));
  wiring.read_models = all_read_models(wiring.grocers);
}

}  // namespace matbud::pipeline
