// The status page: whether all is well, for whoever runs an installation.
#pragma once

#include "matbud/host/installation.h"
#include "matbud/host/pipeline.h"
#include "matbud/web/router.h"

namespace matbud::pages {

/// Adds `GET /` and its style sheet: orders by how far they have come, each processor and how far it is behind, and
/// alarms. No personal data and no ids of orders. In Bokmål, or in English for those who prefer another language
/// (`?lang=nb` and `?lang=en` choose). Works without scripts; it is renewed by itself only when asked to. An answer
/// counts every order of the read model. Everything must outlive the router.
void add_status(web::Router& router, host::Installation& installation, host::Pipeline& pipeline, const Clock& clock);

}  // namespace matbud::pages
