// Who is told a piece of news, and who is not and why.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "consent.h"
#include "matbud/notification/v1/events.pb.h"
#include "matbud/processor/decider.h"
#include "matbud/state/tables.h"

namespace matbud::notification {

/// Something happened to an order that people may want to know.
struct News {
  std::string_view order_id;
  std::string_view citizen_id;
  v1::NotificationKind kind;
  std::int64_t eta_ms = 0;               ///< when the driver is expected; 0 = not part of it
  std::int64_t window_opens_at_ms = 0;   ///< of an order that was placed; 0 = not part of it
  std::int64_t window_closes_at_ms = 0;  ///< likewise
  std::int64_t answer_until_ms = 0;      ///< until when home care has to confirm; 0 = it has not
  bool at_base = false;                  ///< handed over at a unit's base, and not at the door
};

/// News after which nothing more is to be expected of an order today.
inline constexpr v1::NotificationKind ends_of_an_order[] = {
    v1::NOTIFICATION_KIND_DELIVERED, v1::NOTIFICATION_KIND_PARTLY_DELIVERED, v1::NOTIFICATION_KIND_NOT_DELIVERED,
    v1::NOTIFICATION_KIND_REFUSED_BY_GROCER, v1::NOTIFICATION_KIND_ORDER_WITHHELD};

/// Puts this news into a message that goes to the same person.
void add_news(v1::Notification& message, const v1::Notification& news);

/// Gathers the news of one input into one event. Each order and kind is told once and for ever, unless it was a
/// mistake.
class Announcement {
 public:
  /// `area_id` is the delivery area that the input is about.
  Announcement(const state::TableReader& state, std::string_view area_id, Timestamp at, google::protobuf::Arena& arena);
  /// `except` is the id of a contact who is passed over without a word.
  void add(const News& news, std::string_view except = {});
  /// Nobody is told, since it is long past: an order that nobody had ended for weeks ends when an installation is put
  /// right.
  void add_long_past(const News& news) { suppress(news, {}, "long_past"); }
  /// These were told of the order by mistake: whom they have reached is told so, and the truth may be told later.
  void take_back(std::string_view order_id, std::string_view citizen_id,
                 const std::vector<v1::NotificationKind>& mistaken);
  /// The event, or nothing when there is nothing to say.
  [[nodiscard]] std::optional<processor::Decision> decision(std::string subject);
  /// What has been gathered, for an event that carries it with something else; empty when there is nothing to say.
  [[nodiscard]] v1::NotificationsRequested& gathered() { return *requested_; }

 private:
  void tell(const News& news, v1::Contact& contact);
  void place(v1::Notification& notification);
  void suppress(const News& news, std::string_view contact_id, std::string_view reason);

  const state::TableReader& state_;
  std::string_view area_id_;
  Timestamp at_;
  google::protobuf::Arena& arena_;
  v1::NotificationsRequested* requested_;
  std::optional<v1::PutSettings> settings_;        ///< read when somebody is told
  std::unordered_set<std::string> added_;          ///< a second mention of an order in one input is no second news
  std::unordered_map<std::string, int> messages_;  ///< with digests: person -> the message of this input
};

/// Folds what an announcement decided: marks, and one pending effect for each message that goes now.
void fold(state::TableWriter& state, const v1::NotificationsRequested& event, std::string_view key, Timestamp at);
void fold(state::TableWriter& state, const v1::NotificationsSuppressed& event);

/// Asks the channel to perform one attempt of a notification. `key` is the delivery area.
void request_attempt(state::TableWriter& state, const v1::Notification& notification, std::uint32_t attempt,
                     std::string_view key);

}  // namespace matbud::notification
