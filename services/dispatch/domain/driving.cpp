#include "driving.h"

#include <algorithm>
#include <array>
#include <unordered_set>
#include <vector>

#include "matbud/base/plant.h"
#include "matbud/dispatch/decider.h"
#include "rows.h"
#include "second_thoughts.h"
#include "work.h"

namespace matbud::dispatch {
namespace {

bool is_packed(const TableReader& tables, const std::string& order_id) {
  const auto delivery = table::deliveries.find(tables, order_id);
  return delivery && delivery->delivery().packed();
}

/// A delivery that this driver asks about, with its run; or why not.
struct Found {
  state::Delivery delivery;
  state::Run run;
  Answer refusal;
};

Found find_for_driver(const Asked& asked, const std::string& order_id, const std::string& driver_id,
                      std::string_view action) {
  const auto refused = [&](v1::DispatchRefusal reason) {
    return Found{{}, {}, refuse(asked, reason, action, "order " + order_id, order_subject(order_id), order_id)};
  };
  auto delivery = table::deliveries.find(asked.tables, order_id);
  if (!delivery) return refused(v1::DISPATCH_REFUSAL_UNKNOWN_ORDER);
  auto run = table::runs.find(asked.tables, delivery->run_id());
  if (delivery->phase() == state::PHASE_WAITING || !run) return refused(v1::DISPATCH_REFUSAL_NOT_ASSIGNED);
  if (run->driver_id() != driver_id) return refused(v1::DISPATCH_REFUSAL_OTHER_DRIVER);
  return {std::move(*delivery), std::move(*run), std::nullopt};
}

/// Why this order cannot be handed over or fail at the door now; nothing when it can.
Answer not_at_the_door(const Asked& asked, const Found& found, const std::string& order_id, std::string_view action) {
  if (found.delivery.phase() != state::PHASE_ASSIGNED) {
    return refuse(asked, v1::DISPATCH_REFUSAL_UNKNOWN_ORDER, action, "order " + order_id + " has reached its end",
                  order_subject(order_id), order_id);
  }
  if (!found.run.started()) {
    return refuse(asked, v1::DISPATCH_REFUSAL_RUN_NOT_STARTED, action, "run " + found.delivery.run_id(),
                  order_subject(order_id), order_id);
  }
  return std::nullopt;
}

Answer already_so(const Asked& asked, const std::string& order_id, std::string_view action) {
  return already(asked, action, "order " + order_id, order_subject(order_id), order_id);
}

/// What a driver without a net has noted is believed for so long.
constexpr std::chrono::hours noted_before_max{12};

/// When a driver did what they say: now, or when they noted it. A phone that is ahead means now. Nothing for a moment
/// that is too long ago.
std::optional<Timestamp> moment_of(const Asked& asked, std::int64_t said_at_ms) {
  if (said_at_ms == 0 || from_ms(said_at_ms) > asked.now) return asked.now;
  if (from_ms(said_at_ms) + noted_before_max < asked.now) return std::nullopt;
  return from_ms(said_at_ms);
}

Answer too_long_ago(const Asked& asked, const std::string& order_id, std::string_view action) {
  return refuse(asked, v1::DISPATCH_REFUSAL_INVALID, action, "said_at_ms: more than 12 hours ago",
                order_subject(order_id), order_id);
}

constexpr int kept_back_max = 200;

bool is_reason_to_keep(std::string_view reason) {
  constexpr std::array reasons{"damaged", "missing", "refused", "age", "hours"};
  return std::find(reasons.begin(), reasons.end(), reason) != reasons.end();
}

/// Who keeps goods back for the receiver's age has seen to it.
bool is_kept_back_for_age(const v1::CompleteDelivery& command) {
  return std::any_of(command.kept_back().begin(), command.kept_back().end(),
                     [](const v1::KeptBack& kept) { return kept.reason() == "age"; });
}

/// What the law or the command itself forbids at this door; nothing when the goods may be handed over.
Answer may_not_be_handed_over(const Asked& asked, const v1::Delivery& delivery, const v1::CompleteDelivery& command,
                              Timestamp at) {
  const auto refused = [&](v1::DispatchRefusal reason, const std::string& detail) {
    return refuse(asked, reason, "complete", detail, order_subject(command.order_id()), command.order_id());
  };
  if (command.kept_back_size() > kept_back_max) return refused(v1::DISPATCH_REFUSAL_INVALID, "kept_back: too many");
  for (int i = 0; i < command.kept_back_size(); ++i) {
    if (!is_reason_to_keep(command.kept_back(i).reason()))
      return refused(v1::DISPATCH_REFUSAL_INVALID,
                     "kept_back[" + std::to_string(i) + "].reason: not one of those known");
  }
  const auto& hand_over = delivery.hand_over();
  const bool holds_alcohol = hand_over.alcohol_until_ms() != 0;
  const bool alcohol = holds_alcohol && !command.alcohol_kept_back();
  if (alcohol && (at < from_ms(hand_over.alcohol_from_ms()) || at >= from_ms(hand_over.alcohol_until_ms())))
    return refused(v1::DISPATCH_REFUSAL_ALCOHOL_HOURS, "order " + command.order_id());
  const bool only_the_rest = holds_alcohol && command.alcohol_kept_back();
  const auto age_limit = only_the_rest ? hand_over.age_limit_without_alcohol_years() : hand_over.age_limit_years();
  if (age_limit != 0 && !command.age_checked() && !is_kept_back_for_age(command))
    return refused(v1::DISPATCH_REFUSAL_AGE_NOT_CHECKED, "order " + command.order_id());
  return std::nullopt;
}

}  // namespace

Answer decide_start_run(const Asked& asked, const v1::StartRun& command) {
  const auto& run_id = command.run_id();
  const auto refused = [&](v1::DispatchRefusal reason, const std::string& detail) {
    return refuse(asked, reason, "start_run", detail, run_subject(run_id));
  };
  const auto run = table::runs.find(asked.tables, run_id);
  if (!run || run->over()) return refused(v1::DISPATCH_REFUSAL_UNKNOWN_RUN, "run " + run_id);
  if (run->driver_id() != command.driver_id()) return refused(v1::DISPATCH_REFUSAL_OTHER_DRIVER, "run " + run_id);
  if (run->started()) return already(asked, "start_run", "run " + run_id, run_subject(run_id));
  const auto other = asked.tables.find(table::on_the_road, command.driver_id());
  if (other && !planted("driver-on-two-roads"))
    return refused(v1::DISPATCH_REFUSAL_RUN_NOT_OVER, "run " + std::string{*other});
  auto row = find_shift(asked.tables, run->shift_id());
  const auto* summary = row ? run_in(row->shift, run_id) : nullptr;
  if (summary == nullptr) return refused(v1::DISPATCH_REFUSAL_UNKNOWN_RUN, "run " + run_id);
  if (summary->stops_packed() == 0) return refused(v1::DISPATCH_REFUSAL_NOT_PACKED, "run " + run_id);
  const bool all_packed = summary->stops_packed() == summary->stops();
  auto& event = new_event(asked);
  auto& started = *event.mutable_run_started();
  started.set_run_id(run_id);
  started.set_driver_id(command.driver_id());
  started.set_started_at_ms(to_ms(asked.now));
  for (const auto& row_of_stop : stops_of(asked.tables, run_id)) {
    const auto& stop = row_of_stop.stop;
    if (!all_packed && !is_packed(asked.tables, stop.order_id()) && !planted("unpacked-order-driven")) continue;
    auto& with = *started.add_stops();
    with.set_order_id(stop.order_id());
    with.set_citizen_id(stop.citizen_id());
    with.set_eta_ms(stop.eta_ms());
  }
  return processor::Decision{&event, run_subject(run_id)};
}

Answer decide_arrive(const Asked& asked, const v1::ArriveAtDoor& command) {
  auto found = find_for_driver(asked, command.order_id(), command.driver_id(), "arrive");
  if (found.refusal) return std::move(found.refusal);
  if (found.delivery.arrived()) return already_so(asked, command.order_id(), "arrive");
  if (auto refusal = not_at_the_door(asked, found, command.order_id(), "arrive")) return refusal;
  const auto at = moment_of(asked, command.said_at_ms());
  if (!at) return too_long_ago(asked, command.order_id(), "arrive");
  auto& event = new_event(asked);
  auto& arrived = *event.mutable_driver_arrived();
  arrived.set_order_id(command.order_id());
  arrived.set_citizen_id(found.delivery.delivery().citizen_id());
  arrived.set_run_id(found.delivery.run_id());
  arrived.set_driver_id(command.driver_id());
  arrived.set_arrived_at_ms(to_ms(*at));
  return processor::Decision{&event, order_subject(command.order_id())};
}

Answer decide_complete(const Asked& asked, const v1::CompleteDelivery& command) {
  auto found = find_for_driver(asked, command.order_id(), command.driver_id(), "complete");
  if (found.refusal) return std::move(found.refusal);
  if (found.delivery.phase() == state::PHASE_DONE) return already_so(asked, command.order_id(), "complete");
  if (auto refusal = not_at_the_door(asked, found, command.order_id(), "complete")) return refusal;
  const auto at = moment_of(asked, command.said_at_ms());
  if (!at) return too_long_ago(asked, command.order_id(), "complete");
  if (auto refusal = may_not_be_handed_over(asked, found.delivery.delivery(), command, *at)) return refusal;
  auto& event = new_event(asked);
  auto& done = *event.mutable_delivery_done();
  done.set_order_id(command.order_id());
  done.set_citizen_id(found.delivery.delivery().citizen_id());
  done.set_run_id(found.delivery.run_id());
  done.set_driver_id(command.driver_id());
  done.set_delivered_at_ms(to_ms(*at));
  if (command.has_received_by()) *done.mutable_received_by() = command.received_by();
  *done.mutable_window() = found.delivery.delivery().window();
  *done.mutable_kept_back() = command.kept_back();
  done.set_age_checked(command.age_checked());
  done.set_at_unit(found.delivery.delivery().hand_over().at_unit());
  return processor::Decision{&event, order_subject(command.order_id())};
}

Answer decide_fail(const Asked& asked, const v1::FailDelivery& command) {
  if (command.reason() == v1::FAILURE_REASON_UNSPECIFIED || !v1::FailureReason_IsValid(command.reason())) {
    return refuse(asked, v1::DISPATCH_REFUSAL_INVALID, "fail", "reason: not said", order_subject(command.order_id()),
                  command.order_id());
  }
  auto found = find_for_driver(asked, command.order_id(), command.driver_id(), "fail");
  if (found.refusal) return std::move(found.refusal);
  if (found.delivery.phase() == state::PHASE_FAILED) return already_so(asked, command.order_id(), "fail");
  if (auto refusal = not_at_the_door(asked, found, command.order_id(), "fail")) return refusal;
  auto& event = new_event(asked);
  auto& failed = *event.mutable_delivery_failed();
  failed.set_order_id(command.order_id());
  failed.set_citizen_id(found.delivery.delivery().citizen_id());
  failed.set_run_id(found.delivery.run_id());
  failed.set_driver_id(command.driver_id());
  failed.set_reason(command.reason());
  failed.set_failed_at_ms(to_ms(asked.now));
  if (raises_an_alert(command.reason())) failed.set_answer_until_ms(to_ms(asked.now + time_to_confirm));
  return processor::Decision{&event, order_subject(command.order_id())};
}

Answer decide_return(const Asked& asked, const v1::ReturnGoods& command) {
  auto found = find_for_driver(asked, command.order_id(), command.driver_id(), "return");
  if (found.refusal) return std::move(found.refusal);
  if (found.delivery.phase() == state::PHASE_RETURNED) return already_so(asked, command.order_id(), "return");
  if (found.delivery.phase() != state::PHASE_FAILED) {
    return refuse(asked, v1::DISPATCH_REFUSAL_INVALID, "return", "order_id: has not failed at the door",
                  order_subject(command.order_id()), command.order_id());
  }
  auto& event = new_event(asked);
  auto& returned = *event.mutable_goods_returned();
  returned.set_order_id(command.order_id());
  returned.set_citizen_id(found.delivery.delivery().citizen_id());
  returned.set_driver_id(command.driver_id());
  return processor::Decision{&event, order_subject(command.order_id())};
}

void evolve_run_started(TableWriter& tables, const v1::RunStarted& event) {
  auto run = table::runs.find(tables, event.run_id());
  auto row = run ? find_shift(tables, run->shift_id()) : std::nullopt;
  auto* summary = row ? run_in(row->shift, event.run_id()) : nullptr;
  if (summary == nullptr) return;
  run->set_started(true);
  table::runs.put(tables, event.run_id(), *run);
  tables.put(table::on_the_road, event.driver_id(), event.run_id());
  summary->set_started(true);
  count_work(tables, event, *summary);
  if (summary->stops() != static_cast<std::uint32_t>(event.stops_size())) {
    std::unordered_set<std::string_view> on_board;
    for (const auto& stop : event.stops()) on_board.insert(stop.order_id());
    for (const auto& left : stops_of(tables, event.run_id())) {
      if (on_board.contains(left.stop.order_id())) continue;
      table::stops.erase(tables, left.key);
      summary->set_stops(summary->stops() - 1);
      auto delivery = table::deliveries.find(tables, left.stop.order_id());
      if (!delivery) continue;
      count(*summary, delivery->delivery(), -1);
      put_back(tables, *delivery);
    }
    plan_by(tables, run->window(), from_ms(event.started_at_ms()));
  }
  table::shifts.put(tables, row->key, row->shift);
}

void evolve_arrived(TableWriter& tables, const v1::DriverArrived& event) {
  auto delivery = table::deliveries.find(tables, event.order_id());
  if (!delivery) return;
  delivery->set_arrived(true);
  table::deliveries.put(tables, event.order_id(), *delivery);
}

void evolve_resolved(TableWriter& tables, const std::string& order_id, bool done, Timestamp now) {
  auto delivery = table::deliveries.find(tables, order_id);
  if (!delivery) return;
  delivery->set_phase(done ? state::PHASE_DONE : state::PHASE_FAILED);
  delivery->set_resolved_at_ms(to_ms(now));
  table::deliveries.put(tables, order_id, *delivery);
  table::stops.erase(tables, stop_key(delivery->run_id(), delivery->stop_index()));
  auto run = table::runs.find(tables, delivery->run_id());
  auto row = run ? find_shift(tables, run->shift_id()) : std::nullopt;
  auto* summary = row ? run_in(row->shift, delivery->run_id()) : nullptr;
  if (summary == nullptr) return;
  summary->set_stops_resolved(summary->stops_resolved() + 1);
  if (summary->stops_resolved() >= summary->stops()) {
    auto& runs = *row->shift.mutable_runs();
    *run->mutable_last() = *summary;
    runs.erase(std::find_if(runs.begin(), runs.end(), [&](const auto& other) { return &other == summary; }));
    run->set_over(true);
    table::runs.put(tables, delivery->run_id(), *run);
    tables.erase(table::on_the_road, run->driver_id());
    // The driver is free again for who still waits.
    if (someone_waits(tables, window_key(run->window()), false)) plan_by(tables, run->window(), now);
  }
  table::shifts.put(tables, row->key, row->shift);
}

void evolve_returned(TableWriter& tables, const v1::GoodsReturned& event) {
  auto delivery = table::deliveries.find(tables, event.order_id());
  if (!delivery) return;
  delivery->set_phase(state::PHASE_RETURNED);
  table::deliveries.put(tables, event.order_id(), *delivery);
}

}  // namespace matbud::dispatch
