// One process at a time works in a directory.
#pragma once

#include <filesystem>

#include "matbud/base/result.h"

namespace matbud::rocks {

/// Holds a directory for as long as it lives; the operating system lets go of it when the process dies, however it
/// dies. Movable, not copyable.
class DirectoryLock {
 public:
  /// Takes the lock (file `lock` in `directory`, which must exist). `conflict` when anybody holds it, this process
  /// included; the message names the directory and the holder's process id. `unavailable` when the file cannot be made.
  [[nodiscard]] static Result<DirectoryLock> take(const std::filesystem::path& directory);

  DirectoryLock(DirectoryLock&& other) noexcept;
  DirectoryLock& operator=(DirectoryLock&& other) noexcept;
  DirectoryLock(const DirectoryLock&) = delete;
  DirectoryLock& operator=(const DirectoryLock&) = delete;
  ~DirectoryLock();

 private:
  explicit DirectoryLock(int file) : file_{file} {}
  int file_ = -1;
};

}  // namespace matbud::rocks
