// The list of planted bugs. Each is a line `if (planted("..."))` at its natural place in the code.
#include "matbud/simulation/simulation.h"

namespace matbud::simulation {

const std::vector<Plant>& plants() {
  static const std::vector<Plant> all{};
  return all;
}

}  // namespace matbud::simulation
