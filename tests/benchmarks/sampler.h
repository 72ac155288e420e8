// Where the processor time goes, seen from inside: a timer interrupts the process every millisecond of processor time,
// and what it interrupts is counted by the library that the code belongs to. perf shows more; this needs no rights.
#pragma once

#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

namespace matbud::benchmarks {

/// One library's part of the samples.
struct LibraryShare {
  std::string library;  ///< file name, without directory
  std::uint64_t samples = 0;
};

/// Counts from construction to stop(). One at a time in a process; it owns SIGPROF while it lives.
class Sampler {
 public:
  Sampler();
  ~Sampler();
  Sampler(const Sampler&) = delete;
  Sampler& operator=(const Sampler&) = delete;

  /// Most samples first. Time in the kernel counts for the library that called it.
  [[nodiscard]] std::vector<LibraryShare> stop();
};

/// The part of all samples that lie in libraries whose names start with one of these, 0 to 1.
[[nodiscard]] double share_of(const std::vector<LibraryShare>& shares, const std::vector<std::string>& libraries);
void print(std::ostream& out, const std::vector<LibraryShare>& shares);

}  // namespace matbud::benchmarks
