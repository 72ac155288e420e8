// matbud plan: routes for a file in Solomon's format, to compare the route planner with others.
#include <chrono>
#include <fstream>
#include <iomanip>

#include "commands.h"
#include "matbud/dispatch/vrptw.h"

namespace matbud::cli {
namespace {

struct PlanOptions {
  std::filesystem::path file;
  std::filesystem::path routes;
  double seconds = 1;
  std::int64_t steps = 0;
  std::string objective = "distance";
  std::uint64_t seed = 1;
};

/// Over when the time is, or when the steps are, whichever comes first.
dispatch::SearchProgress progress_for(const PlanOptions& options, std::chrono::steady_clock::time_point started) {
  return [&options, started](std::int64_t steps) {
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - started;
    const double time = passed.count() / options.seconds;
    return options.steps == 0 ? time : std::max(time, static_cast<double>(steps) / static_cast<double>(options.steps));
  };
}

Result<void> write_routes(const std::filesystem::path& path, const dispatch::VrptwPlan& plan) {
  std::ofstream out{path};
  for (const auto& route : plan.routes) {
    for (std::size_t i = 0; i < route.size(); ++i) out << (i == 0 ? "" : " ") << route[i];
    out << "\n";
  }
  out.close();
  if (!out) return failure(Error::Code::unavailable, path.string() + ": cannot be written");
  return {};
}

void print(const Common& common, const dispatch::VrptwInstance& instance, const dispatch::VrptwPlan& plan,
           std::ostream& out) {
  if (common.json) {
    out << nlohmann::json{{"instance", instance.name},
                          {"vehicles", plan.routes.size()},
                          {"distance", plan.distance},
                          {"unserved", plan.unserved}}
               .dump()
        << "\n";
    return;
  }
  out << instance.name << ": " << plan.routes.size() << " vehicles, distance " << std::fixed << std::setprecision(2)
      << plan.distance << "\n";
}

Exit plan(const Common& common, const PlanOptions& options, const Streams& streams) {
  const auto started = std::chrono::steady_clock::now();
  std::ifstream file{options.file};
  if (!file) return report(streams, {Error::Code::not_found, options.file.string() + ": cannot be read"});
  const auto instance = dispatch::read_vrptw(file, options.file.string());
  if (!instance) return report(streams, instance.error());
  const auto objective =
      options.objective == "fleet" ? dispatch::VrptwObjective::fleet : dispatch::VrptwObjective::distance;
  const auto made = dispatch::plan_vrptw(*instance, objective, options.seed, progress_for(options, started));
  print(common, *instance, made, streams.out);
  if (!options.routes.empty()) {
    if (const auto written = write_routes(options.routes, made); !written) return report(streams, written.error());
  }
  if (made.unserved.empty()) return Exit::ok;
  streams.messages << "matbud: no place was found for " << made.unserved.size() << " customers:";
  for (const auto customer : made.unserved) streams.messages << " " << customer;
  streams.messages << "\n";
  return Exit::difference;
}

}  // namespace

void add_plan(CLI::App& parent, Common& common, std::function<Exit(const Streams&)>& chosen) {
  auto options = std::make_shared<PlanOptions>();
  auto* command = parent.add_subcommand("plan", "plan the routes of a file in Solomon's format");
  command->add_option("file", options->file, "the file")->required();
  command->add_option("--seconds", options->seconds, "search no longer than this")
      ->capture_default_str()
      ->check(CLI::Range(0.001, 86'400.0));
  command
      ->add_option("--steps", options->steps,
                   "search no more than so many steps (0: no limit); when they end it before the time does, the same "
                   "seed gives the same routes")
      ->check(CLI::NonNegativeNumber);
  command->add_option("--objective", options->objective, "distance: shortest; fleet: fewest vehicles, then shortest")
      ->capture_default_str()
      ->check(CLI::IsMember({"distance", "fleet"}));
  command->add_option("--seed", options->seed, "where chance begins")->capture_default_str();
  command->add_option("--routes", options->routes,
                      "write the routes here: one a line, customer numbers between blanks");
  command->callback([&common, &chosen, options] {
    chosen = [&common, options](const Streams& streams) { return plan(common, *options, streams); };
  });
}

}  // namespace matbud::cli
