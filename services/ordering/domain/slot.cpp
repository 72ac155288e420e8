#include "slot.h"

#include <algorithm>

#include "bounds.h"
#include "matbud/base/plant.h"
#include "matbud/processor/decider.h"
#include "tables.h"

namespace matbud::ordering {

time::Zone known_zone_of(const v1::Area& area) {
  const auto zone = time::zone_of(area);
  if (!zone) throw processor::Poison{"this machine knows no time zone " + area.time_zone()};
  return *zone;
}

tl::expected<Slot, Refusal> find_slot(const Asked& asked, const v1::Area& area, const v1::PlaceOrder& wish) {
  const auto refused = [](v1::RefusalReason reason, const char* field) {
    return tl::unexpected{Refusal{reason, field}};
  };
  const auto* window = time::window_of(area, wish.window_id());
  if (window == nullptr) return refused(v1::REFUSAL_REASON_UNKNOWN_WINDOW, "window_id");
  const auto zone = known_zone_of(area);
  const auto day = time::day_from(wish.delivery_day());
  const auto today = zone.local(asked.now).day;
  if (day > today + horizon) return refused(v1::REFUSAL_REASON_TOO_FAR_AHEAD, "delivery_day");
  if (day < today) return refused(v1::REFUSAL_REASON_PAST_CUT_OFF, "delivery_day");
  const auto times = time::window_on(zone, area, *window, day);
  if (!times) return refused(v1::REFUSAL_REASON_NO_DELIVERY_THAT_DAY, "delivery_day");

  const auto row = slots.find(asked.state, slot_key(area.area_id(), window->window_id(), wish.delivery_day()));
  auto release_at_ms = times->cut_off_at ? to_ms(*times->cut_off_at) : 0;
  auto last_moment = times->cut_off_at.value_or(times->closes_at);
  // Orders that wait already were promised a moment: it stays theirs and the newcomer's when the area's cut-off moves.
  if (row && row->waiting() > 0 && !window->same_day()) {
    release_at_ms = row->release_at_ms();
    last_moment = std::min(last_moment, from_ms(release_at_ms));
  }
  if (asked.now >= last_moment) return refused(v1::REFUSAL_REASON_PAST_CUT_OFF, "delivery_day");
  const bool full = (row ? row->used() : 0) >= window->capacity_orders();
  if (full && !planted("capacity-not-checked")) return refused(v1::REFUSAL_REASON_WINDOW_FULL, "window_id");
  return Slot{window, zone, today, day, *times, release_at_ms};
}

void fill(const v1::Area& area, const Slot& slot, orders::v1::DeliveryWindow& window) {
  window.set_area_id(area.area_id());
  window.set_window_id(slot.window->window_id());
  window.set_delivery_day(time::number_of(slot.day));
  window.set_opens_at_ms(to_ms(slot.times.opens_at));
  window.set_closes_at_ms(to_ms(slot.times.closes_at));
  window.set_same_day(slot.window->same_day());
}

}  // namespace matbud::ordering
