#include "post.h"

#include <algorithm>

namespace matbud::stories {

Result<void> Post::send(const log::Command& command, Timestamp now) {
  const log::TopicPartition place{command.topic, log::partition_of(command, partitions_)};
  auto& line = lines_[place];
  if (!line.writer) {
    auto opened = log_.open_writer(place);
    if (!opened) return tl::unexpected{opened.error()};
    line.writer = std::move(*opened);
  }
  line.in_flight.push_back(command.id);
  line.writer->append({log::encode_command(command, now, "/matbud/stories")});
  return {};
}

Result<bool> Post::collect() {
  bool moved = false;
  for (auto& [place, line] : lines_) {
    while (const auto outcome = line.writer->poll()) {
      if (!outcome->known) return failure(Error::Code::retryable, to_string(place) + ": " + outcome->why_unknown);
      moved = true;
      if (on_acknowledged_) on_acknowledged_({place, outcome->first, line.in_flight.front()});
      line.in_flight.pop_front();
    }
  }
  return moved;
}

bool Post::quiet() const {
  return std::all_of(lines_.begin(), lines_.end(), [](const auto& line) { return line.second.in_flight.empty(); });
}

}  // namespace matbud::stories
