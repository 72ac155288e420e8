#include "telling.h"

#include <algorithm>

#include "matbud/base/plant.h"
#include "matbud/notification/words.h"
#include "matbud/processor/machinery.h"
#include "mistakes.h"
#include "points.h"
#include "settings.h"
#include "tables.h"
#include "waiting.h"

namespace matbud::notification {
namespace {

/// News of the delivery itself leave a trace even when nobody is told, so that "why was the daughter not told?" has
/// an answer in the log. That an order stands is known to those at the table, and that an address is dead stands in
/// the event that says so; both say something only when somebody had asked to be told.
bool silence_needs_a_reason(v1::NotificationKind kind) {
  return kind != v1::NOTIFICATION_KIND_ORDER_PLACED && kind != v1::NOTIFICATION_KIND_CONTACT_UNREACHABLE;
}

bool somebody_ever_asked(const v1::ContactsPut& people, v1::NotificationKind kind, Timestamp at) {
  return std::any_of(people.contacts().begin(), people.contacts().end(),
                     [&](const v1::Contact& contact) { return consent_to(contact, kind, at) != Consent::never_given; });
}

}  // namespace

v1::ContactsPut* contacts_of(const state::TableReader& state, std::string_view citizen_id,
                             google::protobuf::Arena& arena) {
  const auto bytes = state.find(contacts, citizen_id);
  if (!bytes) return nullptr;
  auto* found = google::protobuf::Arena::CreateMessage<v1::ContactsPut>(&arena);
  if (!found->ParseFromArray(bytes->data(), static_cast<int>(bytes->size())))
    throw state::StoreFailure{"contacts do not decode"};
  return found;
}

v1::Contact* contact_in(v1::ContactsPut* people, std::string_view contact_id) {
  if (people == nullptr) return nullptr;
  auto& all = *people->mutable_contacts();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const v1::Contact& contact) { return contact.contact_id() == contact_id; });
  return found == all.end() ? nullptr : &*found;
}

void add_news(v1::Notification& message, const v1::Notification& news) {
  auto& more = *message.add_more();
  more.set_notification_id(news.notification_id());
  more.set_order_id(news.order_id());
  more.set_kind(news.kind());
  more.set_eta_ms(news.eta_ms());
  more.set_window_opens_at_ms(news.window_opens_at_ms());
  more.set_window_closes_at_ms(news.window_closes_at_ms());
  more.set_at_base(news.at_base());
}

Announcement::Announcement(const state::TableReader& state, std::string_view area_id, Timestamp at,
                           google::protobuf::Arena& arena)
    : state_{state},
      area_id_{area_id},
      at_{at},
      arena_{arena},
      requested_{google::protobuf::Arena::CreateMessage<v1::NotificationsRequested>(&arena)} {}

void Announcement::suppress(const News& news, std::string_view contact_id, std::string_view reason) {
  auto& suppression = *requested_->add_suppressed();
  suppression.set_order_id(news.order_id.data(), news.order_id.size());
  suppression.set_kind(news.kind);
  suppression.set_contact_id(contact_id.data(), contact_id.size());
  suppression.set_reason(reason.data(), reason.size());
  const auto telling = telling_of(state_, news.order_id, news.kind);
  if (telling > 1) suppression.set_notification_id(notification_id_of(news.order_id, news.kind, contact_id, telling));
}

void Announcement::add(const News& news, std::string_view except) {
  if (news.order_id.empty()) throw processor::Poison{"news of an order without an order id"};
  auto* people = contacts_of(state_, news.citizen_id, arena_);
  const bool somebody_asked = people != nullptr && somebody_ever_asked(*people, news.kind, at_);
  if (!somebody_asked && !silence_needs_a_reason(news.kind)) return;
  // After that: most news are for nobody, and looking for what was never told is dear.
  if (was_told(state_, news.order_id, news.kind) && !planted("notification-tells-twice")) return;
  if (!added_.insert(told_key(news.order_id, news.kind, 1)).second) return;
  if (people == nullptr) return suppress(news, {}, "no_contact");

  for (auto& contact : *people->mutable_contacts()) {
    if (!except.empty() && contact.contact_id() == except) continue;
    if (const auto consent = consent_to(contact, news.kind, at_); consent != Consent::given) {
      suppress(news, contact.contact_id(), reason_of(consent));
    } else {
      tell(news, contact);
    }
  }
}

void Announcement::take_back(std::string_view order_id, std::string_view citizen_id,
                             const std::vector<v1::NotificationKind>& mistaken) {
  if (std::none_of(mistaken.begin(), mistaken.end(), [&](auto kind) { return was_told(state_, order_id, kind); }))
    return;
  const News news{order_id, citizen_id, v1::NOTIFICATION_KIND_TOLD_BY_MISTAKE};
  auto* people = contacts_of(state_, citizen_id, arena_);
  for (const auto& contact_id : reached_by(state_, order_id, citizen_id, mistaken)) {
    auto* contact = contact_in(people, contact_id);
    if (contact == nullptr) {
      suppress(news, contact_id, reason_of(Consent::never_given));
    } else if (const auto consent = consent_to(*contact, news.kind, at_); consent != Consent::given) {
      suppress(news, contact_id, reason_of(consent));
    } else {
      tell(news, *contact);
    }
  }
  // Also where nobody has to hear of it: the truth may be told later.
  if (requested_->notifications().empty() && requested_->suppressed().empty()) suppress(news, {}, "nobody_told");
}

void Announcement::tell(const News& news, v1::Contact& contact) {
  const auto point = live_point(state_, news.citizen_id, contact);
  if (!point) return suppress(news, contact.contact_id(), "no_live_point");
  if (channel_of(contact, *point) == v1::CHANNEL_LETTER && !is_worth_a_letter(news.kind))
    return suppress(news, contact.contact_id(), "too_slow");
  auto& notification = *requested_->add_notifications();
  notification.set_notification_id(
      notification_id_of(news.order_id, news.kind, contact.contact_id(), telling_of(state_, news.order_id, news.kind)));
  notification.set_order_id(news.order_id.data(), news.order_id.size());
  notification.set_citizen_id(news.citizen_id.data(), news.citizen_id.size());
  notification.set_kind(news.kind);
  notification.mutable_contact()->Swap(&contact);  // parsed for this news alone; both live on the arena
  notification.set_eta_ms(news.eta_ms);
  notification.set_window_opens_at_ms(news.window_opens_at_ms);
  notification.set_window_closes_at_ms(news.window_closes_at_ms);
  notification.set_answer_until_ms(news.answer_until_ms);
  notification.set_at_base(news.at_base);
  notification.set_point(*point);
  place(notification);
}

/// Now, later, or into the message that this input sends the same person already. The notification is the last one.
void Announcement::place(v1::Notification& notification) {
  if (!settings_) settings_ = settings_of(state_, area_id_);
  const auto turn = turn_of(state_, *settings_, notification, at_);
  if (turn.full) {
    const News news{notification.order_id(), notification.citizen_id(), notification.kind()};
    suppress(news, notification.contact().contact_id(), "too_many");
    requested_->mutable_notifications()->RemoveLast();
    return;
  }
  notification.set_wait_until_ms(turn.wait_until_ms);
  notification.set_wait_reason(turn.reason);
  if (turn.wait_until_ms != 0 || settings_->digest_minutes() == 0 || is_alert(notification.kind())) return;
  const auto [message, first] = messages_.try_emplace(
      person_key(notification.citizen_id(), notification.contact().contact_id()), requested_->notifications_size() - 1);
  if (first) return;
  add_news(*requested_->mutable_notifications(message->second), notification);
  requested_->mutable_notifications()->RemoveLast();
}

std::optional<processor::Decision> Announcement::decision(std::string subject) {
  if (requested_->notifications().empty() && requested_->suppressed().empty()) return std::nullopt;
  auto* event = google::protobuf::Arena::CreateMessage<v1::NotificationEvent>(&arena_);
  if (requested_->notifications().empty()) {
    event->mutable_notifications_suppressed()->mutable_suppressed()->Swap(requested_->mutable_suppressed());
  } else {
    event->mutable_notifications_requested()->Swap(requested_);
  }
  return processor::Decision{event, std::move(subject)};
}

void request_attempt(state::TableWriter& state, const v1::Notification& notification, std::uint32_t attempt,
                     std::string_view key) {
  runtime::v1::PendingEffect effect;
  effect.set_effect_id(effect_id_of(notification.notification_id(), attempt));
  const auto kind = word_of(channel_of(notification.contact(), notification.point()));
  effect.set_kind(kind.data(), kind.size());
  effect.set_request(notification.SerializeAsString());
  effect.set_key(key.data(), key.size());
  effect.set_subject("order/" + notification.order_id());
  effect.set_at_most_once(true);
  processor::request_effect(state, effect);
}

namespace {

/// The order whose news this takes back, if it is one that does; empty otherwise.
template <class News>
std::string taken_back_by(const google::protobuf::RepeatedPtrField<News>& all) {
  const auto found = std::find_if(all.begin(), all.end(),
                                  [](const News& one) { return one.kind() == v1::NOTIFICATION_KIND_TOLD_BY_MISTAKE; });
  return found == all.end() ? std::string{} : found->order_id();
}

void fold(state::TableWriter& state, const google::protobuf::RepeatedPtrField<v1::Suppression>& suppressed) {
  for (const auto& one : suppressed) mark_told(state, one.order_id(), one.kind());
}

}  // namespace

void fold(state::TableWriter& state, const v1::NotificationsRequested& event, std::string_view key, Timestamp at) {
  for (const auto& notification : event.notifications()) {
    const auto& contact_id = notification.contact().contact_id();
    mark_told(state, notification.order_id(), notification.kind(), contact_id);
    for (const auto& more : notification.more()) mark_told(state, more.order_id(), more.kind(), contact_id);
    if (notification.wait_until_ms() != 0) {
      wait(state, notification, key);
    } else {
      request_attempt(state, notification, 1, key);
      note_message(state, notification, key, at);
    }
  }
  fold(state, event.suppressed());
  auto order_id = taken_back_by(event.notifications());
  if (order_id.empty()) order_id = taken_back_by(event.suppressed());
  if (!order_id.empty()) mark_mistake(state, order_id);
}

void fold(state::TableWriter& state, const v1::NotificationsSuppressed& event) {
  fold(state, event.suppressed());
  if (const auto order_id = taken_back_by(event.suppressed()); !order_id.empty()) mark_mistake(state, order_id);
}

}  // namespace matbud::notification
