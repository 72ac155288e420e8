// "Who are you today?"
#pragma once

#include <vector>

#include "matbud/web/sign_in/development_issuer.h"

namespace matbud::web {

/// A link a person; each asks the request's own question again, with its answer.
[[nodiscard]] Response who_are_you(const Request& request, const std::vector<SomebodyToBe>& people);

}  // namespace matbud::web
