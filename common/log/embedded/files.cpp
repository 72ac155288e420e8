#include "files.h"

#include <memory>

#include "matbud/rocks/status.h"

namespace matbud::log::embedded {

rocksdb::IOStatus replace_file(rocksdb::FileSystem& files, const std::filesystem::path& path,
                               const std::string& bytes) {
  const auto beside = path.string() + ".new";
  auto status = rocksdb::WriteStringToFile(&files, bytes, beside, true);
  if (status.ok()) status = files.RenameFile(beside, path.string(), rocksdb::IOOptions{}, nullptr);
  if (status.ok()) status = sync_directory(files, path.parent_path());
  return status;
}

rocksdb::IOStatus sync_directory(rocksdb::FileSystem& files, const std::filesystem::path& directory) {
  std::unique_ptr<rocksdb::FSDirectory> opened;
  auto status = files.NewDirectory(directory.string(), rocksdb::IOOptions{}, &opened, nullptr);
  if (status.ok()) status = opened->Fsync(rocksdb::IOOptions{}, nullptr);
  return status;
}

tl::unexpected<Error> file_failure(const rocksdb::IOStatus& status, const std::string& path) {
  return tl::unexpected{rocks::error_from(status, path)};
}

}  // namespace matbud::log::embedded
