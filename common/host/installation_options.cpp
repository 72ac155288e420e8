#include "matbud/host/installation_options.h"

namespace matbud::host {
namespace {

/// Where --kafka leaves its settings: the installation has none until it is given.
log::KafkaSettings& kafka_of(Settings& settings, const std::string& client_id) {
  if (!settings.kafka) {
    settings.kafka.emplace();
    settings.kafka->client_id = client_id;
  }
  return *settings.kafka;
}

void add_tls_options(CLI::App& app, Settings& settings, const std::string& client_id, CLI::Option* kafka) {
  const auto add = [&](const char* name, const char* what, std::filesystem::path log::KafkaTls::*file) {
    return app
        .add_option_function<std::string>(
            name,
            [&settings, client_id, file](const std::string& path) {
              auto& tls = kafka_of(settings, client_id).tls;
              if (!tls) tls.emplace();
              (*tls).*file = path;
            },
            what)
        ->needs(kafka);
  };
  auto* ca = add("--tls-ca", "PEM file: who may have signed the brokers' certificates", &log::KafkaTls::ca);
  auto* certificate =
      add("--tls-cert", "PEM file: our certificate; its subject is our principal", &log::KafkaTls::certificate);
  auto* key = add("--tls-key", "PEM file: its private key", &log::KafkaTls::key);
  for (auto* one : {ca, certificate, key}) {
    for (auto* other : {ca, certificate, key}) {
      if (one != other) one->needs(other);
    }
  }
}

}  // namespace

void add_installation_options(CLI::App& app, Settings& settings, const std::string& client_id) {
  constexpr std::int64_t session_ms_min = 1000;
  constexpr std::int64_t session_ms_max = 300'000;
  app.add_option("--data", settings.directory,
                 "directory of the installation; with --kafka, of this process's own state")
      ->capture_default_str();
  app.add_option("--master-key", settings.master_key, "file of the master key (default: master.key in --data)");
  auto* kafka = app.add_option_function<std::string>(
      "--kafka",
      [&settings, client_id](const std::string& brokers) { kafka_of(settings, client_id).brokers = brokers; },
      "the log is on this cluster: HOST:PORT,... of any of its brokers (default: embedded, in --data)");
  app.add_option_function<std::string>(
         "--kafka-client-id",
         [&settings, client_id](const std::string& name) { kafka_of(settings, client_id).client_id = name; },
         "names this process in the brokers' logs (default: " + client_id + ")")
      ->needs(kafka);
  app.add_option_function<std::int64_t>(
         "--kafka-session-ms",
         [&settings, client_id](std::int64_t ms) {
           kafka_of(settings, client_id).session_timeout = std::chrono::milliseconds{ms};
         },
         "after so long without a word from this process, others take its partitions over (default: 10000)")
      ->check(CLI::Range(session_ms_min, session_ms_max))
      ->needs(kafka);
  add_tls_options(app, settings, client_id, kafka);
}

}  // namespace matbud::host
