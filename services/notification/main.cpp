// matbud-notification: people are told.
#include "matbud/host/program.h"
#include "matbud/notification/email_setup.h"
#include "matbud/notification/processor_spec.h"

int main(int argc, char** argv) {
  using namespace matbud;
  notification::SmtpSettings smtp;
  const auto wire = [&smtp](host::Installation& installation, host::Wiring& wiring, const Clock& clock) {
    wiring.processors = {notification::processor_spec()};
    if (smtp.host.empty()) return;
    const auto wake = [&log = installation.log()] { log.wake(); };
    wiring.make_effector = [make = notification::email_effectors(smtp, installation.keys(), clock, wake)](
                               const std::string&, Partition partition) { return make(partition); };
  };
  return host::run_program({.service = "notification",
                            .does = "Tells citizens and next of kin about a delivery, as they have agreed to",
                            .port = 8424,
                            .wire = wire,
                            .add_options = [&smtp](CLI::App& app) { notification::add_email_options(app, smtp); }},
                           argc, argv);
}
