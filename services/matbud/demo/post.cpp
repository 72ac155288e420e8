#include "post.h"

#include <stdexcept>

namespace matbud::demo {

void Post::send(const log::Command& command, Timestamp now) {
  const log::TopicPartition place{command.topic, log::partition_of(command, partitions_)};
  auto& box = boxes_[place];
  box.waiting.push_back(log::encode_command(command, now, "/matbud/demo"));
  hand_over(place, box);
}

void Post::hand_over(const log::TopicPartition& place, Box& box) {
  if (!box.writer) {
    auto opened = log_.open_writer(place);
    if (!opened && opened.error().code == Error::Code::retryable) return;
    if (!opened) throw std::runtime_error{opened.error().message};
    box.writer = std::move(*opened);
  }
  for (; !box.waiting.empty(); box.waiting.pop_front()) {
    box.writer->append({box.waiting.front()});
    box.sent.push_back(std::move(box.waiting.front()));
  }
}

void Post::collect() {
  for (auto& [place, box] : boxes_) {
    while (box.writer) {
      const auto outcome = box.writer->poll();
      if (!outcome) break;
      if (outcome->known) {
        box.sent.pop_front();
        continue;
      }
      box.writer.reset();
      box.waiting.insert(box.waiting.begin(), box.sent.begin(), box.sent.end());
      box.sent.clear();
    }
    if (!box.waiting.empty()) hand_over(place, box);
  }
}

std::size_t Post::under_way() const {
  std::size_t commands = 0;
  for (const auto& [place, box] : boxes_) commands += box.sent.size() + box.waiting.size();
  return commands;
}

}  // namespace matbud::demo
