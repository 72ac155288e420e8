#include "matbud/formats/file.h"

#include <fstream>
#include <system_error>

namespace matbud::formats {

Result<std::string> read_file(const std::filesystem::path& path, std::size_t bytes_max) {
  std::error_code why;
  if (!std::filesystem::is_regular_file(path, why))
    return failure(Error::Code::not_found, path.string() + ": there is no such file");
  std::ifstream file{path, std::ios::binary};
  if (!file) return failure(Error::Code::unavailable, path.string() + ": cannot be opened for reading");
  std::string bytes;
  bytes.resize(bytes_max + 1);
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (file.bad()) return failure(Error::Code::unavailable, path.string() + ": reading failed");
  const auto size = static_cast<std::size_t>(file.gcount());
  if (size > bytes_max)
    return failure(Error::Code::invalid, path.string() + ": is larger than " + std::to_string(bytes_max) + " bytes");
  bytes.resize(size);
  bytes.shrink_to_fit();
  return bytes;
}

}  // namespace matbud::formats
