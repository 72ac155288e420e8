// Joins the owners of a topic and stays until it is killed. member BROKERS TOPIC
#include <iostream>
#include <span>

#include "matbud/log/kafka/kafka_log.h"

int main(int argc, char** argv) {
  const std::span words{argv, static_cast<std::size_t>(argc)};
  if (words.size() != 3) return 2;
  matbud::log::KafkaSettings settings;
  settings.brokers = words[1];
  settings.session_timeout = std::chrono::seconds{3};
  const auto log = matbud::log::KafkaLog::open(settings);
  const auto ownership = log ? (*log)->join(words[2]) : tl::unexpected{log.error()};
  if (!ownership) {
    std::cerr << ownership.error().message << "\n";
    return 1;
  }
  for (;;) {
    const auto seen = (*log)->activity();
    (void)(*ownership)->current();
    (*log)->wait_for_activity(seen, std::chrono::seconds{1});
  }
}
