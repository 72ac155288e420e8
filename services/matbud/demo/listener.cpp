#include "listener.h"

#include <utility>

namespace matbud::demo {

Listener::Listener(log::Log& log, Post& post, std::uint32_t partitions, const std::vector<std::string_view>& topics,
                   Hear hear)
    : post_{post}, hear_{std::move(hear)} {
  for (const auto topic : topics) {
    for (std::uint32_t p = 0; p < partitions; ++p) {
      const log::TopicPartition place{std::string{topic}, Partition{p}};
      followers_.push_back(std::make_unique<log::Follower>(log, place, true, log::chain_start(place)));
    }
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
      hear_(**followed);
    }
  }
  while (!agenda_.empty() && agenda_.begin()->first <= now) {
    post_.send(agenda_.begin()->second.command, now);
    agenda_.erase(agenda_.begin());
    moved = true;
  }
  return moved;
}

void Listener::at(std::int64_t moment_ms, log::Command command, std::string about) {
  agenda_.emplace(from_ms(moment_ms), Intent{std::move(command), std::move(about)});
}

void Listener::forget(const std::string& about) {
  std::erase_if(agenda_, [&](const auto& one) { return one.second.about == about; });
}

std::optional<Timestamp> Listener::next() const {
  if (agenda_.empty()) return std::nullopt;
  return agenda_.begin()->first;
}

}  // namespace matbud::demo
