// Appends to an embedded log and tells on standard output what was acknowledged, until it is killed: partition, first
// offset, and the numbers of the first and last record. Arguments: directory, number of this life.
#include <unistd.h>

#include <deque>
#include <iostream>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "matbud/log/embedded/embedded_log.h"
#include "matbud/log/record.h"

using namespace matbud;
using namespace matbud::log;

namespace {

constexpr std::uint32_t partitions = 4;
constexpr std::size_t in_flight_max = 8;

std::string record(const std::string& life, std::uint64_t number) {
  const auto value = life + "/" + std::to_string(number);
  Envelope envelope;
  envelope.key = "area";
  envelope.value = value;
  return encode(envelope);
}

/// One partition's writer, and the numbers of the records in its appends.
struct Line {
  std::unique_ptr<Writer> writer;
  std::deque<std::pair<std::uint64_t, std::uint64_t>> in_flight;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const std::string life = argv[2];
  const SystemClock clock;
  EmbeddedSettings settings;
  settings.segment_bytes = 64U << 10U;
  settings.heads_interval = std::chrono::milliseconds{20};
  const auto log = EmbeddedLog::open(argv[1], clock, settings);
  if (!log) {
    std::cerr << log.error().message << '\n';
    return 1;
  }
  const TopicSpec specs[] = {{"ordering.events.v1", partitions, false}};
  if (!(*log)->create_topics(specs)) return 1;
  std::vector<Line> lines(partitions);
  for (std::uint32_t partition = 0; partition < partitions; ++partition) {
    auto writer = (*log)->open_writer({"ordering.events.v1", Partition{partition}});
    if (!writer) return 1;
    lines[partition].writer = std::move(*writer);
  }
  std::minstd_rand random{static_cast<unsigned>(std::stoul(life))};
  for (std::uint64_t number = 0;;) {
    const auto seen = (*log)->activity();
    for (std::uint32_t partition = 0; partition < partitions; ++partition) {
      auto& [writer, in_flight] = lines[partition];
      while (const auto outcome = writer->poll()) {
        if (!outcome->known) return 1;
        const auto [first, last] = in_flight.front();
        in_flight.pop_front();
        const auto told = std::to_string(partition) + " " + std::to_string(outcome->first.value()) + " " +
                          std::to_string(first) + " " + std::to_string(last) + "\n";
        if (::write(STDOUT_FILENO, told.data(), told.size()) < 0) return 0;
      }
      while (writer->in_flight() < in_flight_max) {
        const auto first = number;
        std::vector<std::string> records;
        for (auto left = 1 + random() % 5; left > 0; --left) records.push_back(record(life, number++));
        in_flight.emplace_back(first, number - 1);
        writer->append(std::move(records));
      }
    }
    (*log)->wait_for_activity(seen, std::chrono::seconds{1});
  }
}
