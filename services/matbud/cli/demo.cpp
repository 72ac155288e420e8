// matbud demo: a made-up municipality lives through its days; ends with a summary and the invariants.
#include "matbud/demo/demo.h"

#include "commands.h"

#ifndef MATBUD_INPUTS
#define MATBUD_INPUTS "../shared/data"
#endif

namespace matbud::cli {
namespace {

struct DemoOptions {
  demo::Options demo;
  bool headless = false;
};

nlohmann::json as_json(const demo::Summary& summary, const std::filesystem::path& directory) {
  return {{"data", directory.string()},      {"orders", summary.orders_by_step}, {"events", summary.events},
          {"records", summary.records},      {"void", summary.voided},           {"parked", summary.parked},
          {"mails", summary.mails},          {"digest", summary.digest},         {"an_order", summary.an_order},
          {"violations", summary.violations}};
}

void print(const demo::Summary& summary, const std::filesystem::path& directory, std::ostream& out) {
  out << "orders:";
  for (const auto& [step, count] : summary.orders_by_step) out << " " << step << " " << count;
  out << "\nrecords: " << summary.records << ", events " << summary.events << ", void " << summary.voided << ", parked "
      << summary.parked << "\nmails: " << summary.mails << " in " << (directory / "mailbox").string()
      << "\ndigest: " << summary.digest << "\ninvariants: " << (summary.violations.empty() ? "all hold" : "violated")
      << "\n";
  for (const auto& violation : summary.violations) out << "  " << violation << "\n";
  out << "the data lies in " << directory.string() << "; try next:\n";
  for (const auto& next : {std::string{"order list --limit 5"}, "order trace " + summary.an_order,
                           std::string{"log verify"}, std::string{"events cat --topic dispatch.events.v1"}}) {
    out << "  matbud " << next << " --data " << directory.string() << "\n";
  }
}

Exit live(const Common& common, DemoOptions options, const Streams& streams) {
  options.demo.directory = common.data;
  const auto summary = demo::live(options.demo, streams.messages);
  if (!summary) return report(streams, summary.error());
  if (common.json) {
    streams.out << as_json(*summary, common.data).dump() << "\n";
  } else {
    print(*summary, common.data, streams.out);
  }
  return summary->violations.empty() ? Exit::ok : Exit::difference;
}

}  // namespace

void add_demo(CLI::App& parent, Common& common, std::function<Exit(const Streams&)>& chosen) {
  auto options = std::make_shared<DemoOptions>();
  options->demo.inputs = MATBUD_INPUTS;
  auto* command =
      parent.add_subcommand("demo", "live through some days of a made-up municipality, faster than the clock");
  command->add_option("--seed", options->demo.seed, "the same seed gives the same records, byte for byte")
      ->capture_default_str();
  command->add_option("--days", options->demo.days, "days on which orders are placed")
      ->capture_default_str()
      ->check(CLI::Range(1, 366));
  command->add_option("--citizens", options->demo.citizens_per_area, "citizens in each of five areas")
      ->capture_default_str()
      ->check(CLI::Range(1, 1000));
  command->add_option("--inputs", options->demo.inputs, "directory of products-nordic.csv and baskets.csv")
      ->capture_default_str();
  command->add_flag("--headless", options->headless,
                    "end with the summary; there is no page to watch yet, so it always does");
  command->callback([&common, &chosen, options] {
    chosen = [&common, options](const Streams& streams) { return live(common, *options, streams); };
  });
}

}  // namespace matbud::cli
