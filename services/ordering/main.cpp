// matbud-ordering: orders are decided here.
#include "matbud/host/program.h"
#include "matbud/ordering/diet_reader.h"
#include "matbud/ordering/order_overview.h"
#include "matbud/ordering/processor_spec.h"

namespace {

void wire(matbud::host::Installation& installation, matbud::host::Wiring& wiring, const matbud::Clock&) {
  wiring.processors = {matbud::ordering::processor_spec(matbud::ordering::diet_reader(installation.keys()))};
  wiring.read_models = {matbud::ordering::order_overview()};
}

}  // namespace

int main(int argc, char** argv) {
  return matbud::host::run_program({.service = "ordering",
                                    .does = "Decides orders: places, changes, refuses and releases them",
                                    .port = 8421,
                                    .wire = wire},
                                   argc, argv);
}
