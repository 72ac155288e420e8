// The read model behind the manager's page: BenefitFold over the log.
#pragma once

#include <memory>

#include "matbud/projection/projection.h"

namespace matbud::audit {

/// The read model `benefits`. It hears the events of every service; the result does not depend on the order between
/// them. benefit_report() makes a report of its tables.
[[nodiscard]] std::shared_ptr<const projection::ReadModel> benefits_model();

}  // namespace matbud::audit
