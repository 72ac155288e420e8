// Every projection from nothing: how fast the folds of all services and read models come out of the log.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "matbud/host/installation.h"

namespace matbud::benchmarks {

/// One projection, all its partitions.
struct Rebuilt {
  std::string name;
  std::uint64_t events = 0;
  double seconds = 0;
  double cpu_seconds = 0;
};

/// Folds every processor's topic and every read model's topics into a new store in `directory`, one projection after
/// another, its partitions shared by `threads` threads. The directory is removed afterwards.
[[nodiscard]] std::vector<Rebuilt> rebuild_everything(host::Installation& installation,
                                                      const std::filesystem::path& directory, unsigned threads);

}  // namespace matbud::benchmarks
