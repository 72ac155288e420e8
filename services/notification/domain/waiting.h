// What waits for one person, until the morning or until a digest is due, and goes out as one message.
#pragma once

#include <optional>
#include <string_view>

#include "matbud/notification/v1/events.pb.h"
#include "matbud/processor/decider.h"
#include "matbud/state/tables.h"

namespace matbud::notification {

/// When a piece of news may go to one person.
struct Turn {
  std::int64_t wait_until_ms = 0;  ///< 0 = now
  v1::WaitReason reason = v1::WAIT_REASON_UNSPECIFIED;
  bool full = false;  ///< so much waits already that no more is taken
};
/// Of a notification whose contact, point and kind are set.
[[nodiscard]] Turn turn_of(const state::TableReader& state, const v1::PutSettings& settings,
                           const v1::Notification& notification, Timestamp at);

/// Folds that a notification waits until its `wait_until_ms`. `key` is the delivery area.
void wait(state::TableWriter& state, const v1::Notification& notification, std::string_view key);
/// Folds that a message goes to this person now: with digests, what comes soon after waits for the next one.
void note_message(state::TableWriter& state, const v1::Notification& notification, std::string_view key, Timestamp at);

/// The moment of what waits has come. Nothing for a timer that is gone.
[[nodiscard]] std::optional<processor::Decision> decide_release(const state::TableReader& state,
                                                                const runtime::v1::TimerDue& due,
                                                                std::string_view area_id, Timestamp at,
                                                                google::protobuf::Arena& arena);
/// Whether this is the timer of such a moment.
[[nodiscard]] bool is_release_timer(std::string_view timer_id);
void fold(state::TableWriter& state, const v1::NotificationsReleased& event, const processor::EventInfo& info);

}  // namespace matbud::notification
