// The clerk under the name that endpoints know.
#pragma once

#include "matbud/web/clerk.h"

namespace matbud::api {

using web::Clerk;

}  // namespace matbud::api
