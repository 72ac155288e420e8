#include "matbud/web/this_machine.h"

namespace matbud::web {

bool is_this_machine(std::string_view host) {
  const auto bracket = host.find(']');
  const auto colon = host.find(':', bracket == std::string_view::npos ? 0 : bracket);
  const auto name = host.substr(0, colon);
  return name == "localhost" || name == "[::1]" || name.starts_with("127.");
}

Handler only_for_this_machine(Handler handler) {
  return [handler = std::move(handler)](const Request& request) -> Answer {
    const auto host = request.header("host");
    return !host || is_this_machine(*host) ? handler(request) : problem(404, "nothing is here");
  };
}

}  // namespace matbud::web
