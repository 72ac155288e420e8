// The list of what Matbud is made of: the only place that sees all services.
#pragma once

#include <memory>
#include <vector>

#include "matbud/base/ids.h"
#include "matbud/host/pipeline.h"

namespace matbud::pipeline {

/// Every processor of an installation with these grocers: the five services and one relay a grocer.
[[nodiscard]] std::vector<processor::ProcessorSpec> all_processors(const std::vector<GrocerId>& grocers);

/// Every read model of an installation with these grocers.
[[nodiscard]] std::vector<std::shared_ptr<const projection::ReadModel>> all_read_models(
    const std::vector<GrocerId>& grocers);

/// Adds all of these to the wiring, for its grocers.
void add_all_services(host::Wiring& wiring);

}  // namespace matbud::pipeline
