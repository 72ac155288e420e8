// matbud status: how far each service has come, by partition.
#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <optional>

#include "commands.h"
#include "http_get.h"
#include "matbud/host/config_file.h"
#include "matbud/host/stop_signal.h"
#include "matbud/log/kafka/kafka_log.h"
#include "matbud/log/topics.h"
#include "matbud/pipeline/services.h"
#include "standings.h"

namespace matbud::cli {
namespace {

constexpr const char* serve_url = "http://127.0.0.1:8420";

struct StatusOptions {
  std::vector<std::string> urls;  ///< of running programs; empty: from the cluster, or of `matbud serve`
  bool watch = false;
  double every_s = 2;
  std::uint64_t looks = 0;  ///< 0: no end
};

using Standings = std::vector<Standing>;

/// What the programs at these addresses say of themselves.
Result<Standings> ask_programs(const std::vector<std::string>& urls) {
  Standings all;
  for (auto url : urls) {
    while (url.ends_with('/')) url.pop_back();
    const auto page = http_get(url + "/metrics");
    if (!page) return tl::unexpected{page.error()};
    const auto some = standings_from_metrics(*page);
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

/// What the owners on a cluster have told their groups.
class Cluster {
 public:
  [[nodiscard]] static Result<Cluster> open(const log::KafkaSettings& settings) {
    auto log = log::KafkaLog::open(settings);
    if (!log) return tl::unexpected{log.error()};
    const auto topics = (*log)->topics();
    if (!topics) return tl::unexpected{topics.error()};
    const auto is_ours = [](const auto& topic) { return topic.name == log::ordering_events; };
    const auto found = std::find_if(topics->begin(), topics->end(), is_ours);
    if (found == topics->end()) return failure(Error::Code::not_found, "no installation on " + settings.brokers);
    return Cluster{std::move(*log), pipeline::all_processors(log::grocers_in(*topics)), found->partitions};
  }

  [[nodiscard]] Result<Standings> look() {
    Standings all;
    for (const auto& spec : specs_) {
      const auto told = log_->told(spec.own_topic);
      if (!told) return tl::unexpected{told.error()};
      for (std::uint32_t p = 0; p < partitions_; ++p) {
        const auto of_partition = [p](const auto& one) { return one.partition.value() == p; };
        const auto found = std::find_if(told->begin(), told->end(), of_partition);
        if (found != told->end()) {
          all.push_back(standing_from(spec, *found, *log_, clock_.now()));
        } else {
          Standing unknown;
          unknown.processor = spec.name;
          unknown.partition = Partition{p};
          all.push_back(std::move(unknown));
        }
      }
    }
    return all;
  }

 private:
  Cluster(std::unique_ptr<log::KafkaLog> log, std::vector<processor::ProcessorSpec> specs, std::uint32_t partitions)
      : log_{std::move(log)}, specs_{std::move(specs)}, partitions_{partitions} {}

  SystemClock clock_;
  std::unique_ptr<log::KafkaLog> log_;
  std::vector<processor::ProcessorSpec> specs_;
  std::uint32_t partitions_;
};

Exit show(const Common& common, const StatusOptions& options, const std::function<Result<Standings>()>& look,
          std::optional<host::StopSignal>& stop, const Streams& streams) {
  const auto pause = std::chrono::milliseconds{static_cast<std::int64_t>(options.every_s * 1000)};
  const bool clears = options.watch && !common.json && &streams.out == &std::cout && ::isatty(STDOUT_FILENO) != 0;
  for (std::uint64_t looked = 1;; ++looked) {
    const auto standings = look();
    if (!standings) return report(streams, standings.error());
    if (clears) streams.out << "\x1b[H\x1b[2J";
    print(*standings, common.json, streams.out);
    streams.out.flush();
    if (!stop || looked == options.looks || stop->wait_for(pause)) return Exit::ok;
  }
}

Exit status(const Common& common, const StatusOptions& options, const Streams& streams) {
  std::optional<host::StopSignal> stop;
  if (options.watch) stop.emplace();  // before the log's threads
  const auto& kafka = common.installation.kafka;
  if (!options.urls.empty() || !kafka) {
    const auto urls = options.urls.empty() ? std::vector<std::string>{serve_url} : options.urls;
    return show(
        common, options, [&urls] { return ask_programs(urls); }, stop, streams);
  }
  auto cluster = Cluster::open(*kafka);
  if (!cluster) return report(streams, cluster.error());
  return show(
      common, options, [&cluster] { return cluster->look(); }, stop, streams);
}

}  // namespace

void add_status(CLI::App& parent, Common& common, std::function<Exit(const Streams&)>& chosen) {
  auto* command = parent.add_subcommand("status", "show how far each service has come: lag, catch-up, parked inputs");
  const auto options = std::make_shared<StatusOptions>();
  command->add_option("--url", options->urls,
                      "ask the program that runs there; may be given for several (default: with --kafka what owners "
                      "have told the cluster, else " +
                          std::string{serve_url} + ")");
  auto* watch = command->add_flag("--watch", options->watch, "again and again, until Ctrl-C");
  command->add_option("--every", options->every_s, "seconds between two looks")
      ->needs(watch)
      ->check(CLI::Range(0.01, 3600.0))
      ->capture_default_str();
  command->add_option("--looks", options->looks, "end after so many")->needs(watch)->check(CLI::PositiveNumber);
  host::add_config_option(*command);
  command->callback([&common, &chosen, options] {
    chosen = [&common, options](const Streams& streams) { return status(common, *options, streams); };
  });
}

}  // namespace matbud::cli
