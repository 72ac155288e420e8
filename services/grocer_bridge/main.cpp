// matbud-grocer-bridge: what grocers are told and answer, and the relay that writes each grocer's topic.
#include "matbud/grocer_bridge/processor_spec.h"
#include "matbud/host/program.h"

namespace {

void wire(matbud::host::Installation&, matbud::host::Wiring& wiring, const matbud::Clock&) {
  wiring.processors = {matbud::grocer_bridge::processor_spec(wiring.grocers)};
  for (const auto& grocer : wiring.grocers) {
    wiring.processors.push_back(matbud::grocer_bridge::relay_spec(grocer));
  }
}

}  // namespace

int main(int argc, char** argv) {
  return matbud::host::run_program({.service = "grocer_bridge",
                                    .does = "Tells grocers what to pack, without names, and hears what they answer",
                                    .port = 8422,
                                    .wire = wire},
                                   argc, argv);
}
