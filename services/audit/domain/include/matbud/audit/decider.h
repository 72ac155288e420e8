// Who looked at whom, and what operators did: written down as reported, once each.
#pragma once

#include <memory>

#include "matbud/processor/decider.h"

namespace matbud::audit {

/// The decider of the audit service. Stateless; threads may share it. It refuses nothing: a look that happened is
/// recorded even when its report is incomplete.
[[nodiscard]] std::shared_ptr<const processor::Decider> make_decider();

}  // namespace matbud::audit
