// What a service's read model for the API hears, handed to those who wait for it in this process.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "matbud/projection/projection.h"

namespace matbud::api {

/// One event as it was heard, with bytes of its own.
struct Heard {
  Partition partition;
  Offset offset;
  Timestamp appended_at;
  std::string canonical;  ///< the record, re-encoded; log::decode gives its parts
  std::string command_id;
};

/// Between the threads that fold and the one that answers. Costs one atomic read an event while nobody waits.
class Tap {
 public:
  using Listener = std::function<void(Heard)>;

  /// From now on `listener` is told of every event, on the threads that fold; null: nobody is.
  void listen(Listener listener);
  /// Whether somebody waits for something now.
  void set_interest(bool interested) { interested_.store(interested, std::memory_order_release); }
  void hear(const projection::Seen& seen, std::string_view command_id) const;

 private:
  std::atomic<bool> interested_{false};
  mutable std::mutex mutex_;
  Listener listener_;
};

/// Finds the id of the command that an event answers by walking over its bytes, without decoding it: a field
/// `command_id` (or a grocer's `answer_id`) of the event itself or of the one message inside its oneof.
class CommandIds {
 public:
  /// Of a topic's top-level message.
  explicit CommandIds(const google::protobuf::Descriptor& top_level);
  /// Empty when it answers none. A view into `value`.
  [[nodiscard]] std::string_view of(std::string_view value) const;

 private:
  int own_field_ = 0;               ///< `command_id` of the top-level message; 0 = it has none
  std::map<int, int> inner_field_;  ///< member of the oneof -> its `command_id`
};

/// Answers to commands: command id -> offset of the event, 8 bytes (state::sortable).
inline constexpr state::TableId answers{199};

/// `model` and, in the same pass, the answers to the commands of its service, for `GET .../commands/{id}` and for
/// commands that come twice. `model` hears the service's own events; its version goes up by this one's own changes too.
[[nodiscard]] std::shared_ptr<const projection::ReadModel> with_answers(
    std::shared_ptr<const projection::ReadModel> model, std::string events_topic,
    const google::protobuf::Descriptor& top_level, std::shared_ptr<const Tap> tap);

}  // namespace matbud::api
