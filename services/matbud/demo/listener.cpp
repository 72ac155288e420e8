#include "listener.h"

#include <stdexcept>
#include <utility>

#include "matbud/log/topics.h"

namespace matbud::demo {

Listener::Listener(log::Log& log, Post& post, std::uint32_t partitions, Hear hear)
    : post_{post}, hear_{std::move(hear)} {
  for (std::uint32_t p = 0; p < partitions; ++p) {
    const log::TopicPartition place{std::string{log::dispatch_events}, Partition{p}};
    followers_.push_back(std::make_unique<log::Follower>(log, place, true, log::chain_start(place)));
  }
}

bool Listener::step(Timestamp now) {
  bool moved = false;
  for (auto& follower : followers_) {
    for (;;) {
      const auto followed = follower->next();
      if (!followed) throw std::runtime_error{followed.error().message};
      if (!*followed) break;
      moved = true;
      dispatch::v1::DispatchEvent event;
      const auto value = (*followed)->record.value;
      if (event.ParseFromArray(value.data(), static_cast<int>(value.size())))
        hear_(event, std::string{(*followed)->record.key});
    }
  }
  while (!agenda_.empty() && agenda_.begin()->first <= now) {
    post_.send(agenda_.begin()->second, now);
    agenda_.erase(agenda_.begin());
    moved = true;
  }
  return moved;
}

void Listener::at(std::int64_t moment_ms, log::Command command) {
  agenda_.emplace(from_ms(moment_ms), std::move(command));
}

std::optional<Timestamp> Listener::next() const {
  if (agenda_.empty()) return std::nullopt;
  return agenda_.begin()->first;
}

}  // namespace matbud::demo
