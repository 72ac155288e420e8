// The status page: whether all is well, for whoever runs an installation.
#pragma once

#include "matbud/host/installation.h"
#include "matbud/host/pipeline.h"
#include "matbud/web/router.h"

namespace matbud::pages {

/// Adds `GET /` with its style sheet and script: today's and later orders by how far they have come, the day's runs as
/// lines of stops, what is set aside, each processor and how far it is behind, and alarms. No personal data, no ids of
/// orders, nothing of where a stop is. In the reader's language (`?lang=nb`, `nn`, `se`, `en` choose). It renews itself
/// until it is told to stand still; without scripts it stands still. An answer looks at the orders of today and later.
/// Everything must outlive the router.
void add_status(web::Router& router, host::Installation& installation, host::Pipeline& pipeline, const Clock& clock);

}  // namespace matbud::pages
