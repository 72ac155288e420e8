#include "telling.h"

#include <algorithm>

#include "matbud/base/plant.h"
#include "matbud/notification/words.h"
#include "matbud/processor/machinery.h"
#include "tables.h"

namespace matbud::notification {
namespace {

/// News of the delivery itself leave a trace even when nobody is told, so that "why was the daughter not told?" has
/// an answer in the log. That an order stands is known to those at the table; it says something only when somebody
/// had asked to be told.
bool silence_needs_a_reason(v1::NotificationKind kind) { return kind != v1::NOTIFICATION_KIND_ORDER_PLACED; }

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

Consent consent_to(const v1::Contact& contact, v1::NotificationKind kind, Timestamp at) {
  if (std::find(contact.kinds().begin(), contact.kinds().end(), kind) == contact.kinds().end())
    return Consent::never_given;
  const auto ends_at_ms = contact.consent_ends_at_ms();
  return ends_at_ms != 0 && to_ms(at) > ends_at_ms ? Consent::ended : Consent::given;
}

std::string_view reason_of(Consent consent) {
  switch (consent) {
    case Consent::given: return {};
    case Consent::never_given: return "no_consent";
    case Consent::ended: return "consent_ended";
  }
  return {};
}

Announcement::Announcement(const state::TableReader& state, Timestamp at, google::protobuf::Arena& arena)
    : state_{state},
      at_{at},
      arena_{arena},
      requested_{google::protobuf::Arena::CreateMessage<v1::NotificationsRequested>(&arena)} {}

void Announcement::suppress(const News& news, std::string_view contact_id, std::string_view reason) {
  auto& suppression = *requested_->add_suppressed();
  suppression.set_order_id(news.order_id.data(), news.order_id.size());
  suppression.set_kind(news.kind);
  suppression.set_contact_id(contact_id.data(), contact_id.size());
  suppression.set_reason(reason.data(), reason.size());
}

void Announcement::add(const News& news) {
  if (news.order_id.empty()) throw processor::Poison{"news of an order without an order id"};
  auto key = told_key(news.order_id, news.kind);
  if (state_.find(told, key) && !planted("notification-tells-twice")) return;
  if (!added_.insert(std::move(key)).second) return;

  auto* people = contacts_of(state_, news.citizen_id, arena_);
  if (people == nullptr) {
    if (silence_needs_a_reason(news.kind)) suppress(news, {}, "no_contact");
    return;
  }
  const auto& all = people->contacts();
  const bool somebody_asked = std::any_of(all.begin(), all.end(), [&](const v1::Contact& contact) {
    return consent_to(contact, news.kind, at_) != Consent::never_given;
  });
  if (!somebody_asked && !silence_needs_a_reason(news.kind)) return;

  for (auto& contact : *people->mutable_contacts()) {
    if (const auto consent = consent_to(contact, news.kind, at_); consent != Consent::given) {
      suppress(news, contact.contact_id(), reason_of(consent));
      continue;
    }
    auto& notification = *requested_->add_notifications();
    notification.set_notification_id(notification_id_of(news.order_id, news.kind, contact.contact_id()));
    notification.set_order_id(news.order_id.data(), news.order_id.size());
    notification.set_citizen_id(news.citizen_id.data(), news.citizen_id.size());
    notification.set_kind(news.kind);
    notification.mutable_contact()->Swap(&contact);  // parsed for this news alone; both live on the arena
    notification.set_eta_ms(news.eta_ms);
  }
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
  const auto kind = word_of(notification.contact().channel());
  effect.set_kind(kind.data(), kind.size());
  effect.set_request(notification.SerializeAsString());
  effect.set_key(key.data(), key.size());
  effect.set_subject("order/" + notification.order_id());
  effect.set_at_most_once(true);
  processor::request_effect(state, effect);
}

void fold(state::TableWriter& state, const v1::NotificationsRequested& event, std::string_view key) {
  for (const auto& notification : event.notifications()) {
    state.put(told, told_key(notification.order_id(), notification.kind()), {});
    request_attempt(state, notification, 1, key);
  }
  for (const auto& one : event.suppressed()) state.put(told, told_key(one.order_id(), one.kind()), {});
}

void fold(state::TableWriter& state, const v1::NotificationsSuppressed& event) {
  for (const auto& one : event.suppressed()) state.put(told, told_key(one.order_id(), one.kind()), {});
}

}  // namespace matbud::notification
