// A small town served by a process of its own, so that its memory and processor time are its alone.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>

namespace matbud::benchmarks {

/// Serves apis::ServedTown, with 12 partitions on the embedded log, until this goes out of scope.
class TownProcess {
 public:
  /// To be made before this process has threads. Throws std::runtime_error when the town does not begin.
  TownProcess();
  ~TownProcess();
  TownProcess(const TownProcess&) = delete;
  TownProcess& operator=(const TownProcess&) = delete;

  [[nodiscard]] pid_t pid() const { return pid_; }
  /// Resident memory now, in MB.
  [[nodiscard]] double resident_mb() const;
  /// Processor time so far, in seconds.
  [[nodiscard]] double cpu_seconds() const;
  /// Header lines of somebody who may order for the citizen.
  [[nodiscard]] std::string worker() const;

  std::uint16_t port = 0;
  std::string area;
  std::string citizen;  ///< who minds nothing and has no budget
  std::string unit;     ///< the citizen's
  std::string good;     ///< a product

 private:
  pid_t pid_ = -1;
};

inline constexpr std::uint32_t town_partitions = 12;

}  // namespace matbud::benchmarks
