// How far from the best known is a plan after a second, and after ten? Prints one line a file; times are those of
// this process's processor, so that a busy machine does not make the planner look worse than it is.
//
//   build/release/bin/dispatch_vrptw_bench [--seconds 1,10] [--best FILE] [--seed N] FILE...
//
// --best: lines of `name distance`; without it only distances are printed, except for the files whose best known this
// program knows.
#include <algorithm>
#include <ctime>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "matbud/dispatch/vrptw.h"

namespace matbud::dispatch {
namespace {

struct Options {
  std::vector<double> seconds{1, 10};
  std::map<std::string, double> best{{"C101", 828.94}, {"C201", 591.56}, {"R101", 1642.88}, {"RC101", 1623.58}};
  std::uint64_t seed = 1;
  std::vector<std::string> files;
};

double processor_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

void read_best(const std::string& path, std::map<std::string, double>& best) {
  std::ifstream file{path};
  std::string name;
  for (double distance = 0; file >> name >> distance;) best[name] = distance;
}

bool parse(int argc, char** argv, Options& options) {
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word.rfind("--", 0) != 0) {
      options.files.push_back(word);
      continue;
    }
    if (i + 1 == argc) return false;
    const std::string value = argv[++i];
    if (word == "--seconds") {
      options.seconds.clear();
      std::istringstream list{value};
      for (std::string part; std::getline(list, part, ',');) options.seconds.push_back(std::stod(part));
    } else if (word == "--best") {
      read_best(value, options.best);
    } else if (word == "--seed") {
      options.seed = std::stoull(value);
    } else {
      return false;
    }
  }
  return !options.files.empty();
}

/// Mean and worst gap of all files at one time.
struct Gaps {
  double sum = 0;
  double worst = 0;
  int files = 0;
};

void measure(const Options& options, const std::string& path, std::vector<Gaps>& gaps) {
  std::ifstream file{path};
  const auto instance = read_vrptw(file, path);
  if (!instance) {
    std::cout << instance.error().message << "\n";
    return;
  }
  const auto best = options.best.find(instance->name);
  std::cout << std::left << std::setw(10) << instance->name << std::right;
  for (std::size_t i = 0; i < options.seconds.size(); ++i) {
    const double started = processor_seconds();
    const auto seconds = options.seconds[i];
    std::int64_t steps = 0;
    const auto plan = plan_vrptw(*instance, VrptwObjective::distance, options.seed, [&](std::int64_t done) {
      steps = done;
      return (processor_seconds() - started) / seconds;
    });
    std::cout << std::fixed << " | " << std::setprecision(1) << seconds << " s " << std::setprecision(2) << std::setw(9)
              << plan.distance << " in " << std::setw(2) << plan.routes.size();
    if (best != options.best.end()) {
      const double gap = 100 * (plan.distance / best->second - 1);
      gaps[i].sum += gap;
      gaps[i].worst = std::max(gaps[i].worst, gap);
      ++gaps[i].files;
      std::cout << std::setw(6) << gap << " %";
    }
    std::cout << std::setw(8) << steps / 1000 << "k steps";
    if (!plan.unserved.empty()) std::cout << ", " << plan.unserved.size() << " unserved";
  }
  std::cout << std::endl;
}

}  // namespace
}  // namespace matbud::dispatch

int main(int argc, char** argv) {
  matbud::dispatch::Options options;
  if (!matbud::dispatch::parse(argc, argv, options)) {
    std::cerr << "usage: dispatch_vrptw_bench [--seconds 1,10] [--best FILE] [--seed N] FILE...\n";
    return 2;
  }
  std::vector<matbud::dispatch::Gaps> gaps(options.seconds.size());
  for (const auto& file : options.files) matbud::dispatch::measure(options, file, gaps);
  for (std::size_t i = 0; i < gaps.size(); ++i) {
    if (gaps[i].files == 0) continue;
    std::cout << options.seconds[i] << " s: mean " << gaps[i].sum / gaps[i].files << " %, worst " << gaps[i].worst
              << " %, " << gaps[i].files << " files\n";
  }
}
