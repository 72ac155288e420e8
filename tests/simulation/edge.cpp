#include "edge.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace matbud::simulation {

void Edge::send(const log::Command& command) {
  send({command.topic, log::partition_of(command, partitions_)},
       log::encode_command(command, clock_.now(), "/matbud/simulation"));
}

void Edge::send(const log::TopicPartition& place, std::string canonical) {
  lines_[place].waiting.push_back(std::move(canonical));
}

bool Edge::step() {
  bool moved = false;
  for (auto& [place, line] : lines_) moved = step(place, line) || moved;
  return moved;
}

bool Edge::step(const log::TopicPartition& place, Line& line) {
  bool moved = false;
  while (line.writer) {
    const auto outcome = line.writer->poll();
    if (!outcome) break;
    moved = true;
    if (!outcome->known) {
      line.writer.reset();
      line.waiting.insert(line.waiting.begin(), std::make_move_iterator(line.unacknowledged.begin()),
                          std::make_move_iterator(line.unacknowledged.end()));
      line.unacknowledged.clear();
      break;
    }
    for (std::size_t i = 0; i < outcome->count; ++i) line.unacknowledged.pop_front();
  }
  if (line.waiting.empty()) return moved;
  if (!line.writer) {
    auto writer = log_.open_writer(place);
    if (!writer) return true;
    line.writer = std::move(*writer);
  }
  std::vector<std::string> records{line.waiting.begin(), line.waiting.end()};
  std::move(line.waiting.begin(), line.waiting.end(), std::back_inserter(line.unacknowledged));
  line.waiting.clear();
  line.writer->append(std::move(records));
  return true;
}

bool Edge::idle() const {
  return std::all_of(lines_.begin(), lines_.end(), [&](const auto& line) { return idle(line.first); });
}

bool Edge::idle(const log::TopicPartition& place) const {
  const auto line = lines_.find(place);
  return line == lines_.end() || (line->second.waiting.empty() && line->second.unacknowledged.empty());
}

}  // namespace matbud::simulation
