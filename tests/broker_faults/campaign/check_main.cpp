// fault_checker --kafka BROKERS HISTORY: exit 0 when nothing was found, 4 when something was, 5 when it could not look.
#include <CLI/CLI.hpp>
#include <iostream>

#include "checker.h"
#include "matbud/host/exit.h"
#include "matbud/log/kafka/kafka_log.h"

namespace {

int run(int argc, char** argv) {
  using namespace matbud;
  CLI::App app{"Judges a campaign of faults by its topics, projections and history", "fault_checker"};
  log::KafkaSettings settings;
  settings.client_id = "fault-checker";
  std::string file;
  app.add_option("--kafka", settings.brokers, "HOST:PORT of the cluster")->required();
  app.add_option("history", file, "what the campaign wrote")->required();
  CLI11_PARSE(app, argc, argv);
  const auto fail = [](const Error& error) {
    std::cerr << "fault_checker: " << error.message << "\n";
    return static_cast<int>(host::Exit::unreachable);
  };
  const auto history = broker_faults::read_history(file);
  if (!history) return fail(history.error());
  const auto log = log::KafkaLog::open(settings);
  if (!log) return fail(log.error());
  const auto verdict = broker_faults::check(**log, *history);
  if (!verdict) return fail(verdict.error());
  std::cout << verdict->orders << " acknowledged orders (" << verdict->refused << " refused), "
            << verdict->notifications << " notifications, " << verdict->records << " records, " << verdict->voided
            << " void, " << verdict->projections << " projections compared\n";
  for (const auto& finding : verdict->findings) std::cout << finding << "\n";
  std::cout << (verdict->findings.empty() ? "nothing lost, nothing doubled, no fork followed, every projection equal\n"
                                          : "NOT as it must be\n");
  return static_cast<int>(verdict->findings.empty() ? host::Exit::ok : host::Exit::difference);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "fault_checker: " << error.what() << "\n";
    return static_cast<int>(matbud::host::Exit::unreachable);
  }
}
