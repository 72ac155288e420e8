#include "deliveries.h"

#include <algorithm>
#include <limits>

#include "insertion.h"
#include "matbud/dispatch/decider.h"
#include "rows.h"

namespace matbud::dispatch {
namespace {

Answer requested(const Asked& asked, const v1::Delivery& delivery) {
  auto& event = new_event(asked);
  *event.mutable_delivery_requested()->mutable_delivery() = delivery;
  const auto planned = from_ms(delivery.window().opens_at_ms()) - plan_lead;
  event.mutable_delivery_requested()->set_plan_at_ms(to_ms(std::max(asked.now, planned)));
  return processor::Decision{&event, order_subject(delivery.order_id())};
}

v1::Delivery as_packed(const bridge::v1::OrderPacked& packed) {
  v1::Delivery delivery;
  delivery.set_order_id(packed.order_id());
  delivery.set_citizen_id(packed.citizen_id());
  *delivery.mutable_window() = packed.window();
  delivery.set_boxes(static_cast<std::uint32_t>(packed.boxes_size()));
  std::uint64_t grams = 0;
  for (const auto& box : packed.boxes()) {
    grams += box.weight_grams();
    if (box.storage() == orders::v1::STORAGE_CLASS_CHILLED || box.storage() == orders::v1::STORAGE_CLASS_FROZEN)
      delivery.set_cold(true);
  }
  constexpr std::uint64_t most = std::numeric_limits<std::uint32_t>::max();
  delivery.set_weight_grams(static_cast<std::uint32_t>(std::min(grams, most)));
  delivery.set_packed(true);
  if (packed.has_hand_over()) *delivery.mutable_hand_over() = packed.hand_over();
  return delivery;
}

}  // namespace

Answer decide_put_drop_point(const Asked& asked, const v1::PutDropPoint& command) {
  const auto& doorstep = command.drop_point();
  const auto subject = "doorstep/" + doorstep.citizen_id();
  if (doorstep.citizen_id().empty())
    return refuse(asked, v1::DISPATCH_REFUSAL_INVALID, "doorstep", "citizen_id: missing", subject);
  if (doorstep.area_id() != asked.area) {
    return refuse(asked, v1::DISPATCH_REFUSAL_INVALID, "doorstep", "area_id: not the area the command was sent to",
                  subject);
  }
  auto& event = new_event(asked);
  *event.mutable_drop_point_put()->mutable_drop_point() = doorstep;
  return processor::Decision{&event, subject};
}

Answer decide_packed(const Asked& asked, const bridge::v1::OrderPacked& packed) {
  const auto known = table::deliveries.find(asked.tables, packed.order_id());
  if (known && known->phase() != state::PHASE_WITHDRAWN) {
    const bool open = known->phase() == state::PHASE_WAITING || known->phase() == state::PHASE_ASSIGNED;
    if (!open || known->delivery().packed()) return std::nullopt;
  }
  return requested(asked, as_packed(packed));
}

Answer decide_confirmed(const Asked& asked, const bridge::v1::OrderConfirmed& confirmed) {
  if (!confirmed.by_setting() || !confirmed.window().same_day()) return std::nullopt;
  const auto known = table::deliveries.find(asked.tables, confirmed.order_id());
  if (known && known->phase() != state::PHASE_WITHDRAWN) return std::nullopt;
  v1::Delivery delivery;
  delivery.set_order_id(confirmed.order_id());
  delivery.set_citizen_id(confirmed.citizen_id());
  *delivery.mutable_window() = confirmed.window();
  delivery.set_boxes(1);
  if (confirmed.sent().order().has_hand_over()) *delivery.mutable_hand_over() = confirmed.sent().order().hand_over();
  const auto place = least_loaded_run(asked.tables, delivery, asked.now);
  if (!place) return requested(asked, delivery);
  auto& event = new_event(asked);
  auto& replanned = *event.mutable_run_replanned();
  replanned.set_run_id(place->run_id);
  replanned.set_driver_id(place->driver_id);
  replanned.set_shift_id(place->shift_id);
  replanned.set_stop_index(place->stop_index);
  replanned.mutable_added()->Swap(&delivery);
  return processor::Decision{&event, order_subject(confirmed.order_id())};
}

Answer decide_withdrawn(const Asked& asked, const std::string& order_id) {
  const auto known = table::deliveries.find(asked.tables, order_id);
  if (!known) return std::nullopt;
  if (known->phase() == state::PHASE_ASSIGNED) {
    const auto run = table::runs.find(asked.tables, known->run_id());
    if (!run || run->started()) return std::nullopt;
  } else if (known->phase() != state::PHASE_WAITING) {
    return std::nullopt;
  }
  auto& event = new_event(asked);
  auto& gone = *event.mutable_delivery_withdrawn();
  gone.set_order_id(order_id);
  gone.set_citizen_id(known->delivery().citizen_id());
  gone.set_run_id(known->run_id());
  return processor::Decision{&event, order_subject(order_id)};
}

void evolve_withdrawn(TableWriter& tables, const v1::DeliveryWithdrawn& event, Timestamp now) {
  auto delivery = table::deliveries.find(tables, event.order_id());
  if (!delivery) return;
  const auto& window = delivery->delivery().window();
  const auto key = window_key(window);
  tables.erase(table::waiting, waiting_key(key, false, event.order_id()));
  tables.erase(table::waiting, waiting_key(key, true, event.order_id()));
  if (!event.run_id().empty()) {
    table::stops.erase(tables, stop_key(event.run_id(), delivery->stop_index()));
    const auto run = table::runs.find(tables, event.run_id());
    auto row = run ? find_shift(tables, run->shift_id()) : std::nullopt;
    if (auto* summary = row ? run_in(row->shift, event.run_id()) : nullptr) {
      summary->set_stops(summary->stops() - std::min(summary->stops(), 1U));
      count(*summary, delivery->delivery(), -1);
      const bool planned = !summary->open_ended();
      const bool empty = summary->stops() == 0;
      table::shifts.put(tables, row->key, row->shift);
      // A run that holds nothing could not leave, and would keep its driver from every other.
      if (empty) dissolve(tables, event.run_id());
      if (planned) {
        replan_by(tables, window, v1::REPLAN_REASON_ORDER_WITHDRAWN, now);
      } else if (empty && someone_waits(tables, key, false)) {
        plan_by(tables, window, now);
      }
    }
  }
  delivery->set_phase(state::PHASE_WITHDRAWN);
  delivery->clear_run_id();
  delivery->clear_stop_index();
  table::deliveries.put(tables, event.order_id(), *delivery);
}

void evolve_requested(TableWriter& tables, const v1::DeliveryRequested& event) {
  const auto& what = event.delivery();
  auto known = table::deliveries.find(tables, what.order_id());
  if (known && known->phase() == state::PHASE_ASSIGNED) {
    // Its load is now known.
    const auto run = table::runs.find(tables, known->run_id());
    auto row = run ? find_shift(tables, run->shift_id()) : std::nullopt;
    if (auto* summary = row ? run_in(row->shift, known->run_id()) : nullptr) {
      count(*summary, known->delivery(), -1);
      count(*summary, what, +1);
      table::shifts.put(tables, row->key, row->shift);
    }
    *known->mutable_delivery() = what;
    table::deliveries.put(tables, what.order_id(), *known);
    return;
  }
  if (known && known->phase() != state::PHASE_WITHDRAWN) {
    *known->mutable_delivery() = what;
    table::deliveries.put(tables, what.order_id(), *known);
  } else {
    state::Delivery delivery;
    *delivery.mutable_delivery() = what;
    put_back(tables, delivery);
  }
  // While a solver works on the window, whoever comes now is planned when it has answered.
  const auto window = table::windows.find(tables, window_key(what.window()));
  if (!window || window->open_plan() == 0) plan_by(tables, what.window(), from_ms(event.plan_at_ms()));
}

}  // namespace matbud::dispatch
