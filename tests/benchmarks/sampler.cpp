#include "sampler.h"

#include <signal.h>
#include <sys/time.h>
#include <ucontext.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace matbud::benchmarks {
namespace {

constexpr int sample_every_us = 1000;
constexpr std::size_t regions_max = 64;

/// Executable memory of one library. Written before the timer starts; the handler only reads it and counts.
struct Region {
  std::uintptr_t from = 0;
  std::uintptr_t to = 0;
  std::string library;
};
std::array<Region, regions_max> regions;
std::array<std::atomic<std::uint64_t>, regions_max + 1> samples;  // the last: nowhere known
std::size_t regions_count = 0;

void read_regions() {
  regions_count = 0;
  std::ifstream maps{"/proc/self/maps"};
  for (std::string line; std::getline(maps, line) && regions_count < regions_max;) {
    std::istringstream words{line};
    std::string range, rights, offset, device, inode, path;
    words >> range >> rights >> offset >> device >> inode >> path;
    const auto dash = range.find('-');
    if (rights.find('x') == std::string::npos || path.empty() || dash == std::string::npos) continue;
    regions[regions_count++] = {std::stoul(range.substr(0, dash), nullptr, 16),
                                std::stoul(range.substr(dash + 1), nullptr, 16),
                                std::filesystem::path{path}.filename().string()};
  }
}

void count(int, siginfo_t*, void* context) {
#ifdef __x86_64__
  const auto at = static_cast<std::uintptr_t>(static_cast<ucontext_t*>(context)->uc_mcontext.gregs[REG_RIP]);
#else
  const auto at = static_cast<std::uintptr_t>(static_cast<ucontext_t*>(context)->uc_mcontext.pc);
#endif
  std::size_t region = 0;
  while (region < regions_count && (at < regions[region].from || at >= regions[region].to)) ++region;
  samples[region < regions_count ? region : regions_max].fetch_add(1, std::memory_order_relaxed);
}

void set_timer(int interval_us) {
  itimerval timer{};
  timer.it_interval.tv_usec = timer.it_value.tv_usec = interval_us;
  if (setitimer(ITIMER_PROF, &timer, nullptr) != 0) throw std::runtime_error{"no profiling timer"};
}

}  // namespace

Sampler::Sampler() {
  read_regions();
  for (auto& counter : samples) counter = 0;
  struct sigaction action {};
  action.sa_sigaction = count;
  action.sa_flags = SA_SIGINFO | SA_RESTART;
  if (sigaction(SIGPROF, &action, nullptr) != 0) throw std::runtime_error{"no profiling signal"};
  set_timer(sample_every_us);
}

Sampler::~Sampler() { set_timer(0); }

std::vector<LibraryShare> Sampler::stop() {
  set_timer(0);
  std::vector<LibraryShare> shares;
  const auto add = [&](const std::string& library, std::uint64_t more) {
    const auto known =
        std::find_if(shares.begin(), shares.end(), [&](const auto& share) { return share.library == library; });
    if (known != shares.end()) {
      known->samples += more;
    } else if (more > 0) {
      shares.push_back({library, more});
    }
  };
  for (std::size_t i = 0; i < regions_count; ++i) add(regions[i].library, samples[i]);
  add("elsewhere", samples[regions_max]);
  std::sort(shares.begin(), shares.end(), [](const auto& a, const auto& b) { return a.samples > b.samples; });
  return shares;
}

double share_of(const std::vector<LibraryShare>& shares, const std::vector<std::string>& libraries) {
  std::uint64_t all = 0;
  std::uint64_t theirs = 0;
  for (const auto& share : shares) {
    all += share.samples;
    for (const auto& library : libraries) theirs += share.library.starts_with(library) ? share.samples : 0;
  }
  return all == 0 ? 0 : static_cast<double>(theirs) / static_cast<double>(all);
}

void print(std::ostream& out, const std::vector<LibraryShare>& shares) {
  for (const auto& share : shares) {
    const auto percent = 100 * share_of(shares, {share.library});
    if (percent >= 0.5) out << "    " << static_cast<int>(percent * 10) / 10.0 << " % " << share.library << "\n";
  }
}

}  // namespace matbud::benchmarks
