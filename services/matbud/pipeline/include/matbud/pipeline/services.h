// The list of what Matbud is made of: the only place that sees all services.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "matbud/base/ids.h"
#include "matbud/host/pipeline.h"
#include "matbud/privacy/access.h"

namespace matbud::pipeline {

/// One service, as its own program runs it.
struct Service {
  std::string name;  ///< `grocer-bridge`: its program is matbud-grocer-bridge
  std::vector<processor::ProcessorSpec> processors;
  std::vector<std::shared_ptr<const projection::ReadModel>> read_models;
  privacy::Access opens;  ///< sealed fields that its work needs
};

/// Every service of an installation with these grocers; the bridge has one relay a grocer.
[[nodiscard]] std::vector<Service> all_services(const std::vector<GrocerId>& grocers);

/// Every processor of an installation with these grocers: the five services and one relay a grocer.
[[nodiscard]] std::vector<processor::ProcessorSpec> all_processors(const std::vector<GrocerId>& grocers);

/// Every read model of an installation with these grocers.
[[nodiscard]] std::vector<std::shared_ptr<const projection::ReadModel>> all_read_models(
    const std::vector<GrocerId>& grocers);

/// Adds all of these to the wiring, for its grocers.
void add_all_services(host::Wiring& wiring);

}  // namespace matbud::pipeline
