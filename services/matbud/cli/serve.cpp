// matbud serve: every service on one installation, until it is told to stop.
#include "appending.h"
#include "commands.h"
#include "matbud/apis/http_apis.h"
#include "matbud/dispatch/doorsteps.h"
#include "matbud/dispatch/routing_server.h"
#include "matbud/grocer_bridge/channels/setup.h"
#include "matbud/host/config_file.h"
#include "matbud/host/foreground.h"
#include "matbud/notification/channel_setup.h"
#include "matbud/ordering/edge/catalogue.h"
#include "matbud/pages/status.h"
#include "matbud/pipeline/services.h"
#include "matbud/telemetry/logging.h"

namespace matbud::cli {
namespace {

struct ServeOptions {
  host::ForegroundOptions foreground;
  notification::ChannelSettings channels;
  grocer_bridge::ChannelSettings grocers;
  dispatch::RoutingSettings routing;
};

/// The ways to grocers that read no topic. A catalogue that comes as a document goes to ordering.
grocer_bridge::ChannelSurroundings around_grocers(host::Installation& installation, const host::Wiring& wiring,
                                                  const Clock& clock) {
  auto& log = installation.log();
  const auto partitions = installation.partitions();
  return {.log = log,
          .clock = clock,
          .directory = installation.directory(),
          .grocers = wiring.grocers,
          .partitions = partitions,
          .put_catalogue =
              [&log, &clock, partitions](const GrocerId& grocer, const std::vector<orders::v1::Product>& products,
                                         const std::string& import_id) {
                return append_all(log, clock, partitions,
                                  ordering::edge::put_products(products, grocer, import_id, partitions));
              },
          .on_trouble =
              [](const Error& trouble) {
                telemetry::warning("spool folder", {{"why", trouble.message}});
              }};
}

void wire(const ServeOptions& options, host::Installation& installation, host::Wiring& wiring, const Clock& clock) {
  const auto& channels = options.channels;
  pipeline::add_all_services(wiring, installation.keys());
  notification::EffectorOfPartition tell;
  const auto wake = [&log = installation.log()] { log.wake(); };
  if (channels.any()) tell = notification::channel_effectors(channels, installation.keys(), clock, wake);
  const auto tell_grocers =
      grocer_bridge::channel_effectors(options.grocers, around_grocers(installation, wiring, clock));
  wiring.make_effector = [tell, tell_grocers, wake, open_doorstep = dispatch::doorstep_opener(installation.keys()),
                          ask = dispatch::routing_server(options.routing)](
                             const std::string& processor,
                             Partition partition) -> std::unique_ptr<processor::Effector> {
    if (processor == "notification" && tell) return tell(partition);
    if (processor == "grocer-bridge") return tell_grocers(partition);
    if (processor == "dispatch")
      return std::make_unique<dispatch::PlanEffector>(open_doorstep, dispatch::Solving::beside, wake, ask);
    return nullptr;
  };
}

Exit serve(const Common& common, const ServeOptions& options, const Streams& streams) {
  host::RunSettings settings;
  settings.installation = common.installation;
  apis::HttpApis apis;
  apis.set_grocer_secrets(options.grocers.secrets);
  apis.set_travel(dispatch::routing_server(options.routing));
  settings.wire = [&](host::Installation& installation, host::Wiring& wiring, const Clock& clock) {
    wire(options, installation, wiring, clock);
    apis.add_read_models(wiring);
  };
  settings.add_pages = [&](web::Router& router, const std::shared_ptr<const web::Gate>& gate,
                           host::Installation& installation, host::Pipeline& pipeline, const Clock& clock) {
    pages::add_status(router, installation, pipeline, clock);
    apis.add_to(router, gate, installation, pipeline, clock);
  };
  if (!options.channels.any()) {
    streams.messages << "matbud: no --smtp-host, --sms-url or --letter-spool: what people shall be told waits until "
                        "one is given\n";
  }
  return host::run_in_foreground(std::move(settings), options.foreground,
                                 {{"status", "/"},
                                  {"kitchen table", "/kitchen-table/"},
                                  {"driver", "/driver/"},
                                  {"dispatcher", "/dispatcher/"},
                                  {"packing", "/packing/"},
                                  {"operator", "/operator/?as=operator/operator-1"},
                                  {"manager", "/manager/?as=manager/manager-1"},
                                  {"api", "/api/openapi.json"}},
                                 common.json, streams.out, streams.messages);
}

}  // namespace

void add_serve(CLI::App& parent, Common& common, std::function<Exit(const Streams&)>& chosen) {
  auto* command = parent.add_subcommand("serve", "run every service on the installation until Ctrl-C");
  const auto options = std::make_shared<ServeOptions>();
  options->foreground.port = 8420;
  host::add_foreground_options(*command, options->foreground);
  notification::add_channel_options(*command, options->channels);
  grocer_bridge::add_channel_options(*command, options->grocers);
  dispatch::add_routing_options(*command, options->routing);
  host::add_config_option(*command);
  command->callback([&common, &chosen, options] {
    chosen = [&common, options](const Streams& streams) { return serve(common, *options, streams); };
  });
}

}  // namespace matbud::cli
