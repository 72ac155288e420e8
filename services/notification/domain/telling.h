// Who is told a piece of news, and who is not and why.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>

#include "matbud/notification/v1/events.pb.h"
#include "matbud/processor/decider.h"
#include "matbud/state/tables.h"

namespace matbud::notification {

/// Something happened to an order that people may want to know.
struct News {
  std::string_view order_id;
  std::string_view citizen_id;
  v1::NotificationKind kind;
  std::int64_t eta_ms = 0;  ///< when the driver is expected; 0 = not part of it
};

/// Whether a contact may be told.
enum class Consent { given, never_given, ended };
[[nodiscard]] Consent consent_to(const v1::Contact& contact, v1::NotificationKind kind, Timestamp at);
/// `no_consent`, `consent_ended` as Suppression.reason has them; empty for a consent that is given.
[[nodiscard]] std::string_view reason_of(Consent consent);

/// Gathers the news of one input into one event. Each order and kind is told once and for ever.
class Announcement {
 public:
  Announcement(const state::TableReader& state, Timestamp at, google::protobuf::Arena& arena);
  void add(const News& news);
  /// The event, or nothing when there is nothing to say.
  [[nodiscard]] std::optional<processor::Decision> decision(std::string subject);

 private:
  void suppress(const News& news, std::string_view contact_id, std::string_view reason);

  const state::TableReader& state_;
  Timestamp at_;
  google::protobuf::Arena& arena_;
  v1::NotificationsRequested* requested_;
  std::unordered_set<std::string> added_;  ///< a second mention of an order in one input is no second news
};

/// Folds what an announcement decided: marks, and one pending effect for each notification.
void fold(state::TableWriter& state, const v1::NotificationsRequested& event, std::string_view key);
void fold(state::TableWriter& state, const v1::NotificationsSuppressed& event);

/// Asks the channel to perform one attempt of a notification. `key` is the delivery area.
void request_attempt(state::TableWriter& state, const v1::Notification& notification, std::uint32_t attempt,
                     std::string_view key);

}  // namespace matbud::notification
