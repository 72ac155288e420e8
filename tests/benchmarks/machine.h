// What every benchmark prints first, and how it prints a spread.
#pragma once

#include <sys/resource.h>

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

namespace matbud::benchmarks {

inline std::string line_of(const std::string& file, const std::string& key) {
  std::ifstream in{file};
  for (std::string line; std::getline(in, line);) {
    if (!line.starts_with(key)) continue;
    const auto value = line.find_first_not_of(" \t:", key.size());
    return value == std::string::npos ? "" : line.substr(value);
  }
  return "unknown";
}

inline void print_machine(std::ostream& out) {
  out << "machine: " << line_of("/proc/cpuinfo", "model name") << ", " << std::thread::hardware_concurrency()
      << " hardware threads, memory " << line_of("/proc/meminfo", "MemTotal") << "\n";
}

/// Resident memory of this process now, in MB.
inline double resident_mb() { return std::stod("0" + line_of("/proc/self/status", "VmRSS")) / 1024.0; }

/// Largest resident memory of this process so far, in MB.
inline double peak_resident_mb() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

/// Processor time of this process so far, in seconds.
inline double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

/// The value below which `share` of the sorted values lie.
inline double percentile(std::vector<double> values, double share) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return values[std::min(values.size() - 1, static_cast<std::size_t>(share * static_cast<double>(values.size())))];
}

inline void print_spread(std::ostream& out, const std::string& what, const std::vector<double>& runs,
                         const std::string& unit) {
  out << what << ": median " << percentile(runs, 0.5) << " " << unit << ", min "
      << *std::min_element(runs.begin(), runs.end()) << ", max " << *std::max_element(runs.begin(), runs.end()) << " ("
      << runs.size() << " runs)\n";
}

}  // namespace matbud::benchmarks
