// matbud-notification: people are told.
#include "matbud/api/me.h"
#include "matbud/host/program.h"
#include "matbud/notification/channel_setup.h"
#include "matbud/notification/http_api.h"
#include "matbud/notification/processor_spec.h"

int main(int argc, char** argv) {
  using namespace matbud;
  notification::ChannelSettings channels;
  const auto tap = std::make_shared<api::Tap>();
  const auto wire = [&channels, &tap](host::Installation& installation, host::Wiring& wiring, const Clock& clock) {
    wiring.processors = {notification::processor_spec()};
    wiring.read_models = {notification::api_read_model(tap)};
    if (!channels.any()) return;
    const auto wake = [&log = installation.log()] { log.wake(); };
    wiring.make_effector = [make = notification::channel_effectors(channels, installation.keys(), clock, wake)](
                               const std::string&, Partition partition) { return make(partition); };
  };
  const auto add_pages = [&tap](web::Router& router, const std::shared_ptr<const web::Gate>& gate,
                                host::Installation& installation, host::Pipeline&, const Clock& clock) {
    api::Api api{router, gate};
    api::add_me(api);
    notification::add_http_api(api, installation, clock, tap);
    api.publish();
  };
  return host::run_program(
      {.service = "notification",
       .does = "Tells citizens and next of kin about a delivery, as they have agreed to",
       .port = 8424,
       .wire = wire,
       .add_pages = add_pages,
       .add_options = [&channels](CLI::App& app) { notification::add_channel_options(app, channels); }},
      argc, argv);
}
