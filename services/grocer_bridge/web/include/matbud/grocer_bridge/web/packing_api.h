// Packing for a grocer without a system of its own: the API behind the packing page, `/api/packing/v1`, and the page.
#pragma once

#include <memory>

#include "matbud/api/api.h"
#include "matbud/api/tap.h"
#include "matbud/base/time.h"
#include "matbud/host/installation.h"
#include "matbud/projection/projection.h"

namespace matbud::grocer_bridge {

/// The read model `packing_table` with the answers of grocers; to be folded by the process that serves the API. The tap
/// is the same as the API's.
[[nodiscard]] std::shared_ptr<const projection::ReadModel> packing_read_model(
    const std::shared_ptr<const api::Tap>& tap);

/// Adds the endpoints and their part of the document. Installation and clock must outlive the router.
void add_packing_api(api::Api& api, host::Installation& installation, const Clock& clock,
                     const std::shared_ptr<api::Tap>& tap);

/// Adds the page, under `/packing/`.
void add_packing_page(web::Router& router);

}  // namespace matbud::grocer_bridge
