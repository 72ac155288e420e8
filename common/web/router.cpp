#include "matbud/web/router.h"

#include <set>

namespace matbud::web {
namespace {

std::vector<std::string> segments_of(std::string_view path) {
  std::vector<std::string> segments;
  path.remove_prefix(1);
  for (;;) {
    const auto slash = path.find('/');
    segments.emplace_back(path.substr(0, slash));
    if (slash == std::string_view::npos) return segments;
    path.remove_prefix(slash + 1);
  }
}

bool is_capture(const std::string& segment) {
  return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

bool matches(const std::vector<std::string>& route, const std::vector<std::string>& path) {
  if (route.size() != path.size()) return false;
  for (std::size_t i = 0; i < route.size(); ++i) {
    const bool fits = is_capture(route[i]) ? !path[i].empty() : route[i] == path[i];
    if (!fits) return false;
  }
  return true;
}

bool answers(const std::string& route_method, const std::string& method) {
  return route_method == method || (method == "HEAD" && route_method == "GET");
}

Response method_not_allowed(const std::set<std::string>& methods) {
  auto response = problem(405, "the path is here, but not for this method");
  std::string allow;
  for (const auto& method : methods) {
    if (!allow.empty()) allow += ", ";
    allow += method;
  }
  response.headers.emplace_back("Allow", std::move(allow));
  return response;
}

}  // namespace

Router& Router::add(std::string method, std::string_view path, Handler handler) {
  Route route{std::move(method), segments_of(path), false, std::move(handler)};
  for (const auto& segment : route.segments) route.captures = route.captures || is_capture(segment);
  routes_.push_back(std::move(route));
  return *this;
}

Router& Router::keep(std::shared_ptr<const void> used) {
  kept_.push_back(std::move(used));
  return *this;
}

Answer Router::answer(Request& request) const {
  const auto path = segments_of(request.path);
  const Route* best = nullptr;
  std::set<std::string> methods;
  for (const auto& route : routes_) {
    if (!matches(route.segments, path)) continue;
    methods.insert(route.method);
    if (route.method == "GET") methods.insert("HEAD");
    if (!answers(route.method, request.method)) continue;
    if (best == nullptr || (best->captures && !route.captures)) best = &route;
  }
  if (best == nullptr) return Answer{methods.empty() ? problem(404, "nothing is here") : method_not_allowed(methods)};
  for (std::size_t i = 0; i < path.size(); ++i) {
    const auto& segment = best->segments[i];
    if (is_capture(segment)) request.captured[segment.substr(1, segment.size() - 2)] = path[i];
  }
  return best->handler(request);
}

}  // namespace matbud::web
