#include "post.h"

#include <stdexcept>

namespace matbud::demo {

void Post::send(const log::Command& command, Timestamp now) {
  const log::TopicPartition place{command.topic, log::partition_of(command, partitions_)};
  auto& writer = writers_[place];
  if (!writer) {
    auto opened = log_.open_writer(place);
    if (!opened) throw std::runtime_error{opened.error().message};
    writer = std::move(*opened);
  }
  writer->append({log::encode_command(command, now, "/matbud/demo")});
}

void Post::collect() {
  for (auto& [place, writer] : writers_) {
    while (const auto outcome = writer->poll()) {
      if (!outcome->known) throw std::runtime_error{to_string(place) + ": " + outcome->why_unknown};
    }
  }
}

}  // namespace matbud::demo
