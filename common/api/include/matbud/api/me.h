// Who calls, as they may know themselves.
#pragma once

#include "matbud/api/api.h"

namespace matbud::api {

/// Adds `GET /api/me`: whoever the gate lets in hears who they are to the services.
void add_me(Api& api);

}  // namespace matbud::api
