// matbud-grocer-bridge: what grocers are told and answer, and the relay that writes each grocer's topic.
#include "matbud/api/me.h"
#include "matbud/grocer_bridge/channels/setup.h"
#include "matbud/grocer_bridge/processor_spec.h"
#include "matbud/grocer_bridge/web/grocer_routes.h"
#include "matbud/grocer_bridge/web/packing_api.h"
#include "matbud/host/program.h"
#include "matbud/telemetry/logging.h"
#include "matbud/web/page_files.h"

int main(int argc, char** argv) {
  matbud::grocer_bridge::ChannelSettings channels;
  const auto tap = std::make_shared<matbud::api::Tap>();
  const auto wire = [&](matbud::host::Installation& installation, matbud::host::Wiring& wiring,
                        const matbud::Clock& clock) {
    wiring.processors = {matbud::grocer_bridge::processor_spec(wiring.grocers)};
    for (const auto& grocer : wiring.grocers) wiring.processors.push_back(matbud::grocer_bridge::relay_spec(grocer));
    wiring.read_models = {matbud::grocer_bridge::packing_read_model(tap)};
    const auto tell = matbud::grocer_bridge::channel_effectors(
        channels, {.log = installation.log(),
                   .clock = clock,
                   .directory = installation.directory(),
                   .grocers = wiring.grocers,
                   .partitions = installation.partitions(),
                   .on_trouble = [](const matbud::Error& trouble) {
                     matbud::telemetry::warning("spool folder", {{"why", trouble.message}});
                   }});
    wiring.make_effector = [tell](const std::string& processor,
                                  matbud::Partition partition) -> std::unique_ptr<matbud::processor::Effector> {
      return processor == "grocer-bridge" ? tell(partition) : nullptr;
    };
  };
  const auto add_pages = [&](matbud::web::Router& router, const std::shared_ptr<const matbud::web::Gate>& gate,
                             matbud::host::Installation& installation, matbud::host::Pipeline&,
                             const matbud::Clock& clock) {
    matbud::api::Api api{router, gate};
    matbud::api::add_me(api);
    matbud::grocer_bridge::add_grocer_routes(
        api, {installation.log(), clock, installation.grocers(), installation.partitions(),
              matbud::grocer_bridge::secrets_folder(channels, installation.directory())});
    matbud::grocer_bridge::add_packing_api(api, installation, clock, tap);
    api.publish();
    matbud::grocer_bridge::add_packing_page(router);
    matbud::web::add_shared_files(router);
  };
  return matbud::host::run_program(
      {.service = "grocer_bridge",
       .does = "Tells grocers what to pack, without names, and hears what they answer",
       .port = 8422,
       .wire = wire,
       .add_pages = add_pages,
       .add_options = [&](CLI::App& app) { matbud::grocer_bridge::add_channel_options(app, channels); }},
      argc, argv);
}
