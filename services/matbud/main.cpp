#include <unistd.h>

#include "matbud/cli/command.h"

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  return matbud::cli::run(arguments, {std::cout, std::cerr, std::cin, ::isatty(STDERR_FILENO) == 1});
}
