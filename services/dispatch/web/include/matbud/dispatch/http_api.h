// Dispatch over HTTP: `/api/dispatch/v1`. What it offers is described in openapi.json beside it.
#pragma once

#include <memory>

#include "matbud/api/api.h"
#include "matbud/api/tap.h"
#include "matbud/dispatch/plan_effector.h"
#include "matbud/host/installation.h"
#include "matbud/projection/projection.h"

namespace matbud::dispatch {

/// The read model that the API needs: `run_board`, with the answers to commands.
[[nodiscard]] std::shared_ptr<const projection::ReadModel> api_read_model(const std::shared_ptr<const api::Tap>& tap);

/// Adds the endpoints and their description. The tap must be the one of the read model. The installation must have
/// keys, and fold api_read_model(); it and the clock must outlive the router. `ask` times the runs that a dispatcher
/// wonders about: whoever times the planned ones, so that the two can be compared.
void add_http_api(api::Api& api, host::Installation& installation, const Clock& clock,
                  const std::shared_ptr<api::Tap>& tap, TravelAsker ask = {});

/// Adds the driver's page, `/driver/`, and the dispatcher's, `/dispatcher/`.
void add_pages(web::Router& router);

}  // namespace matbud::dispatch
