#include "damage_mark.h"

#include <fstream>
#include <system_error>

namespace matbud::store {

void DamageMark::set(const std::string& what) noexcept {
  if (is_set_.exchange(true)) return;
  std::ofstream{file_} << what << '\n';
}

std::optional<std::string> DamageMark::found() const {
  std::error_code error;
  if (!std::filesystem::exists(file_, error)) return std::nullopt;
  std::string words;
  std::ifstream mark{file_};
  std::getline(mark, words);
  return words;
}

}  // namespace matbud::store
