// Commands: each is read by the edge, sealed there, and handed to the desk.
#include "matbud/time/calendar.h"
#include "office.h"

namespace matbud::ordering::http {
namespace {

using web::Caller;
using web::Request;
using web::Role;

constexpr web::Roles who_order{Role::care_worker, Role::administrator, Role::operations};
constexpr web::Roles who_register{Role::administrator, Role::operations};

/// Reads a body, given who asks.
using Reader = Result<edge::OrderCommand> (*)(std::string_view json, const edge::Asking& asking,
                                              const edge::Sealer& seal);

web::Answer ask(Office* office, const Request& request, const Caller& caller, Reader read) {
  auto asking = asking_of(request, caller);
  if (!asking) return std::move(asking.error());
  const auto command = Office::sealing([&] { return read(request.body, *asking, office->sealer()); });
  if (!command) return api::problem_of(command.error());
  if (!caller.may_see_area(command->area.value())) return api::not_your_municipality();
  // An order that was placed a moment ago may not be seen here yet; whether it is there, ordering says.
  if (const auto order_id = request.captured.find("order_id"); order_id != request.captured.end()) {
    const auto row = office->order_row(order_id->second);
    if (row && !may_change_order(*office, caller, *row)) return no_such_order();
  }
  return office->desk().ask(edge::to_record(*command));
}

/// A citizen's key must be there before their name can be sealed, and giving one waits for the log: the clerk does it.
web::Answer register_citizen(Office* office, const Request& request, const Caller& caller) {
  auto asking = asking_of(request, caller);
  if (!asking) return std::move(asking.error());
  const auto seal_nothing = [](const CitizenId&, std::string_view, std::string_view) { return privacy::v1::Sealed{}; };
  const auto looked_at = edge::citizen_request(request.body, *asking, seal_nothing);
  if (!looked_at) return api::problem_of(looked_at.error());
  if (!caller.may_see_area(looked_at->area.value())) return api::not_your_municipality();
  const web::Later later{std::chrono::seconds{10}, [] { return web::problem(503, "the log cannot be reached"); }};
  const CitizenId citizen{looked_at->command.register_citizen().citizen().citizen_id()};
  const bool taken =
      office->clerk().give([office, citizen, asking = *asking, body = request.body, reply = later.reply()] {
        if (auto made = office->make_key(citizen); !made) {
          auto error = made.error();
          if (error.code == Error::Code::conflict) error.message = "/citizen_id: this citizen was erased";
          reply.complete(api::problem_of(error));
          return;
        }
        const auto command = Office::sealing([&] { return edge::citizen_request(body, asking, office->sealer()); });
        if (!command) {
          reply.complete(api::problem_of(command.error()));
        } else {
          office->desk().ask(edge::to_record(*command), reply);
        }
      });
  if (!taken) return web::problem(503, "too much waits to be done already");
  return later;
}

}  // namespace

tl::expected<edge::Asking, web::Response> asking_of(const Request& request, const Caller& caller) {
  if (auto objection = api::objection_to_body(request)) return tl::unexpected{*std::move(objection)};
  auto key = api::idempotency_key(request);
  if (!key) return tl::unexpected{std::move(key.error())};
  const auto order_id = request.captured.find("order_id");
  return edge::Asking{.command_id = *std::move(key),
                      .who = caller.role == Role::operations ? std::string{} : caller.subject,
                      .unit = caller.unit,
                      .channel = caller.role == Role::care_worker ? "page" : "api",
                      .order_id = order_id == request.captured.end() ? std::string{} : order_id->second};
}

void add_writes(api::Api& api, Office* office) {
  const auto add = [&](const std::string& path, web::Roles may, Reader read) {
    api.add("POST", base + path, may, [office, read](const Request& request, const Caller& caller) {
      return ask(office, request, caller, read);
    });
  };
  add("/orders", who_order, edge::place_request);
  add("/orders/{order_id}/amend", who_order, edge::amend_request);
  add("/orders/{order_id}/cancel", who_order, edge::cancel_request);
  add("/orders/{order_id}/feedback", who_order, edge::feedback_request);
  add("/standing-orders", who_order, edge::standing_order_request);
  api.add("POST", base + "/citizens", who_register,
          [office](const Request& request, const Caller& caller) { return register_citizen(office, request, caller); });
  api.add("GET", base + "/commands/{command_id}", who_order, [office](const Request& request, const Caller& caller) {
    return office->desk().outcome_of(request.captured.at("command_id"), caller);
  });
  api.add("GET", base + "/events", web::Roles::everybody(),
          [office](const Request& request, const Caller& caller) { return office->desk().stream(request, caller); });
}

}  // namespace matbud::ordering::http
