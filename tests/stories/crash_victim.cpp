// One life of the town, told line by line on standard output until somebody kills it.
//   crash_victim DIRECTORY LIFE        lives on for ever; odd lives run on threads, even ones are stepped
//   crash_victim DIRECTORY LIFE finish orders nothing more, lives until every order has reached its end, and leaves
// Lines: `opened`; `acknowledged TOPIC PARTITION OFFSET ID`; `told EFFECT`; `finished`.
#include <unistd.h>

#include <iostream>
#include <string>

#include "matbud/stories/town.h"

namespace {

using namespace matbud;

// Orders of the last days are delivered up to a week later: Easter, Christmas and Sundays lie between.
constexpr int days_to_the_last_delivery = 9;

/// One write a line: what the pipe has taken outlives this process.
void tell(const std::string& line) {
  const auto whole = line + "\n";
  if (::write(STDOUT_FILENO, whole.data(), whole.size()) != static_cast<ssize_t>(whole.size())) ::_exit(3);
}

void live(const std::string& directory, int life, bool finish) {
  stories::TownSettings settings;
  settings.directory = directory;
  settings.threads = life % 2 == 1;
  settings.log.segment_bytes = 1U << 20U;  // so that files are made now and then
  settings.log.heads_interval = std::chrono::milliseconds{20};
  settings.on_acknowledged = [](const stories::Acknowledged& command) {
    tell("acknowledged " + command.place.topic + " " + std::to_string(command.place.partition.value()) + " " +
         std::to_string(command.offset.value()) + " " + command.id);
  };
  settings.on_told = [](const std::string& effect_id) { tell("told " + effect_id); };
  stories::Town town{std::move(settings)};
  tell("opened");
  town.introduce();
  const auto today = town.today();
  for (auto day = today; !finish || day < today + days_to_the_last_delivery; ++day) {
    town.morning(day);
    if (!finish) town.visits(day);
  }
  tell("finished");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  try {
    live(argv[1], std::stoi(argv[2]), argc > 3);
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
  return 0;
}
