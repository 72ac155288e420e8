// Somebody who hears what is said on some topics and sends commands at moments of their own.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "matbud/log/follower.h"
#include "post.h"

namespace matbud::demo {

/// What a record says. Throws std::runtime_error when it is no such event.
template <class Event>
[[nodiscard]] Event event_of(const log::Followed& followed) {
  Event event;
  const auto value = followed.record.value;
  if (!event.ParseFromArray(value.data(), static_cast<int>(value.size())))
    throw std::runtime_error{"an event of type " + std::string{followed.record.type} + " does not decode"};
  return event;
}

/// Not thread-safe. Log and post must outlive it.
class Listener {
 public:
  using Hear = std::function<void(const log::Followed& followed)>;
  /// `hear` is called for each record of these chained topics, in the order of its partition.
  Listener(log::Log& log, Post& post, std::uint32_t partitions, const std::vector<std::string_view>& topics, Hear hear);
  /// Hears what is new and sends what is due at `now`; returns whether anything moved. Throws std::runtime_error when
  /// the log cannot be followed.
  bool step(Timestamp now);
  /// To be sent at that moment, ms since the epoch, UTC, unless it is forgotten before. `about`: what it belongs to.
  void at(std::int64_t moment_ms, log::Command command, std::string about = {});
  /// Nothing that belongs to it is sent any more.
  void forget(const std::string& about);
  /// When the next command is sent.
  [[nodiscard]] std::optional<Timestamp> next() const;

 private:
  struct Intent {
    log::Command command;
    std::string about;
  };
  Post& post_;
  Hear hear_;
  std::vector<std::unique_ptr<log::Follower>> followers_;
  std::multimap<Timestamp, Intent> agenda_;
};

}  // namespace matbud::demo
