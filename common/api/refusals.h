// Answers that say "not now".
#pragma once

#include <string_view>

#include "matbud/web/router.h"

namespace matbud::api {

/// 503: the same request is worth another try in a second.
inline web::Response unavailable(std::string_view why) {
  auto response = web::problem(503, why);
  response.headers.emplace_back("Retry-After", "1");
  return response;
}

}  // namespace matbud::api
