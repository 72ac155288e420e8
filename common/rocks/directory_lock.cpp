#include "matbud/rocks/directory_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

namespace matbud::rocks {
namespace {

std::string holder_in(int file) {
  std::array<char, 32> text{};
  const auto size = ::pread(file, text.data(), text.size(), 0);
  if (size <= 0) return "an unknown process";
  return "process " + std::string(text.data(), static_cast<std::size_t>(size));
}

}  // namespace

Result<DirectoryLock> DirectoryLock::take(const std::filesystem::path& directory) {
  const auto path = directory / "lock";
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0640);
  if (file < 0) return failure(Error::Code::unavailable, path.string() + ": " + std::generic_category().message(errno));
  DirectoryLock lock{file};
  if (::flock(file, LOCK_EX | LOCK_NB) != 0) {
    return failure(Error::Code::conflict,
                   directory.string() + " is in use by " + holder_in(file) + ": stop it, or choose another directory");
  }
  // Only for the message above: the lock itself is the operating system's.
  const auto own_id = std::to_string(::getpid());
  if (::ftruncate(file, 0) != 0 || ::pwrite(file, own_id.data(), own_id.size(), 0) < 0)
    return failure(Error::Code::unavailable, path.string() + ": " + std::generic_category().message(errno));
  return lock;
}

DirectoryLock::DirectoryLock(DirectoryLock&& other) noexcept : file_{std::exchange(other.file_, -1)} {}

DirectoryLock& DirectoryLock::operator=(DirectoryLock&& other) noexcept {
  std::swap(file_, other.file_);
  return *this;
}

DirectoryLock::~DirectoryLock() {
  if (file_ >= 0) ::close(file_);
}

}  // namespace matbud::rocks
