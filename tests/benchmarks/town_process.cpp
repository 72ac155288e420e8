#include "town_process.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "machine.h"
#include "served_town.h"

namespace matbud::benchmarks {
namespace {

constexpr std::uint32_t window_orders = 100'000;

/// In the child: tells where the town is, and waits to be ended.
[[noreturn]] void serve(int tell) {
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);
  sigset_t end{};
  sigemptyset(&end);
  sigaddset(&end, SIGTERM);
  sigprocmask(SIG_BLOCK, &end, nullptr);  // of every thread: one waits for it
  try {
    const auto home = std::filesystem::temp_directory_path() / ("matbud_town." + std::to_string(::getpid()));
    apis::ServedTown town{home, {}, town_partitions, window_orders};
    const auto& citizen = town.world().citizens.back();
    const nlohmann::json told{{"port", town.port()},
                              {"area", town.world().areas.front().area_id()},
                              {"citizen", citizen.id.value()},
                              {"unit", citizen.service_unit},
                              {"good", town.goods().front()}};
    const auto text = told.dump();
    if (::write(tell, text.data(), text.size()) < 0) std::_Exit(1);
    ::close(tell);
    int signal = 0;
    sigwait(&end, &signal);
  } catch (const std::exception& error) {
    std::cerr << "the town has failed: " << error.what() << "\n";
    std::_Exit(1);
  }
  std::_Exit(0);
}

std::string everything_from(int pipe) {
  std::array<char, 8192> text{};
  std::string all;
  for (ssize_t got = 0; (got = ::read(pipe, text.data(), text.size())) > 0;)
    all.append(text.data(), static_cast<std::size_t>(got));
  return all;
}

}  // namespace

TownProcess::TownProcess() {
  std::array<int, 2> told{};
  if (::pipe(told.data()) != 0) throw std::runtime_error{"no pipe"};
  pid_ = ::fork();
  if (pid_ == 0) serve(told[1]);
  ::close(told[1]);
  const auto text = everything_from(told[0]);
  ::close(told[0]);
  if (text.empty()) throw std::runtime_error{"the town has not begun"};
  const auto json = nlohmann::json::parse(text);
  port = json.at("port");
  area = json.at("area");
  citizen = json.at("citizen");
  unit = json.at("unit");
  good = json.at("good");
}

TownProcess::~TownProcess() {
  ::kill(pid_, SIGTERM);
  ::waitpid(pid_, nullptr, 0);
}

double TownProcess::resident_mb() const {
  return std::stod("0" + line_of("/proc/" + std::to_string(pid_) + "/status", "VmRSS")) / 1024.0;
}

double TownProcess::cpu_seconds() const {
  clockid_t clock{};
  timespec spent{};
  if (::clock_getcpuclockid(pid_, &clock) != 0 || ::clock_gettime(clock, &spent) != 0) return 0;
  return static_cast<double>(spent.tv_sec) + static_cast<double>(spent.tv_nsec) * 1e-9;
}

std::string TownProcess::worker() const {
  return "matbud-role: care_worker\r\nmatbud-user: w-1\r\nmatbud-municipality: 3024\r\nmatbud-unit: " + unit + "\r\n";
}

}  // namespace matbud::benchmarks
