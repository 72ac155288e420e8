// matbud log copy: an installation's log moves to another home.
#include <chrono>

#include "commands.h"
#include "matbud/host/home.h"
#include "matbud/operations/copy.h"
#include "progress.h"

namespace matbud::cli {
namespace {

constexpr std::string_view embedded = "embedded:";
constexpr std::string_view kafka = "kafka:";

struct CopyOptions {
  std::string from;
  std::string to;
  bool resume = false;
};

std::string trouble_with(const std::string& place) {
  for (const auto kind : {embedded, kafka}) {
    if (place.starts_with(kind) && place.size() > kind.size()) return {};
  }
  return place + " is neither embedded:DIRECTORY nor kafka:HOST:PORT,...";
}

/// `create`: an embedded log is made when it is not there.
Result<std::unique_ptr<host::Home>> open_home(const Common& common, const std::string& place, const Clock& clock,
                                              bool create) {
  if (place.starts_with(embedded))
    return host::open_embedded_home(place.substr(embedded.size()), clock, common.installation.log, create);
  auto settings = common.installation.kafka.value_or(log::KafkaSettings{});
  settings.brokers = place.substr(kafka.size());
  return host::open_kafka_home(settings);
}

Exit copy(const Common& common, const CopyOptions& options, const Streams& streams) {
  const SystemClock clock;
  const auto from = open_home(common, options.from, clock, false);
  if (!from) return report(streams, from.error());
  const auto to = open_home(common, options.to, clock, true);
  if (!to) return report(streams, to.error());
  const auto started = std::chrono::steady_clock::now();
  const auto copied = [&] {
    Progress progress{common, streams, "records copied or compared"};
    return operations::copy((*from)->log(), (*to)->log(),
                            {options.resume, [&](std::size_t more) { progress.add(more); }});
  }();
  if (!copied) {
    if (copied.error().code == Error::Code::retryable)
      streams.messages << "matbud: cut short; --resume goes on from there\n";
    return report(streams, copied.error());
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - started;
  if (common.json) {
    streams.out << nlohmann::json{{"partitions", copied->partitions},
                                  {"records", copied->records},
                                  {"appended", copied->appended},
                                  {"seconds", took.count()}}
                       .dump()
                << "\n";
  } else {
    streams.out << copied->records << " records in " << copied->partitions << " partitions, " << copied->appended
                << " of them appended now, all compared, in " << took.count() << " s\n";
  }
  streams.messages << "matbud: the master key is not part of a log: give the programs the source's by --master-key\n";
  return Exit::ok;
}

}  // namespace

void add_log_copy(CLI::App& group, Common& common, std::function<Exit(const Streams&)>& chosen) {
  auto* command = group.add_subcommand(
      "copy", "copy a whole log to another home, every record at its offset, and compare; stop the services first");
  const auto options = std::make_shared<CopyOptions>();
  command->add_option("--from", options->from, "embedded:DIRECTORY or kafka:HOST:PORT,...")
      ->required()
      ->check(trouble_with);
  command->add_option("--to", options->to, "the same; must be empty. --tls-... with --kafka count for either cluster")
      ->required()
      ->check(trouble_with);
  command->add_flag("--resume", options->resume, "go on with a copy that was cut short");
  command->callback([&common, &chosen, options] {
    chosen = [&common, options](const Streams& streams) { return copy(common, *options, streams); };
  });
}

}  // namespace matbud::cli
