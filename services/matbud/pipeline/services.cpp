#include "matbud/pipeline/services.h"

#include "matbud/audit/processor_spec.h"
#include "matbud/audit/story.h"
#include "matbud/dispatch/processor_spec.h"
#include "matbud/grocer_bridge/processor_spec.h"
#include "matbud/notification/processor_spec.h"
#include "matbud/ordering/order_overview.h"
#include "matbud/ordering/processor_spec.h"

namespace matbud::pipeline {

std::vector<processor::ProcessorSpec> all_processors(const std::vector<GrocerId>& grocers) {
  std::vector<processor::ProcessorSpec> specs{ordering::processor_spec(), grocer_bridge::processor_spec(grocers)};
  for (const auto& grocer : grocers) specs.push_back(grocer_bridge::relay_spec(grocer));
  specs.push_back(dispatch::processor_spec());
  specs.push_back(notification::processor_spec());
  specs.push_back(audit::processor_spec());
  return specs;
}

std::vector<std::shared_ptr<const projection::ReadModel>> all_read_models(const std::vector<GrocerId>& grocers) {
  return {ordering::order_overview(), audit::story(grocers)};
}

void add_all_services(host::Wiring& wiring) {
  wiring.processors = all_processors(wiring.grocers);
  wiring.read_models = all_read_models(wiring.grocers);
}

}  // namespace matbud::pipeline
