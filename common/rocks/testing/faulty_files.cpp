#include "matbud/rocks/testing/faulty_files.h"

#include <rocksdb/system_clock.h>

#include <algorithm>
#include <fstream>
#include <limits>
#include <system_error>
#include <utility>

namespace matbud::rocks::testing {

namespace fs = std::filesystem;
using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;
using rocksdb::Slice;

/// Written at the end only, as RocksDB does.
class FaultyFile final : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  FaultyFile(FaultyFiles& files, std::string path, std::unique_ptr<rocksdb::FSWritableFile> target)
      : FSWritableFileOwnerWrapper{std::move(target)}, files_{files}, path_{std::move(path)} {}

  IOStatus Append(const Slice& data, const IOOptions& options, IODebugContext* context) override {
    auto status = files_.may_change();
    if (status.ok()) status = target()->Append(data, options, context);
    if (!status.ok()) return status;
    const std::lock_guard guard{files_.mutex_};
    files_.files_[path_].written += data.size();
    return status;
  }
  IOStatus Append(const Slice& data, const IOOptions& options, const rocksdb::DataVerificationInfo& /*info*/,
                  IODebugContext* context) override {
    return Append(data, options, context);
  }
  // The machine keeps its power, so a real sync would only cost time.
  IOStatus Sync(const IOOptions& /*options*/, IODebugContext* /*context*/) override {
    auto status = files_.may_change();
    if (!status.ok() || files_.lying_) return status;
    const std::lock_guard guard{files_.mutex_};
    auto& bytes = files_.files_[path_];
    bytes.synced = bytes.written;
    return status;
  }
  IOStatus Fsync(const IOOptions& options, IODebugContext* context) override { return Sync(options, context); }
  IOStatus RangeSync(std::uint64_t, std::uint64_t, const IOOptions&, IODebugContext*) override {
    return IOStatus::OK();
  }

 private:
  FaultyFiles& files_;
  std::string path_;
};

/// Written in place.
class FaultyPages final : public rocksdb::FSRandomRWFileOwnerWrapper {
 public:
  FaultyPages(FaultyFiles& files, std::string path, std::unique_ptr<rocksdb::FSRandomRWFile> target)
      : FSRandomRWFileOwnerWrapper{std::move(target)}, files_{files}, path_{std::move(path)} {}

  IOStatus Write(std::uint64_t at, const Slice& data, const IOOptions& options, IODebugContext* context) override {
    auto status = files_.may_change();
    std::string before(data.size(), '\0');
    Slice read;
    if (status.ok()) status = target()->Read(at, data.size(), options, &read, before.data(), context);
    if (status.ok()) status = target()->Write(at, data, options, context);
    if (!status.ok()) return status;
    const std::lock_guard guard{files_.mutex_};
    files_.pages_.push_back({path_, at, std::move(before)});
    return status;
  }

 private:
  FaultyFiles& files_;
  std::string path_;
};

class FaultyDirectory final : public rocksdb::FSDirectoryWrapper {
 public:
  FaultyDirectory(FaultyFiles& files, std::string path, std::unique_ptr<rocksdb::FSDirectory> target)
      : FSDirectoryWrapper{std::move(target)}, files_{files}, path_{fs::path{path}.lexically_normal()} {}

  IOStatus Fsync(const IOOptions& /*options*/, IODebugContext* /*context*/) override {
    auto status = files_.may_change();
    if (!status.ok() || files_.lying_) return status;
    const std::lock_guard guard{files_.mutex_};
    std::erase_if(files_.names_, [&](const auto& change) { return fs::path{change.path}.parent_path() == path_; });
    return status;
  }
  IOStatus FsyncWithDirOptions(const IOOptions& options, IODebugContext* context,
                               const rocksdb::DirFsyncOptions& /*which*/) override {
    return Fsync(options, context);
  }

 private:
  FaultyFiles& files_;
  fs::path path_;
};

FaultyFiles::FaultyFiles(fs::path stash)
    : FileSystemWrapper{rocksdb::FileSystem::Default()},
      stash_{std::move(stash)},
      operations_left_{std::numeric_limits<std::int64_t>::max()} {
  fs::remove_all(stash_);
  fs::create_directories(stash_);
}

IOStatus FaultyFiles::may_change() {
  if (operations_left_.fetch_sub(1) <= 0) return IOStatus::IOError("the power is cut");
  if (full_) return IOStatus::NoSpace("the disk is full");
  return IOStatus::OK();
}

std::optional<fs::path> FaultyFiles::stash(const std::string& path, bool keep_original) {
  std::error_code error;
  if (!fs::exists(path, error)) return std::nullopt;
  const auto place = stash_ / std::to_string(stashed_++);
  if (keep_original) {
    fs::create_hard_link(path, place);
  } else {
    fs::rename(path, place);
  }
  return place;
}

IOStatus FaultyFiles::NewWritableFile(const std::string& path, const rocksdb::FileOptions& options,
                                      std::unique_ptr<rocksdb::FSWritableFile>* result, IODebugContext* context) {
  auto status = may_change();
  std::optional<fs::path> before;
  if (status.ok()) {
    const std::lock_guard guard{mutex_};
    before = stash(path, false);
  }
  if (status.ok()) status = target()->NewWritableFile(path, options, result, context);
  if (!status.ok()) return status;
  *result = std::make_unique<FaultyFile>(*this, path, std::move(*result));
  const std::lock_guard guard{mutex_};
  files_[path] = {};
  names_.push_back({NameChange::Kind::made, path, {}, before});
  return status;
}

IOStatus FaultyFiles::NewRandomRWFile(const std::string& path, const rocksdb::FileOptions& options,
                                      std::unique_ptr<rocksdb::FSRandomRWFile>* result, IODebugContext* context) {
  auto status = target()->NewRandomRWFile(path, options, result, context);
  if (status.ok()) *result = std::make_unique<FaultyPages>(*this, path, std::move(*result));
  return status;
}

IOStatus FaultyFiles::NewDirectory(const std::string& path, const IOOptions& options,
                                   std::unique_ptr<rocksdb::FSDirectory>* result, IODebugContext* context) {
  auto status = target()->NewDirectory(path, options, result, context);
  if (status.ok()) *result = std::make_unique<FaultyDirectory>(*this, path, std::move(*result));
  return status;
}

IOStatus FaultyFiles::DeleteFile(const std::string& path, const IOOptions& /*options*/, IODebugContext* /*context*/) {
  auto status = may_change();
  if (!status.ok()) return status;
  const std::lock_guard guard{mutex_};
  const auto before = stash(path, false);
  if (!before) return IOStatus::PathNotFound(path);
  names_.push_back({NameChange::Kind::removed, path, {}, before});
  return status;
}

IOStatus FaultyFiles::RenameFile(const std::string& from, const std::string& to, const IOOptions& options,
                                 IODebugContext* context) {
  auto status = may_change();
  if (!status.ok()) return status;
  const std::lock_guard guard{mutex_};
  const auto before = stash(to, true);
  status = target()->RenameFile(from, to, options, context);
  if (!status.ok()) return status;
  names_.push_back({NameChange::Kind::renamed, to, from, before});
  if (const auto moved = files_.extract(from)) files_[to] = moved.mapped();
  return status;
}

FaultyFiles::Losses FaultyFiles::lose_what_was_not_synced(std::mt19937& random) {
  const std::lock_guard guard{mutex_};
  Losses losses;
  const auto up_to = [&](std::uint64_t most) { return std::uniform_int_distribution<std::uint64_t>{0, most}(random); };
  for (const auto& [path, bytes] : files_) {
    if (bytes.synced == bytes.written || !fs::exists(path)) continue;
    const auto kept = bytes.synced + up_to(bytes.written - bytes.synced);
    losses.bytes += bytes.written - kept;
    fs::resize_file(path, kept);
  }
  for (; !pages_.empty(); pages_.pop_back()) {
    const auto& page = pages_.back();
    const auto torn_at = up_to(page.before.size());  // the new bytes before it, the old ones behind it
    if (!fs::exists(page.path) || up_to(3) != 0) continue;
    std::fstream file{page.path, std::ios::in | std::ios::out | std::ios::binary};
    file.seekp(static_cast<std::streamoff>(page.at + torn_at));
    file.write(page.before.data() + torn_at, static_cast<std::streamsize>(page.before.size() - torn_at));
  }
  // A journal keeps the order of names: some of the newest changes are lost, not one in the middle.
  for (auto lost = up_to(names_.size()); lost > 0; --lost) {
    undo(names_.back());
    names_.pop_back();
    ++losses.names;
  }
  names_.clear();
  files_.clear();
  return losses;
}

void FaultyFiles::undo(const NameChange& change) {
  std::error_code error;
  switch (change.kind) {
    case NameChange::Kind::made: fs::remove(change.path, error); break;
    case NameChange::Kind::renamed: fs::rename(change.path, change.from, error); break;
    case NameChange::Kind::removed: break;
  }
  if (change.stash) fs::rename(*change.stash, change.path, error);
}

namespace {

class RestlessClock final : public rocksdb::SystemClockWrapper {
 public:
  RestlessClock() : SystemClockWrapper{rocksdb::SystemClock::Default()} {}
  const char* Name() const override { return "RestlessClock"; }
  void SleepForMicroseconds(int) override {}
};

class FaultyEnvironment final : public rocksdb::EnvWrapper {
 public:
  explicit FaultyEnvironment(std::shared_ptr<FaultyFiles> files) : EnvWrapper{rocksdb::Env::Default()} {
    file_system_ = std::move(files);
    system_clock_ = std::make_shared<RestlessClock>();
  }
  const char* Name() const override { return "FaultyEnvironment"; }
};

}  // namespace

std::shared_ptr<rocksdb::Env> environment_with(std::shared_ptr<FaultyFiles> files) {
  return std::make_shared<FaultyEnvironment>(std::move(files));
}

}  // namespace matbud::rocks::testing
