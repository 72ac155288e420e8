// How the days went, read from the log and the read models, and which invariants do not hold.
#pragma once

#include "matbud/demo/demo.h"
#include "matbud/installation/installation.h"

namespace matbud::demo {

/// Nobody may append or fold meanwhile.
[[nodiscard]] Summary summarize(installation::Installation& installation, const Options& options,
                                pipeline::Pipeline& pipeline, std::uint64_t mails);

}  // namespace matbud::demo
