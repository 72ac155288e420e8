// matbud simulate: every service under bad luck, seed by seed.
#include <algorithm>
#include <charconv>
#include <thread>

#include "commands.h"
#include "matbud/base/plant.h"
#include "matbud/simulation/simulation.h"
#include "progress.h"

namespace matbud::cli {
namespace {

struct Seeds {
  std::uint64_t first;
  std::uint64_t last;
};

struct SimulateOptions {
  std::string seeds = "1..100";
  std::string plant;
  bool go_on = false;
  unsigned threads = std::max(1U, std::thread::hardware_concurrency());
  simulation::Options run;
};

/// `7` or `1..500`; nothing when it is neither.
std::optional<Seeds> seeds_from(std::string_view text) {
  const auto number = [](std::string_view digits) -> std::optional<std::uint64_t> {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return value;
  };
  const auto dots = text.find("..");
  const auto first = number(text.substr(0, dots));
  const auto last = dots == text.npos ? first : number(text.substr(dots + 2));
  if (!first || !last || *last < *first || *last == UINT64_MAX) return std::nullopt;
  return Seeds{*first, *last};
}

std::string again(const SimulateOptions& options, std::uint64_t seed) {
  auto command = "matbud simulate --seeds " + std::to_string(seed);
  const simulation::Options usual;
  if (!options.plant.empty()) command += " --plant " + options.plant;
  if (options.run.steps != usual.steps) command += " --steps " + std::to_string(options.run.steps);
  if (options.run.trace_lines != usual.trace_lines) command += " --trace " + std::to_string(options.run.trace_lines);
  return command;
}

nlohmann::json as_json(const simulation::Counts& counts) {
  return {{"seeds", counts.seeds},
          {"steps", counts.steps},
          {"records", counts.records},
          {"accepted", counts.accepted},
          {"void", counts.voided},
          {"doubled", counts.doubled},
          {"orphans", counts.orphans},
          {"unknown", counts.unknown},
          {"kills", counts.kills},
          {"moves", counts.moves},
          {"zombies", counts.zombies},
          {"spaces_lost", counts.spaces_lost},
          {"clock_jumps", counts.clock_jumps},
          {"parked", counts.parked},
          {"redriven", counts.redriven},
          {"orders_placed", counts.orders_placed},
          {"orders_closed", counts.orders_closed},
          {"orders_cancelled", counts.orders_cancelled},
          {"taken_over", counts.taken_over},
          {"refusals", counts.refusals},
          {"notifications", counts.notifications},
          {"digests", counts.digests},
          {"sends", counts.sends},
          {"redecided", counts.redecided}};
}

void print_json(const simulation::Campaign& campaign, const SimulateOptions& options, std::ostream& out) {
  auto broken = nlohmann::json::array();
  for (const auto& outcome : campaign.broken) {
    broken.push_back({{"seed", outcome.seed},
                      {"invariant", outcome.invariant},
                      {"message", outcome.message},
                      {"digest", outcome.digest},
                      {"trace", outcome.trace},
                      {"again", again(options, outcome.seed)}});
  }
  out << nlohmann::json{{"counts", as_json(campaign.counts)}, {"broken", broken}}.dump() << "\n";
}

void print(const simulation::Campaign& campaign, std::ostream& out) {
  const auto& counts = campaign.counts;
  out << counts.seeds << " seeds, " << counts.steps << " steps, " << counts.records << " records, " << counts.accepted
      << " accepted, " << counts.voided << " void, " << counts.kills << " kills, " << counts.moves << " moves, "
      << counts.zombies << " zombies, " << counts.unknown << " unknown, " << counts.orphans << " orphans, "
      << counts.doubled << " doubled, " << counts.parked << " parked, " << counts.orders_placed << " placed, "
      << counts.orders_cancelled << " cancelled, " << counts.orders_closed << " closed, " << counts.refusals
      << " refused, " << counts.notifications << " notifications, " << counts.digests << " digests, " << counts.sends
      << " sent\n"
      << (campaign.broken.empty() ? "every invariant held" : "broken seeds: " + std::to_string(campaign.broken.size()))
      << "\n";
}

Exit simulate(const Common& common, const SimulateOptions& options, const Streams& streams) {
  const auto seeds = seeds_from(options.seeds);
#ifdef MATBUD_PLANTS
  planted_bug() = options.plant;
#endif
  simulation::Campaign campaign;
  {
    Progress progress{common, streams, "seeds"};
    campaign = simulation::run_seeds(
        seeds->first, seeds->last, options.run, options.threads, [&](const simulation::Outcome& outcome) {
          progress.add(1);
          if (outcome.held) return true;
          progress.wipe();
          if (!common.json)
            streams.out << simulation::as_text(outcome) << "  again: " << again(options, outcome.seed) << std::endl;
          return options.go_on;
        });
  }
#ifdef MATBUD_PLANTS
  planted_bug().clear();
#endif
  if (common.json) {
    print_json(campaign, options, streams.out);
  } else {
    print(campaign, streams.out);
  }
  return campaign.broken.empty() ? Exit::ok : Exit::failure;
}

/// What is wrong with the name of a plant; empty when nothing is.
std::string trouble_with_plant(const std::string& name) {
#ifdef MATBUD_PLANTS
  for (const auto& plant : simulation::plants()) {
    if (plant.name == name) return {};
  }
  return "no such planted bug: " + name + "; tests/simulation/README.md lists them";
#else
  return "the planted bug " + name + " is not in this program: release builds have none";
#endif
}

}  // namespace

void add_simulate(CLI::App& parent, Common& common, std::function<Exit(const Streams&)>& chosen) {
  auto* command = parent.add_subcommand(
      "simulate", "run every service under faults that seeds choose; exits 1 when an invariant breaks");
  const auto options = std::make_shared<SimulateOptions>();
  command->add_option("--seeds", options->seeds, "the seeds: A..B, both included, or one")
      ->capture_default_str()
      ->check([](const std::string& text) {
        return seeds_from(text) ? std::string{} : text + " is neither a seed nor A..B";
      });
  command->add_option("--plant", options->plant, "switch this planted bug on: the simulation must catch it")
      ->check(trouble_with_plant);
  command->add_option("--steps", options->run.steps, "steps with faults in each run")->capture_default_str();
  command->add_option("--trace", options->run.trace_lines, "how many of the last steps a failure tells")
      ->capture_default_str();
  command->add_flag("--go-on", options->go_on, "do not stop at the first broken seed");
  command->add_option("--threads", options->threads, "seeds at once")->check(CLI::Range(1U, 64U));
  command->callback([&common, &chosen, options] {
    chosen = [&common, options](const Streams& streams) { return simulate(common, *options, streams); };
  });
}

}  // namespace matbud::cli
