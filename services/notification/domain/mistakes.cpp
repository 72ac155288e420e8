#include "mistakes.h"

#include <algorithm>

#include "consent.h"
#include "matbud/notification/words.h"
#include "matbud/processor/machinery.h"
#include "tables.h"

namespace matbud::notification {
namespace {

/// What a driver says at the door, and what is told when they take it back.
bool is_told_anew(v1::NotificationKind kind) {
  return is_said_at_the_door(kind) || kind == v1::NOTIFICATION_KIND_TOLD_BY_MISTAKE;
}

std::string key_of(const state::TableReader& state, std::string_view order_id, v1::NotificationKind kind) {
  return told_key(order_id, kind, telling_of(state, order_id, kind));
}

/// Whether a message stands in the person's outbox, or between two attempts.
bool still_waits(const state::TableReader& state, std::string_view person, const std::string& notification_id) {
  if (const auto outbox = outboxes.find(state, person)) {
    const auto& all = outbox->waiting();
    if (std::any_of(all.begin(), all.end(), [&](const auto& one) { return one.notification_id() == notification_id; }))
      return true;
  }
  const auto retry = retries.find(state, notification_id);
  return retry && !processor::pending_effect(state, effect_id_of(notification_id, retry->attempts()));
}

/// The piece under this id; what has been taken back has a mark no more.
template <class News>
void mark_unreached(state::TableWriter& state, const News& news, const std::string& notification_id,
                    const std::string& contact_id) {
  if (!is_said_at_the_door(news.kind())) return;
  const auto telling = telling_of(state, news.order_id(), news.kind());
  if (notification_id != notification_id_of(news.order_id(), news.kind(), contact_id, telling)) return;
  const auto key = told_key(news.order_id(), news.kind(), telling);
  auto mark = told.find(state, key);
  if (!mark) return;
  auto& ids = *mark->mutable_contact_ids();
  ids.erase(std::remove(ids.begin(), ids.end(), contact_id), ids.end());
  told.put(state, key, *mark);
}

template <class News>
bool is_taken_back(const state::TableReader& state, const News& news, const std::string& contact_id) {
  if (news.kind() == v1::NOTIFICATION_KIND_TOLD_BY_MISTAKE) {
    return was_told(state, news.order_id(), v1::NOTIFICATION_KIND_DELIVERED) ||
           was_told(state, news.order_id(), v1::NOTIFICATION_KIND_PARTLY_DELIVERED) ||
           was_told(state, news.order_id(), v1::NOTIFICATION_KIND_NOT_DELIVERED);
  }
  return is_said_at_the_door(news.kind()) &&
         news.notification_id() != notification_id_of(news.order_id(), news.kind(), contact_id,
                                                      telling_of(state, news.order_id(), news.kind()));
}

}  // namespace

std::uint32_t telling_of(const state::TableReader& state, std::string_view order_id, v1::NotificationKind kind) {
  if (!is_told_anew(kind)) return 1;
  const auto row = mistakes.find(state, order_id);
  return row ? row->count() + 1 : 1;
}

bool was_told(const state::TableReader& state, std::string_view order_id, v1::NotificationKind kind) {
  return told.contains(state, key_of(state, order_id, kind));
}

std::vector<std::string> reached_by(const state::TableReader& state, std::string_view order_id,
                                    std::string_view citizen_id, const std::vector<v1::NotificationKind>& kinds) {
  std::vector<std::string> reached;
  for (const auto kind : kinds) {
    const auto mark = told.find(state, key_of(state, order_id, kind));
    if (!mark) continue;
    for (const auto& contact_id : mark->contact_ids()) {
      const auto id = notification_id_of(order_id, kind, contact_id, telling_of(state, order_id, kind));
      if (still_waits(state, person_key(citizen_id, contact_id), id)) continue;
      if (std::find(reached.begin(), reached.end(), contact_id) == reached.end()) reached.push_back(contact_id);
    }
  }
  return reached;
}

bool is_no_longer_true(const state::TableReader& state, const v1::Notification& notification) {
  const auto& contact_id = notification.contact().contact_id();
  return is_taken_back(state, notification, contact_id) ||
         std::any_of(notification.more().begin(), notification.more().end(),
                     [&](const v1::MoreNews& more) { return is_taken_back(state, more, contact_id); });
}

void mark_told(state::TableWriter& state, std::string_view order_id, v1::NotificationKind kind,
               const std::string& contact_id) {
  const auto key = key_of(state, order_id, kind);
  // Who was told matters for what may be taken back; for the rest a mark is enough.
  if (!is_said_at_the_door(kind)) return told.put(state, key, {});
  auto mark = told.find(state, key).value_or(kept::Told{});
  if (!contact_id.empty()) mark.add_contact_ids(contact_id);
  told.put(state, key, mark);
}

void mark_unreached(state::TableWriter& state, const v1::Notification& notification) {
  const auto& contact_id = notification.contact().contact_id();
  mark_unreached(state, notification, notification.notification_id(), contact_id);
  for (const auto& more : notification.more()) mark_unreached(state, more, more.notification_id(), contact_id);
}

void mark_unreached(state::TableWriter& state, const v1::Suppression& suppression) {
  const auto& contact_id = suppression.contact_id();
  const auto& id = suppression.notification_id();
  mark_unreached(state, suppression,
                 id.empty() ? notification_id_of(suppression.order_id(), suppression.kind(), contact_id) : id,
                 contact_id);
}

void mark_mistake(state::TableWriter& state, std::string_view order_id) {
  auto row = mistakes.find(state, order_id).value_or(kept::Mistakes{});
  row.set_count(row.count() + 1);
  mistakes.put(state, order_id, row);
}

}  // namespace matbud::notification
