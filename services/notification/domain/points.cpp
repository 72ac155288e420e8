#include "points.h"

#include "matbud/notification/words.h"
#include "tables.h"

namespace matbud::notification {
namespace {

bool is_dead(const state::TableReader& state, std::string_view citizen_id, const v1::Contact& contact,
             std::uint32_t point) {
  const auto box = state.find(dead_points, point_key(citizen_id, contact.contact_id(), point));
  return box && *box == address_of(contact, point).box();
}

}  // namespace

std::optional<std::uint32_t> live_point(const state::TableReader& state, std::string_view citizen_id,
                                        const v1::Contact& contact, std::uint32_t from) {
  const auto points = static_cast<std::uint32_t>(contact.other_points_size()) + 1;
  for (auto point = from; point < points; ++point) {
    if (!is_dead(state, citizen_id, contact, point)) return point;
  }
  return std::nullopt;
}

bool is_dead(const state::TableReader& state, const v1::Notification& notification) {
  return is_dead(state, notification.citizen_id(), notification.contact(), notification.point());
}

void mark_dead(state::TableWriter& state, const v1::Notification& notification) {
  const auto& contact = notification.contact();
  state.put(dead_points, point_key(notification.citizen_id(), contact.contact_id(), notification.point()),
            address_of(contact, notification.point()).box());
}

}  // namespace matbud::notification
