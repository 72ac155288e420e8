// Serves the town of the stories until its standard input ends, for programs that are not ours: prints where.
#include <unistd.h>

#include <filesystem>
#include <iostream>
#include <limits>

#include "served_town.h"

int main() {
  const auto home = std::filesystem::temp_directory_path() / ("matbud_town." + std::to_string(::getpid()));
  matbud::apis::ServedTown town{home, {}};
  std::cout << town.running().address() << std::endl;
  std::cin.ignore(std::numeric_limits<std::streamsize>::max());
  return 0;
}
