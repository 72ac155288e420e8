// matbud-audit: watches everything, and knows the story of each order.
#include "matbud/audit/processor_spec.h"
#include "matbud/audit/story.h"
#include "matbud/host/program.h"

namespace {

void wire(matbud::host::Installation&, matbud::host::Wiring& wiring, const matbud::Clock&) {
  wiring.processors = {matbud::audit::processor_spec()};
  wiring.read_models = {matbud::audit::story(wiring.grocers)};
}

}  // namespace

int main(int argc, char** argv) {
  return matbud::host::run_program({.service = "audit",
                                    .does = "Records who looked at whom, and keeps each order's story",
                                    .port = 8425,
                                    .wire = wire},
                                   argc, argv);
}
