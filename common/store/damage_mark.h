// What a store remembers of damage that was met while it ran.
#pragma once

#include <atomic>
#include <filesystem>
#include <optional>
#include <string>

namespace matbud::store {

/// A file in the store's directory. RocksDB notices at an opening that a file is gone, and a flipped block only when
/// somebody reads it: without the mark a service would start, meet the block and stop again, at every start.
/// Threads may share it.
class DamageMark {
 public:
  explicit DamageMark(const std::filesystem::path& directory) : file_{directory / "damaged"} {}

  /// Leaves the mark with these words. An outage of the disk leaves none: the next reader of the block will.
  void set(const std::string& what) noexcept;
  /// The words of an earlier run; nothing when there is no mark.
  [[nodiscard]] std::optional<std::string> found() const;

 private:
  std::filesystem::path file_;
  std::atomic<bool> is_set_{false};
};

}  // namespace matbud::store
