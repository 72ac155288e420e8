// matbud-notification: people are told.
#include "matbud/host/program.h"
#include "matbud/notification/channel_setup.h"
#include "matbud/notification/processor_spec.h"

int main(int argc, char** argv) {
  using namespace matbud;
  notification::ChannelSettings channels;
  const auto wire = [&channels](host::Installation& installation, host::Wiring& wiring, const Clock& clock) {
    wiring.processors = {notification::processor_spec()};
    if (!channels.any()) return;
    const auto wake = [&log = installation.log()] { log.wake(); };
    wiring.make_effector = [make = notification::channel_effectors(channels, installation.keys(), clock, wake)](
                               const std::string&, Partition partition) { return make(partition); };
  };
  return host::run_program(
      {.service = "notification",
       .does = "Tells citizens and next of kin about a delivery, as they have agreed to",
       .port = 8424,
       .wire = wire,
       .add_options = [&channels](CLI::App& app) { notification::add_channel_options(app, channels); }},
      argc, argv);
}
