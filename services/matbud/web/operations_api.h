// The operator's own endpoints: `/api/operations/v1`. No personal data in any of them.
#pragma once

#include "matbud/api/api.h"
#include "matbud/host/installation.h"
#include "matbud/host/pipeline.h"

namespace matbud::apis {

/// Adds the endpoints and their description. Everything must outlive the router. The pipeline folds audit's story.
void add_operations(api::Api& api, host::Installation& installation, host::Pipeline& pipeline, const Clock& clock);

}  // namespace matbud::apis
