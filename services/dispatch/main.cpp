// matbud-dispatch: runs are planned and driven.
#include "matbud/api/me.h"
#include "matbud/dispatch/doorsteps.h"
#include "matbud/dispatch/http_api.h"
#include "matbud/dispatch/processor_spec.h"
#include "matbud/dispatch/routing_server.h"
#include "matbud/host/program.h"

int main(int argc, char** argv) {
  using namespace matbud;
  dispatch::RoutingSettings routing;
  const auto tap = std::make_shared<api::Tap>();
  const auto wire = [&routing, &tap](host::Installation& installation, host::Wiring& wiring, const Clock&) {
    wiring.processors = {dispatch::processor_spec()};
    wiring.read_models = {dispatch::api_read_model(tap)};
    wiring.make_effector = [open = dispatch::doorstep_opener(installation.keys()), &log = installation.log(),
                            ask = dispatch::routing_server(routing)](const std::string&, Partition) {
      return std::make_unique<dispatch::PlanEffector>(
          open, dispatch::Solving::beside, [&log] { log.wake(); }, ask);
    };
  };
  const auto add_pages = [&routing, &tap](web::Router& router, const std::shared_ptr<const web::Gate>& gate,
                                          host::Installation& installation, host::Pipeline&, const Clock& clock) {
    api::Api api{router, gate};
    api::add_me(api);
    dispatch::add_http_api(api, installation, clock, tap, dispatch::routing_server(routing));
    api.publish();
  };
  return host::run_program({.service = "dispatch",
                            .does = "Plans the drivers' runs and follows each delivery to its end",
                            .port = 8423,
                            .wire = wire,
                            .add_pages = add_pages,
                            .add_options = [&routing](CLI::App& app) { dispatch::add_routing_options(app, routing); }},
                           argc, argv);
}
