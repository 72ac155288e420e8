// Benefits over HTTP: figures for managers, and what they are reckoned by.
#pragma once

#include <memory>

#include "matbud/api/api.h"
#include "matbud/api/tap.h"
#include "matbud/host/installation.h"
#include "matbud/projection/projection.h"
#include "matbud/web/router.h"

namespace matbud::audit {

/// The read model that the API needs; tap as in matbud/api/tap.h.
[[nodiscard]] std::shared_ptr<const projection::ReadModel> api_read_model(const std::shared_ptr<const api::Tap>& tap);

/// Adds the endpoints of /api/benefits/v1 and their document. Everything must outlive the router.
void add_http_api(api::Api& api, host::Installation& installation, const Clock& clock,
                  const std::shared_ptr<api::Tap>& tap);

/// The manager's page, under /manager/.
void add_page(web::Router& router);

}  // namespace matbud::audit
