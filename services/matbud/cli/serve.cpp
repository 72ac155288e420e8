// matbud serve: every service on one installation, until it is told to stop.
#include "commands.h"
#include "matbud/apis/http_apis.h"
#include "matbud/dispatch/doorsteps.h"
#include "matbud/host/config_file.h"
#include "matbud/host/foreground.h"
#include "matbud/notification/channel_setup.h"
#include "matbud/pages/status.h"
#include "matbud/pipeline/services.h"

namespace matbud::cli {
namespace {

struct ServeOptions {
  host::ForegroundOptions foreground;
  notification::ChannelSettings channels;
};

void wire(const notification::ChannelSettings& channels, host::Installation& installation, host::Wiring& wiring,
          const Clock& clock) {
  pipeline::add_all_services(wiring, installation.keys());
  notification::EffectorOfPartition tell;
  const auto wake = [&log = installation.log()] { log.wake(); };
  if (channels.any()) tell = notification::channel_effectors(channels, installation.keys(), clock, wake);
  wiring.make_effector = [tell, wake, open_doorstep = dispatch::doorstep_opener(installation.keys())](
                             const std::string& processor,
                             Partition partition) -> std::unique_ptr<processor::Effector> {
    if (processor == "notification" && tell) return tell(partition);
    if (processor == "dispatch")
      return std::make_unique<dispatch::PlanEffector>(open_doorstep, dispatch::Solving::beside, wake);
    return nullptr;
  };
}

Exit serve(const Common& common, const ServeOptions& options, const Streams& streams) {
  host::RunSettings settings;
  settings.installation = common.installation;
  const apis::HttpApis apis;
  settings.wire = [&](host::Installation& installation, host::Wiring& wiring, const Clock& clock) {
    wire(options.channels, installation, wiring, clock);
    apis.add_read_models(wiring);
  };
  settings.add_pages = [&](web::Router& router, host::Installation& installation, host::Pipeline& pipeline,
                           const Clock& clock) {
    pages::add_status(router, installation, pipeline, clock);
    apis.add_to(router, installation, pipeline, clock);
  };
  if (!options.channels.any()) {
    streams.messages << "matbud: no --smtp-host, --sms-url or --letter-spool: what people shall be told waits until "
                        "one is given\n";
  }
  return host::run_in_foreground(std::move(settings), options.foreground,
                                 {{"status", "/"}, {"api", "/api/openapi.json"}}, common.json, streams.out,
                                 streams.messages);
}

}  // namespace

void add_serve(CLI::App& parent, Common& common, std::function<Exit(const Streams&)>& chosen) {
  auto* command = parent.add_subcommand("serve", "run every service on the installation until Ctrl-C");
  const auto options = std::make_shared<ServeOptions>();
  options->foreground.port = 8420;
  host::add_foreground_options(*command, options->foreground);
  notification::add_channel_options(*command, options->channels);
  host::add_config_option(*command);
  command->callback([&common, &chosen, options] {
    chosen = [&common, options](const Streams& streams) { return serve(common, *options, streams); };
  });
}

}  // namespace matbud::cli
