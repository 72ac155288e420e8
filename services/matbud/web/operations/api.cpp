#include "operations/office.h"
#include "operations_api.h"

namespace matbud::apis {

extern const std::string_view operations_openapi;

void add_operations(api::Api& api, host::Installation& installation, host::Pipeline& pipeline, const Clock& clock) {
  const auto office = std::make_shared<operations::Office>(installation, pipeline, clock);
  api.keep(office);
  operations::add_health(api, office.get());
  operations::add_parked(api, office.get());
  operations::add_story(api, office.get());
  operations::add_person(api, office.get());
  operations::add_verify(api, office.get());
  api.describe(operations_openapi);
}

}  // namespace matbud::apis
