// Somebody who hears what dispatch says and sends commands at moments of their own.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "matbud/dispatch/v1/events.pb.h"
#include "matbud/log/follower.h"
#include "post.h"

namespace matbud::demo {

/// Not thread-safe. Log and post must outlive it.
class Listener {
 public:
  using Hear = std::function<void(const dispatch::v1::DispatchEvent& event, const std::string& area)>;
  /// `hear` is called for each event of dispatch, in the order of its partition.
  Listener(log::Log& log, Post& post, std::uint32_t partitions, Hear hear);
  /// Hears what is new and sends what is due at `now`; returns whether anything moved. Throws std::runtime_error when
  /// the log cannot be followed.
  bool step(Timestamp now);
  /// To be sent at that moment, ms since the epoch, UTC.
  void at(std::int64_t moment_ms, log::Command command);
  /// When the next command is sent.
  [[nodiscard]] std::optional<Timestamp> next() const;

 private:
  Post& post_;
  Hear hear_;
  std::vector<std::unique_ptr<log::Follower>> followers_;
  std::multimap<Timestamp, log::Command> agenda_;
};

}  // namespace matbud::demo
