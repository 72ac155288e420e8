// Where people's and robots' commands enter the log: at least once, again after an unknown outcome, as the pages and
// the API do.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <string>

#include "matbud/log/command.h"
#include "matbud/log/simulated.h"

namespace matbud::simulation {

class Edge {
 public:
  Edge(log::SimulatedLog& log, const Clock& clock, std::uint32_t partitions)
      : log_{log}, clock_{clock}, partitions_{partitions} {}

  /// Queues a command; step() appends it.
  void send(const log::Command& command);
  /// Queues canonical bytes: a grocer's answer, a key.
  void send(const log::TopicPartition& place, std::string canonical);
  /// Takes outcomes in and appends what waits; whether anything moved.
  bool step();
  [[nodiscard]] bool idle() const;
  /// Whether nothing is on its way to this place.
  [[nodiscard]] bool idle(const log::TopicPartition& place) const;

 private:
  /// One partition that is written to.
  struct Line {
    std::unique_ptr<log::Writer> writer;
    std::deque<std::string> waiting;
    std::deque<std::string> unacknowledged;
  };
  bool step(const log::TopicPartition& place, Line& line);

  log::SimulatedLog& log_;
  const Clock& clock_;
  std::uint32_t partitions_;
  std::map<log::TopicPartition, Line> lines_;
};

}  // namespace matbud::simulation
