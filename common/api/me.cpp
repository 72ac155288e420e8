#include "matbud/api/me.h"

namespace matbud::api {

void add_me(Api& api) {
  api.add("GET", "/api/me", web::Roles::everybody(), [](const web::Request&, const web::Caller& caller) -> web::Answer {
    return json_response(200, {{"subject", caller.subject},
                               {"role", web::word_of(caller.role)},
                               {"municipality", caller.municipality},
                               {"unit", caller.unit},
                               {"name", caller.name}});
  });
}

}  // namespace matbud::api
