// The endpoints of a program: who may call them, and the document that describes them.
#pragma once

#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "matbud/base/result.h"
#include "matbud/web/caller.h"
#include "matbud/web/router.h"

namespace matbud::api {

/// One endpoint as it was declared.
struct Endpoint {
  std::string method;
  std::string path;  ///< as in the router and in the document: `/api/ordering/v1/orders/{order_id}`
  web::Roles may;
};

/// Adds endpoints to a router, each behind the gate and for its roles alone: 401 from the gate, 403 for other roles.
/// The router must outlive it; what it has added holds the gate.
class Api {
 public:
  using Handler = std::function<web::Answer(const web::Request&, const web::Caller&)>;

  Api(web::Router& router, std::shared_ptr<const web::Gate> gate);

  Api& add(std::string method, const std::string& path, web::Roles may, Handler handler);
  /// Adds an endpoint that knows its callers by itself, such as a partner's signed post: no gate, no role.
  Api& add_for_partners(std::string method, const std::string& path, web::Handler handler);
  /// Keeps something alive that handlers use, as Router::keep does.
  Api& keep(std::shared_ptr<const void> used);
  /// Adds a service's part of the document: `paths`, `components.schemas` and `tags` of OpenAPI 3.1. Throws
  /// std::logic_error when it is no JSON or a name in it is there already.
  Api& describe(std::string_view openapi);
  /// Adds `GET /api/openapi.json` with everything that was described so far. It needs no role.
  void publish();

  [[nodiscard]] const std::vector<Endpoint>& endpoints() const { return endpoints_; }
  [[nodiscard]] const nlohmann::json& document() const { return document_; }

 private:
  web::Router& router_;
  std::shared_ptr<const web::Gate> gate_;
  std::vector<Endpoint> endpoints_;
  nlohmann::json document_;
};

/// A 200 (or another status) with this body.
[[nodiscard]] web::Response json_response(int status, const nlohmann::json& body);

/// The problem+json that answers an error of an edge: `invalid` is 422 with the pointer that its message begins with
/// (`/lines/2/quantity: is 0`), not_found 404, conflict 409, and outages 503.
[[nodiscard]] web::Response problem_of(const Error& error);

/// `lines[2].quantity` of a refusal as a JSON pointer; empty for none.
[[nodiscard]] std::string pointer_from_path(std::string_view path);

/// The command id that the request's Idempotency-Key gives, or 400 when it has none that can be one. Quotes around it
/// do not count.
[[nodiscard]] tl::expected<std::string, web::Response> idempotency_key(const web::Request& request);

/// Nothing when the body is said to be JSON; else 415.
[[nodiscard]] std::optional<web::Response> objection_to_body(const web::Request& request);

/// The answer for somebody of another municipality.
[[nodiscard]] web::Response not_your_municipality();

}  // namespace matbud::api
