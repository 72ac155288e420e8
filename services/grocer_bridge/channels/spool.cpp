#include "matbud/grocer_bridge/channels/spool.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

#include "matbud/formats/file.h"

namespace matbud::grocer_bridge {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t bytes_max = std::size_t{2} * 1024 * 1024;
constexpr const char* folders[] = {"out", "in", "done", "refused", ".new"};

/// Owns a file descriptor.
class Descriptor {
 public:
  explicit Descriptor(int value) : value_{value} {}
  ~Descriptor() {
    if (value_ >= 0) ::close(value_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int value() const { return value_; }

 private:
  int value_;
};

tl::unexpected<Error> outage(const fs::path& path, const char* what) {
  return failure(Error::Code::retryable, path.string() + ": " + what + ": " + std::strerror(errno));
}

Result<void> sync_folder(const fs::path& folder) {
  const Descriptor descriptor{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (descriptor.value() < 0 || ::fsync(descriptor.value()) != 0) return outage(folder, "cannot be synced");
  return {};
}

Result<void> write_and_sync(const fs::path& path, std::string_view bytes) {
  const Descriptor descriptor{::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640)};
  if (descriptor.value() < 0) return outage(path, "cannot be opened for writing");
  while (!bytes.empty()) {
    const auto written = ::write(descriptor.value(), bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR) return outage(path, "cannot be written");
    if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::fsync(descriptor.value()) != 0) return outage(path, "cannot be synced");
  return {};
}

}  // namespace

Spool::Spool(const fs::path& root, const GrocerId& grocer, OnStep on_step)
    : folder_{root / grocer.value()}, on_step_{std::move(on_step)} {}

Result<void> Spool::prepare() {
  for (const auto* const name : folders) {
    std::error_code why;
    fs::create_directories(folder_ / name, why);
    if (why) return failure(Error::Code::unavailable, (folder_ / name).string() + ": " + why.message());
  }
  return {};
}

Result<void> Spool::put_out(const std::string& name, std::string_view bytes) {
  const auto known = formats::read_file(folder_ / "out" / name, bytes_max);
  if (known && *known == bytes) return sync_folder(folder_ / "out");
  return write_whole(folder_ / "out", name, bytes);
}

Result<void> Spool::write_whole(const fs::path& folder, const std::string& name, std::string_view bytes) {
  const auto fresh = folder_ / ".new" / (folder.filename().string() + "-" + name);
  step("write");
  if (auto written = write_and_sync(fresh, bytes); !written) return written;
  step("rename");
  if (::rename(fresh.c_str(), (folder / name).c_str()) != 0) return outage(folder / name, "cannot be renamed to");
  step("sync");
  return sync_folder(folder);
}

Result<std::vector<std::string>> Spool::incoming() const {
  std::vector<std::string> names;
  std::error_code why;
  for (fs::directory_iterator at{folder_ / "in", why}, end; !why && at != end; at.increment(why)) {
    const auto name = at->path().filename().string();
    std::error_code gone;
    if (!name.starts_with('.') && at->is_regular_file(gone) && !at->is_symlink(gone)) names.push_back(name);
  }
  if (why) return failure(Error::Code::retryable, (folder_ / "in").string() + ": " + why.message());
  std::sort(names.begin(), names.end());
  return names;
}

Result<std::string> Spool::read_in(const std::string& name) const {
  return formats::read_file(folder_ / "in" / name, bytes_max);
}

Result<void> Spool::finish(const std::string& name, const std::string& as) { return move_in_to(name, "done", as); }

Result<void> Spool::refuse(const std::string& name, const std::string& as, const std::string& why) {
  if (auto written = write_whole(folder_ / "refused", as + ".txt", why + "\n"); !written) return written;
  return move_in_to(name, "refused", as);
}

Result<void> Spool::move_in_to(const std::string& name, const char* to, const std::string& as) {
  step("move");
  if (::rename((folder_ / "in" / name).c_str(), (folder_ / to / as).c_str()) != 0 && errno != ENOENT)
    return outage(folder_ / "in" / name, "cannot be moved");
  step("sync");
  if (auto synced = sync_folder(folder_ / to); !synced) return synced;
  return sync_folder(folder_ / "in");
}

}  // namespace matbud::grocer_bridge
