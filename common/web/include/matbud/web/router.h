// Which handler answers which method and path.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "matbud/web/event_stream.h"
#include "matbud/web/later.h"
#include "matbud/web/messages.h"

namespace matbud::web {

/// What a handler answers: at once, later, or with a stream of events.
using Answer = std::variant<Response, Later, EventStream>;

/// Answers one request. Runs on the server's one thread: it must not wait. What it throws becomes a 500 without
/// details and is told to Settings::on_fault.
using Handler = std::function<Answer(const Request&)>;

/// Routes by method and path. Not thread-safe while routes are added; const use is.
class Router {
 public:
  /// `path` is absolute; a segment `{name}` matches any one segment and is captured under that name. A route of fixed
  /// segments wins over one that captures; else the one added first. A GET route answers HEAD as well.
  Router& add(std::string method, std::string_view path, Handler handler);

  /// Keeps something alive that handlers use, until the router goes. Handlers themselves should not own what has
  /// threads: the last one to let go might be such a thread.
  Router& keep(std::shared_ptr<const void> used);

  /// The handler's answer; 404 when no route has the path, 405 with Allow when one has it for other methods.
  /// Fills `request.captured`.
  [[nodiscard]] Answer answer(Request& request) const;

 private:
  struct Route {
    std::string method;
    std::vector<std::string> segments;
    bool captures = false;
    Handler handler;
  };
  std::vector<std::shared_ptr<const void>> kept_;  ///< goes after the routes
  std::vector<Route> routes_;
};

}  // namespace matbud::web
