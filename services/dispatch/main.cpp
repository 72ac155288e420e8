// matbud-dispatch: runs are planned and driven.
#include "matbud/dispatch/doorsteps.h"
#include "matbud/dispatch/processor_spec.h"
#include "matbud/dispatch/routing_server.h"
#include "matbud/host/program.h"

int main(int argc, char** argv) {
  using namespace matbud;
  dispatch::RoutingSettings routing;
  const auto wire = [&routing](host::Installation& installation, host::Wiring& wiring, const Clock&) {
    wiring.processors = {dispatch::processor_spec()};
    wiring.make_effector = [open = dispatch::doorstep_opener(installation.keys()), &log = installation.log(),
                            ask = dispatch::routing_server(routing)](const std::string&, Partition) {
      return std::make_unique<dispatch::PlanEffector>(
          open, dispatch::Solving::beside, [&log] { log.wake(); }, ask);
    };
  };
  return host::run_program({.service = "dispatch",
                            .does = "Plans the drivers' runs and follows each delivery to its end",
                            .port = 8423,
                            .wire = wire,
                            .add_options = [&routing](CLI::App& app) { dispatch::add_routing_options(app, routing); }},
                           argc, argv);
}
