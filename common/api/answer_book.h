// Which commands have been answered, and by which event.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "matbud/api/token.h"
#include "matbud/log/command.h"
#include "matbud/log/log.h"
#include "matbud/log/record.h"
#include "matbud/state/space.h"

namespace matbud::api {

/// Looks in the read model that was made with_answers(), and in the log. Threads may share it.
class AnswerBook {
 public:
  using OpenSpace = std::function<std::unique_ptr<state::Space>(const std::string& name, Partition partition)>;

  /// The log must outlive it. `space` is the read model's.
  AnswerBook(log::Log& log, OpenSpace open_space, std::string space, std::string events_topic, std::uint32_t partitions)
      : log_{log},
        open_space_{std::move(open_space)},
        space_{std::move(space)},
        events_topic_{std::move(events_topic)},
        partitions_{partitions} {}

  /// Where the event lies that answers a command; nothing while none is known. Throws state::StoreFailure.
  [[nodiscard]] std::optional<Token> find(const std::string& command_id) const;
  /// The event there, a batch of one; nothing when the log does not give it now.
  [[nodiscard]] std::optional<log::Batch> read(const Token& place) const;

  enum class Repeat { same, other, unknown };
  /// Whether `command` is what `event` has answered: the same type, subject and key as the event's cause. Unknown when
  /// the cause cannot be read now.
  [[nodiscard]] Repeat compare(const log::Envelope& event, const log::Command& command) const;

 private:
  [[nodiscard]] std::optional<log::Batch> read_one(const log::TopicPartition& place, Offset offset) const;

  log::Log& log_;
  OpenSpace open_space_;
  std::string space_;
  std::string events_topic_;
  std::uint32_t partitions_;
};

}  // namespace matbud::api
