// matbud demo: a made-up municipality lives through its days, to watch or headless; ends with a summary and the
// invariants.
#include "matbud/demo/demo.h"

#include "commands.h"
#include "matbud/apis/http_apis.h"
#include "matbud/demo/beside.h"
#include "matbud/host/entrance.h"
#include "matbud/host/foreground.h"
#include "matbud/host/health.h"
#include "matbud/host/metrics.h"
#include "matbud/host/stop_signal.h"
#include "matbud/pages/status.h"

#ifndef MATBUD_INPUTS
#define MATBUD_INPUTS "../shared/data"
#endif

namespace matbud::cli {
namespace {

struct DemoOptions {
  demo::Options demo;
  host::ForegroundOptions http;
  double speed = 1800;
  std::chrono::minutes skipped{0};
  bool headless = false;
  bool you_drive = false;
  demo::BesideOptions beside;
};

nlohmann::json as_json(const demo::Summary& summary, const std::filesystem::path& directory) {
  return {{"data", directory.string()},   {"orders", summary.orders_by_step},
          {"events", summary.events},     {"records", summary.records},
          {"void", summary.voided},       {"parked", summary.parked},
          {"mails", summary.mails},       {"text_messages", summary.text_messages},
          {"letters", summary.letters},   {"digest", summary.digest},
          {"an_order", summary.an_order}, {"violations", summary.violations}};
}

void print(const demo::Summary& summary, const std::filesystem::path& directory, std::ostream& out) {
  out << "orders:";
  for (const auto& [step, count] : summary.orders_by_step) out << " " << step << " " << count;
  out << "\nrecords: " << summary.records << ", events " << summary.events << ", void " << summary.voided << ", parked "
      << summary.parked << "\ntold: " << summary.mails << " mails, " << summary.text_messages << " text messages, "
      << summary.letters << " letters in " << (directory / "mailbox").string() << "\ndigest: " << summary.digest
      << "\ninvariants: " << (summary.violations.empty() ? "all hold" : "violated") << "\n";
  for (const auto& violation : summary.violations) out << "  " << violation << "\n";
  out << "the data lies in " << directory.string() << "; try next:\n";
  std::vector<std::string> next{"order list --limit 5", "log verify", "events cat --topic dispatch.events.v1",
                                "mailbox list"};
  if (!summary.an_order.empty()) next.insert(next.begin() + 1, "order trace " + summary.an_order);
  for (const auto& words : next) out << "  matbud " << words << " --data " << directory.string() << "\n";
}

/// Whom one can be by a click: the driver is one who has runs.
std::vector<web::SomebodyToBe> people_of(const demo::Crew& crew) {
  auto people = web::DevelopmentIssuer::people_of_the_demo();
  for (auto& somebody : people) {
    if (somebody.role == web::Role::driver && !crew.drivers.empty()) somebody.subject = crew.drivers.begin()->second;
  }
  return people;
}

/// The pages, and as whom to look at them.
std::vector<std::pair<std::string, std::string>> pages_of(const demo::Crew& crew) {
  std::vector<std::pair<std::string, std::string>> pages{
      {"status", "/"}, {"kitchen table", "/kitchen-table/?as=care_worker/worker-1/3024/hjemmetjenesten-vest"}};
  const auto municipality = crew.area_id.substr(0, crew.area_id.find('-'));
  for (const auto& [name, driver] : crew.drivers)
    pages.emplace_back("driver, " + name, "/driver/?as=driver/" + driver + "/" + municipality);
  pages.emplace_back("dispatcher", "/dispatcher/?as=dispatcher/dispatcher-1/" + municipality);
  pages.emplace_back("packing", "/packing/?as=picker/picker-1/3024/dagros");
  pages.emplace_back("operator", "/operator/?as=operator/operator-1");
  pages.emplace_back("manager", "/manager/?as=manager/manager-1/" + municipality);
  pages.emplace_back("api", "/api/openapi.json");
  return pages;
}

/// The demo with a page to look at, until Ctrl-C.
Result<demo::Summary> live_to_watch(const DemoOptions& options, bool json, const Streams& streams) {
  std::optional<host::StopSignal> stop{std::in_place};
  telemetry::Metrics metrics;
  std::unique_ptr<web::Server> server;
  const apis::HttpApis apis;
  demo::Audience audience;
  audience.wire = [&](host::Wiring& wiring) { apis.add_read_models(wiring); };
  audience.speed = options.speed;
  audience.skipped = options.skipped;
  const auto crew = demo::first_crew(options.demo);
  audience.wait = [&](std::chrono::milliseconds patience) { return stop->wait_for(patience); };
  audience.on_commit = host::commit_timer(metrics);
  audience.opened = [&](host::Installation& installation, host::Pipeline& pipeline,
                        const Clock& clock) -> Result<void> {
    host::watch_pipeline(metrics, pipeline, installation.log(), clock);
    installation.home().watch(metrics);
    web::Router router;
    host::add_health(router, pipeline, metrics);
    pages::add_status(router, installation, pipeline, clock);
    const auto entrance = host::Entrance::for_development(people_of(crew));
    entrance.add_to(router);
    apis.add_to(router, entrance.gate(), installation, pipeline, clock);
    auto started = web::Server::start(std::move(router), host::http_settings(options.http));
    if (!started) return tl::unexpected{started.error()};
    server = std::move(*started);
    host::print_addresses(server->address(), pages_of(crew), installation, json, streams.out);
    streams.messages << options.speed << " demo seconds pass in a second; Ctrl-C ends the demo with a summary\n";
    return {};
  };
  audience.closing = [&] {
    server->stop();
    stop.reset();  // a second Ctrl-C ends the process at once
  };
  auto demo = options.demo;
  if (options.you_drive) {
    for (const auto& [name, driver] : crew.drivers) demo.driven_by_people.insert(driver);
  }
  return demo::live_before(audience, demo, streams.messages);
}

void print(const demo::BesideSummary& summary, bool json, std::ostream& out) {
  if (json) {
    out << nlohmann::json{{"asked", summary.asked},
                          {"ended", summary.ended},
                          {"notified", summary.notified},
                          {"median_to_the_door_ms", summary.median_to_the_door.count()},
                          {"longest_to_the_door_ms", summary.longest_to_the_door.count()},
                          {"violations", summary.violations}}
               .dump()
        << "\n";
    return;
  }
  out << "orders: asked for " << summary.asked << ", notified " << summary.notified;
  for (const auto& [how, count] : summary.ended) out << ", " << how << " " << count;
  out << "\nfrom the kitchen table to the door: median " << summary.median_to_the_door.count() << " ms, longest "
      << summary.longest_to_the_door.count() << " ms\n";
  for (const auto& violation : summary.violations) out << "  " << violation << "\n";
}

/// The demo's people, while the services run elsewhere.
Exit live_beside(const Common& common, DemoOptions options, const Streams& streams) {
  host::StopSignal stop;
  auto& beside = options.beside;
  if (!options.headless) beside.orders = 0;
  if (options.you_drive) beside.area_left_to_people = demo::area_left_to_people;
  beside.installation = common.installation;
  beside.inputs = options.demo.inputs;
  beside.seed = options.demo.seed;
  beside.citizens_per_area = options.demo.citizens_per_area;
  const auto introduced = [&] {
    streams.messages << "the people are introduced, and the services may start\n";
    streams.messages.flush();
  };
  const auto summary = demo::live_beside(
      beside, introduced, [&](std::chrono::milliseconds patience) { return stop.wait_for(patience); },
      streams.messages);
  if (!summary) return report(streams, summary.error());
  print(*summary, common.json, streams.out);
  return options.headless && !summary->violations.empty() ? Exit::difference : Exit::ok;
}

Exit live(const Common& common, DemoOptions options, const Streams& streams) {
  if (common.installation.kafka) return live_beside(common, std::move(options), streams);
  const auto& directory = common.installation.directory;
  options.demo.directory = directory;
  const auto summary =
      options.headless ? demo::live(options.demo, streams.messages) : live_to_watch(options, common.json, streams);
  if (!summary) return report(streams, summary.error());
  if (common.json) {
    streams.out << as_json(*summary, directory).dump() << "\n";
  } else {
    print(*summary, directory, streams.out);
  }
  return summary->violations.empty() ? Exit::ok : Exit::difference;
}

}  // namespace

void add_demo(CLI::App& parent, Common& common, std::function<Exit(const Streams&)>& chosen) {
  auto options = std::make_shared<DemoOptions>();
  options->demo.inputs = MATBUD_INPUTS;
  options->http.port = 8420;
  auto* command =
      parent.add_subcommand("demo",
                            "live through days of a made-up municipality, faster than the clock, until Ctrl-C; "
                            "with --kafka, be its people on the real clock while services run elsewhere");
  command
      ->add_option("--seed", options->demo.seed,
                   "the same seed gives the same people and wishes; headless, the same records byte for byte")
      ->capture_default_str();
  command->add_option("--speed", options->speed, "demo seconds that pass in a second")
      ->capture_default_str()
      ->check(CLI::Range(1.0, 1e6));
  command
      ->add_option_function<int>(
          "--skip-hours", [options](int hours) { options->skipped = std::chrono::hours{hours}; },
          "with a page to watch: begin so many hours after six on the first morning")
      ->check(CLI::Range(0, 24 * 366));
  command->add_flag(
      "--you-drive", options->you_drive,
      "leave the runs of the drivers whose pages are named to whoever opens these; with --kafka, packing and "
      "driving in one area");
  command->add_flag("--headless", options->headless,
                    "as fast as possible, to the end of --days, without a page to watch");
  command->add_option("--days", options->demo.days, "with --headless: days on which orders are placed")
      ->capture_default_str()
      ->check(CLI::Range(1, 366));
  command->add_option("--citizens", options->demo.citizens_per_area, "citizens in each of five areas")
      ->capture_default_str()
      ->check(CLI::Range(1, 1000));
  command->add_option("--inputs", options->demo.inputs, "directory of products-nordic.csv and baskets.csv")
      ->capture_default_str();
  command
      ->add_option("--orders", options->beside.orders,
                   "with --kafka and --headless: so many orders, and the end when each has reached its own")
      ->default_val(40)
      ->check(CLI::Range(1U, 1'000'000U));
  command
      ->add_option_function<std::int64_t>(
          "--order-every-ms",
          [options](std::int64_t ms) { options->beside.order_every = std::chrono::milliseconds{ms}; },
          "with --kafka: time between two orders (default: 500)")
      ->check(CLI::Range(1, 3'600'000));
  host::add_http_options(*command, options->http);
  command->callback([&common, &chosen, options] {
    chosen = [&common, options](const Streams& streams) { return live(common, *options, streams); };
  });
}

}  // namespace matbud::cli
