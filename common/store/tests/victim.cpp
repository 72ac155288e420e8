// Writes rising numbers to two keys of a space at once and tells each on standard output when it is written, until it
// is killed. Arguments: the store's directory.
#include <unistd.h>

#include <cstdint>
#include <iostream>
#include <string>

#include "matbud/store/rocks_store.h"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const auto store = matbud::store::RocksStore::open(argv[1]);
  if (!store) {
    std::cerr << store.error().message << '\n';
    return 1;
  }
  const auto space = (*store)->open_space("ordering", matbud::Partition{3});
  if (!space) return 1;
  const auto reached = (*space)->get("position");
  for (std::uint64_t number = reached ? std::stoull(*reached) + 1 : 1;; ++number) {
    const auto text = std::to_string(number);
    (*space)->write({{"state", text}, {"position", text}});
    const auto line = text + "\n";
    if (::write(STDOUT_FILENO, line.data(), line.size()) < 0) return 0;
  }
}
