// matbud-dispatch: runs are planned and driven.
#include "matbud/dispatch/doorsteps.h"
#include "matbud/dispatch/processor_spec.h"
#include "matbud/host/program.h"

namespace {

void wire(matbud::host::Installation& installation, matbud::host::Wiring& wiring, const matbud::Clock&) {
  using namespace matbud::dispatch;
  wiring.processors = {processor_spec()};
  wiring.make_effector = [open = doorstep_opener(installation.keys()), &log = installation.log()](const std::string&,
                                                                                                  matbud::Partition) {
    return std::make_unique<PlanEffector>(open, Solving::beside, [&log] { log.wake(); });
  };
}

}  // namespace

int main(int argc, char** argv) {
  return matbud::host::run_program({.service = "dispatch",
                                    .does = "Plans the drivers' runs and follows each delivery to its end",
                                    .port = 8423,
                                    .wire = wire},
                                   argc, argv);
}
