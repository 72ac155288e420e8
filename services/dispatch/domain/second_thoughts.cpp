#include "second_thoughts.h"

#include <algorithm>

#include "matbud/processor/machinery.h"
#include "rows.h"

namespace matbud::dispatch {
namespace {

std::string alert_timer(std::string_view order_id) { return std::string{alert_timer_prefix}.append(order_id); }

/// Whether the driver of a run that is over has other work by now, so that it cannot be taken up again.
bool has_gone_on(const TableReader& tables, const state::Run& run) {
  if (tables.find(table::on_the_road, run.driver_id())) return true;
  const auto row = find_shift(tables, run.shift_id());
  if (!row) return true;
  return std::any_of(row->shift.runs().begin(), row->shift.runs().end(), [&](const state::RunSummary& other) {
    return other.from_ms() < run.last().to_ms() && run.last().from_ms() < other.to_ms();
  });
}

}  // namespace

Answer decide_undo(const Asked& asked, const v1::UndoDelivery& command) {
  const auto& order_id = command.order_id();
  const auto refused = [&](v1::DispatchRefusal reason, const std::string& detail) {
    return refuse(asked, reason, "undo", detail, order_subject(order_id), order_id);
  };
  const auto delivery = table::deliveries.find(asked.tables, order_id);
  if (!delivery) return refused(v1::DISPATCH_REFUSAL_UNKNOWN_ORDER, "order " + order_id);
  const bool done = delivery->phase() == state::PHASE_DONE;
  if (!done && delivery->phase() != state::PHASE_FAILED)
    return refused(v1::DISPATCH_REFUSAL_INVALID, "order_id: neither delivered nor failed");
  const auto run = table::runs.find(asked.tables, delivery->run_id());
  if (!run || run->driver_id() != command.driver_id())
    return refused(v1::DISPATCH_REFUSAL_OTHER_DRIVER, "order " + order_id);
  if (asked.now > from_ms(delivery->resolved_at_ms()) + time_to_undo)
    return refused(v1::DISPATCH_REFUSAL_TOO_LATE, "order " + order_id);
  if (run->over() && has_gone_on(asked.tables, *run))
    return refused(v1::DISPATCH_REFUSAL_TOO_LATE, "run " + delivery->run_id());
  auto& event = new_event(asked);
  auto& undone = *event.mutable_delivery_undone();
  undone.set_order_id(order_id);
  undone.set_citizen_id(delivery->delivery().citizen_id());
  undone.set_run_id(delivery->run_id());
  undone.set_driver_id(command.driver_id());
  undone.set_was_delivered(done);
  return processor::Decision{&event, order_subject(order_id)};
}

Answer decide_confirm_alert(const Asked& asked, const v1::ConfirmAlert& command) {
  const auto& order_id = command.order_id();
  const auto refused = [&](v1::DispatchRefusal reason, const std::string& detail) {
    return refuse(asked, reason, "confirm_alert", detail, order_subject(order_id), order_id);
  };
  if (command.confirmed_by().empty()) return refused(v1::DISPATCH_REFUSAL_INVALID, "confirmed_by: missing");
  const auto delivery = table::deliveries.find(asked.tables, order_id);
  if (!delivery || !delivery->alert_open()) return refused(v1::DISPATCH_REFUSAL_NO_ALERT, "order " + order_id);
  if (command.has_words() && command.words().key_id() != delivery->delivery().citizen_id())
    return refused(v1::DISPATCH_REFUSAL_INVALID, "words: not sealed with the citizen's key");
  auto& event = new_event(asked);
  auto& confirmed = *event.mutable_alert_confirmed();
  confirmed.set_order_id(order_id);
  confirmed.set_citizen_id(delivery->delivery().citizen_id());
  confirmed.set_confirmed_by(command.confirmed_by());
  confirmed.set_raised_at_ms(delivery->resolved_at_ms());
  if (command.has_words()) *confirmed.mutable_words() = command.words();
  return processor::Decision{&event, order_subject(order_id)};
}

Answer decide_alert_due(const Asked& asked, const runtime::v1::TimerDue& due) {
  const auto order_id = due.timer_id().substr(alert_timer_prefix.size());
  const auto delivery = table::deliveries.find(asked.tables, order_id);
  if (!delivery || !delivery->alert_open()) return std::nullopt;
  auto& event = new_event(asked);
  auto& escalated = *event.mutable_alert_escalated();
  escalated.set_order_id(order_id);
  escalated.set_citizen_id(delivery->delivery().citizen_id());
  escalated.set_raised_at_ms(delivery->resolved_at_ms());
  return processor::Decision{&event, order_subject(order_id)};
}

void evolve_undone(TableWriter& tables, const v1::DeliveryUndone& event) {
  auto delivery = table::deliveries.find(tables, event.order_id());
  auto run = table::runs.find(tables, event.run_id());
  auto row = run ? find_shift(tables, run->shift_id()) : std::nullopt;
  if (!delivery || !row) return;
  auto* summary = run_in(row->shift, event.run_id());
  if (summary == nullptr) {
    summary = row->shift.add_runs();
    *summary = run->last();
    run->set_over(false);
    run->clear_last();
    table::runs.put(tables, event.run_id(), *run);
    tables.put(table::on_the_road, run->driver_id(), event.run_id());
  }
  summary->set_stops_resolved(summary->stops_resolved() - 1);
  table::shifts.put(tables, row->key, row->shift);
  state::Stop stop;
  stop.set_order_id(event.order_id());
  stop.set_citizen_id(event.citizen_id());
  table::stops.put(tables, stop_key(event.run_id(), delivery->stop_index()), stop);
  delivery->set_phase(state::PHASE_ASSIGNED);
  delivery->clear_resolved_at_ms();
  delivery->clear_alert_open();
  table::deliveries.put(tables, event.order_id(), *delivery);
  processor::cancel_timer(tables, alert_timer(event.order_id()));
}

void raise_alert(TableWriter& tables, const std::string& order_id, Timestamp failed_at, std::string_view area) {
  auto delivery = table::deliveries.find(tables, order_id);
  if (!delivery) return;
  delivery->set_alert_open(true);
  table::deliveries.put(tables, order_id, *delivery);
  processor::set_timer(tables, alert_timer(order_id), failed_at + time_to_confirm, area, order_subject(order_id));
}

void evolve_alert_confirmed(TableWriter& tables, const v1::AlertConfirmed& event) {
  processor::cancel_timer(tables, alert_timer(event.order_id()));
  auto delivery = table::deliveries.find(tables, event.order_id());
  if (!delivery) return;
  delivery->clear_alert_open();
  table::deliveries.put(tables, event.order_id(), *delivery);
}

void evolve_alert_escalated(TableWriter& tables, const v1::AlertEscalated& event) {
  // The alert stays open: whoever is called confirms it.
  processor::cancel_timer(tables, alert_timer(event.order_id()));
}

}  // namespace matbud::dispatch
