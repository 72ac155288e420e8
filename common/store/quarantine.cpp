#include <string>
#include <system_error>

#include "matbud/store/rocks_store.h"

namespace matbud::store {

Result<std::filesystem::path> quarantine(const std::filesystem::path& directory) {
  std::error_code error;
  if (!std::filesystem::is_directory(directory, error))
    return failure(Error::Code::not_found, directory.string() + " is not a directory");
  auto plain = directory.lexically_normal();
  if (!plain.has_filename()) plain = plain.parent_path();  // `state/` and `state` are the same store
  for (int n = 1;; ++n) {
    const std::filesystem::path aside = plain.string() + ".corrupt-" + std::to_string(n);
    if (std::filesystem::exists(aside, error)) continue;
    std::filesystem::rename(plain, aside, error);
    if (error) return failure(Error::Code::unavailable, plain.string() + " cannot be moved aside: " + error.message());
    return aside;
  }
}

}  // namespace matbud::store
