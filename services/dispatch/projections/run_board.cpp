#include "matbud/dispatch/run_board.h"

#include <algorithm>

#include "board_rows.h"
#include "matbud/dispatch/v1/events.pb.h"
#include "matbud/log/topics.h"

namespace matbud::dispatch {
namespace {

using board::BoardDelivery;
using board::BoardRun;
using projection::Seen;
using state::TableWriter;
using v1::DispatchEvent;

/// One event and the rows it changes.
class Board {
 public:
  Board(TableWriter& state, const Seen& seen)
      : state_{state}, area_{seen.record.key}, now_ms_{to_ms(seen.record.time)} {}

  void fold(const DispatchEvent& event) {
    switch (event.event_case()) {
      case DispatchEvent::kDriverOnShift: return on_shift(event.driver_on_shift().shift());
      case DispatchEvent::kDriverOffShift: return off_shift(event.driver_off_shift().shift_id());
      case DispatchEvent::kDeliveryRequested: return requested(event.delivery_requested().delivery());
      case DispatchEvent::kPlanRequested: return plan_requested(event.plan_requested());
      case DispatchEvent::kRunsPlanned:
        for (const auto& run_id : event.runs_planned().replaced_run_ids()) dissolve(run_id);
        for (const auto& run : event.runs_planned().runs()) planned(run, event.runs_planned().window());
        return left_over(event.runs_planned());
      case DispatchEvent::kDispatchRefused:
        for (const auto& order_id : event.dispatch_refused().waiting_order_ids())
          waits(order_id, v1::UNPLANNED_REASON_NO_DRIVER);
        return;
      case DispatchEvent::kDeliveryWithdrawn: return withdrawn(event.delivery_withdrawn().order_id());
      case DispatchEvent::kRunReplanned: return replanned(event.run_replanned());
      case DispatchEvent::kRunStarted: return started(event.run_started());
      case DispatchEvent::kRunTakenOver: return taken_over(event.run_taken_over());
      case DispatchEvent::kDriverArrived:
        return change(event.driver_arrived().order_id(),
                      [&](BoardDelivery& row) { row.set_arrived_at_ms(event.driver_arrived().arrived_at_ms()); });
      case DispatchEvent::kPlanSettingsPut:
        return rows::plan_settings.put(state_, event.plan_settings_put().settings().area_id(),
                                       event.plan_settings_put().settings());
      case DispatchEvent::kDeliveryDone: return done(event.delivery_done());
      case DispatchEvent::kDeliveryFailed: return failed(event.delivery_failed());
      case DispatchEvent::kDeliveryUndone: return undone(event.delivery_undone());
      case DispatchEvent::kGoodsReturned:
        return change(event.goods_returned().order_id(),
                      [](BoardDelivery& row) { row.set_phase(board::DELIVERY_PHASE_RETURNED); });
      case DispatchEvent::kAlertConfirmed:
        return settle_alert(event.alert_confirmed().order_id(), board::ALERT_STATE_CONFIRMED,
                            event.alert_confirmed().confirmed_by());
      case DispatchEvent::kAlertEscalated:
        return settle_alert(event.alert_escalated().order_id(), board::ALERT_STATE_ESCALATED, {});
      case DispatchEvent::kDropPointPut:
        return rows::doorsteps.put(state_, event.drop_point_put().drop_point().citizen_id(),
                                   event.drop_point_put().drop_point());
      default: return;
    }
  }

 private:
  void change(const std::string& order_id, const std::function<void(BoardDelivery&)>& edit) {
    auto row = rows::deliveries.find(state_, order_id);
    if (!row) return;
    edit(*row);
    rows::deliveries.put(state_, order_id, *row);
  }

  /// A request names all roads that are closed for its window.
  void plan_requested(const v1::PlanRequested& request) {
    if (request.closed_roads().empty()) return;
    v1::PlanRequested roads;
    *roads.mutable_closed_roads() = request.closed_roads();
    const auto& window = request.window();
    rows::closed_roads.put(state_, rows::under(window.area_id(), window.delivery_day()) + window.window_id(), roads);
  }

  void on_shift(const v1::Shift& shift) {
    board::BoardShift row;
    *row.mutable_shift() = shift;
    rows::shifts.put(state_, shift.shift_id(), row);
    state_.put(rows::shifts_by_end, rows::under(area_, shift.ends_at_ms()) + shift.shift_id(), "");
  }

  /// Runs that had not left are given up, and their orders wait again.
  void off_shift(const std::string& shift_id) {
    auto row = rows::shifts.find(state_, shift_id);
    if (!row) return;
    row->set_ended(true);
    rows::shifts.put(state_, shift_id, *row);
    std::vector<std::string> runs;
    const auto prefix = shift_id + "/";
    state_.scan(rows::runs_by_shift, prefix, "", [&](std::string_view key, std::string_view) {
      runs.emplace_back(key.substr(prefix.size()));
      return true;
    });
    for (const auto& run_id : runs) dissolve(run_id);
  }

  /// Gives up a run that has not left.
  void dissolve(const std::string& run_id) {
    auto run = rows::runs.find(state_, run_id);
    if (!run || run->started_at_ms() != 0) return;
    for (const auto& stop : run->run().stops()) wait_again(stop.order_id(), run_id);
    run->set_dissolved(true);
    rows::runs.put(state_, run_id, *run);
  }

  void withdrawn(const std::string& order_id) {
    leave_earlier_run(order_id, {});
    change(order_id, [](BoardDelivery& row) {
      row.set_phase(board::DELIVERY_PHASE_WITHDRAWN);
      row.clear_waits_because();
      row.clear_run_id();
      row.clear_driver_id();
    });
  }

  void wait_again(const std::string& order_id, const std::string& run_id) {
    change(order_id, [&](BoardDelivery& row) {
      if (row.run_id() != run_id || row.phase() != board::DELIVERY_PHASE_ASSIGNED) return;
      row.set_phase(board::DELIVERY_PHASE_WAITING);
      row.clear_run_id();
      row.clear_driver_id();
    });
  }

  void waits(const std::string& order_id, v1::UnplannedReason because) {
    change(order_id, [&](BoardDelivery& row) {
      if (row.phase() == board::DELIVERY_PHASE_WAITING) row.set_waits_because(because);
    });
  }

  void left_over(const v1::RunsPlanned& plan) {
    for (int i = 0; i < plan.unplanned_order_ids_size(); ++i)
      waits(plan.unplanned_order_ids(i),
            i < plan.unplanned_reasons_size() ? plan.unplanned_reasons(i) : v1::UNPLANNED_REASON_UNSPECIFIED);
  }

  void requested(const v1::Delivery& delivery) {
    auto row = rows::deliveries.find(state_, delivery.order_id()).value_or(BoardDelivery{});
    if (row.phase() == board::DELIVERY_PHASE_UNSPECIFIED) {
      row.set_phase(board::DELIVERY_PHASE_WAITING);
      row.set_requested_at_ms(now_ms_);
      state_.put(rows::deliveries_by_day, rows::under(area_, delivery.window().delivery_day()) + delivery.order_id(),
                 "");
    }
    *row.mutable_delivery() = delivery;
    rows::deliveries.put(state_, delivery.order_id(), row);
  }

  void put_run(const BoardRun& row) {
    const auto& run = row.run();
    rows::runs.put(state_, run.run_id(), row);
    state_.put(rows::runs_by_day, rows::under(area_, run.window().delivery_day()) + run.run_id(), "");
    state_.put(rows::runs_by_shift, run.shift_id() + "/" + run.run_id(), "");
  }

  void assign(const std::string& order_id, const v1::Run& run) {
    change(order_id, [&](BoardDelivery& row) {
      row.set_phase(board::DELIVERY_PHASE_ASSIGNED);
      row.clear_waits_because();
      row.set_run_id(run.run_id());
      row.set_driver_id(run.driver_id());
    });
  }

  void planned(const v1::Run& run, const orders::v1::DeliveryWindow& window) {
    BoardRun row;
    *row.mutable_run() = run;
    if (!run.has_window()) *row.mutable_run()->mutable_window() = window;
    for (const auto& stop : run.stops()) {
      leave_earlier_run(stop.order_id(), run.run_id());
      assign(stop.order_id(), run);
    }
    put_run(row);
  }

  /// An order is a stop of one run at a time.
  void leave_earlier_run(const std::string& order_id, const std::string& new_run_id) {
    const auto delivery = rows::deliveries.find(state_, order_id);
    if (!delivery || delivery->run_id().empty() || delivery->run_id() == new_run_id) return;
    auto earlier = rows::runs.find(state_, delivery->run_id());
    if (!earlier || earlier->started_at_ms() != 0) return;
    auto& stops = *earlier->mutable_run()->mutable_stops();
    const auto at =
        std::find_if(stops.begin(), stops.end(), [&](const auto& stop) { return stop.order_id() == order_id; });
    if (at != stops.end()) stops.erase(at);
    earlier->set_dissolved(stops.empty());
    rows::runs.put(state_, delivery->run_id(), *earlier);
  }

  void replanned(const v1::RunReplanned& event) {
    requested(event.added());
    auto row = rows::runs.find(state_, event.run_id()).value_or(BoardRun{});
    auto& run = *row.mutable_run();
    run.set_run_id(event.run_id());
    run.set_driver_id(event.driver_id());
    run.set_shift_id(event.shift_id());
    if (!run.has_window()) *run.mutable_window() = event.added().window();
    auto& stops = *run.mutable_stops();
    auto& stop = *stops.Add();
    stop.set_order_id(event.added().order_id());
    stop.set_citizen_id(event.added().citizen_id());
    for (int at = stops.size() - 1; at > static_cast<int>(event.stop_index()); --at) stops.SwapElements(at, at - 1);
    put_run(row);
    assign(event.added().order_id(), run);
  }

  void started(const v1::RunStarted& event) {
    auto row = rows::runs.find(state_, event.run_id());
    if (!row) return;
    row->set_started_at_ms(event.started_at_ms());
    const auto before = row->run().stops();
    *row->mutable_run()->mutable_stops() = event.stops();
    for (const auto& stop : before) {
      const auto on_board = std::any_of(event.stops().begin(), event.stops().end(),
                                        [&](const auto& one) { return one.order_id() == stop.order_id(); });
      if (!on_board) wait_again(stop.order_id(), event.run_id());
    }
    rows::runs.put(state_, event.run_id(), *row);
  }

  /// What has not been handed over is in the new driver's hands.
  void taken_over(const v1::RunTakenOver& event) {
    for (const auto& replaced : event.replaced_run_ids()) dissolve(replaced);
    auto row = rows::runs.find(state_, event.run_id());
    if (!row) return;
    state_.erase(rows::runs_by_shift, row->run().shift_id() + "/" + event.run_id());
    row->mutable_run()->set_shift_id(event.shift_id());
    row->mutable_run()->set_driver_id(event.driver_id());
    put_run(*row);
    for (const auto& stop : row->run().stops()) {
      change(stop.order_id(), [&](BoardDelivery& delivery) {
        const bool in_the_car =
            delivery.phase() == board::DELIVERY_PHASE_ASSIGNED || delivery.phase() == board::DELIVERY_PHASE_FAILED;
        if (in_the_car && delivery.run_id() == event.run_id()) delivery.set_driver_id(event.driver_id());
      });
    }
  }

  void done(const v1::DeliveryDone& event) {
    change(event.order_id(), [&](BoardDelivery& row) {
      row.set_phase(board::DELIVERY_PHASE_DELIVERED);
      row.set_resolved_at_ms(event.delivered_at_ms());
      *row.mutable_kept_back() = event.kept_back();
      if (event.has_received_by()) *row.mutable_received_by() = event.received_by();
    });
  }

  [[nodiscard]] std::string alert_key(const BoardDelivery& row) const {
    return rows::under(area_, row.alert_raised_at_ms()) + row.delivery().order_id();
  }

  void failed(const v1::DeliveryFailed& event) {
    change(event.order_id(), [&](BoardDelivery& row) {
      row.set_phase(board::DELIVERY_PHASE_FAILED);
      row.set_resolved_at_ms(event.failed_at_ms());
      row.set_failure(event.reason());
      if (event.reason() != v1::FAILURE_REASON_NOT_OPENED) return;
      row.set_alert(board::ALERT_STATE_OPEN);
      row.set_alert_raised_at_ms(event.failed_at_ms());
      state_.put(rows::alerts, alert_key(row), "");
    });
  }

  void undone(const v1::DeliveryUndone& event) {
    change(event.order_id(), [&](BoardDelivery& row) {
      if (row.alert() != board::ALERT_STATE_UNSPECIFIED) state_.erase(rows::alerts, alert_key(row));
      row.set_phase(board::DELIVERY_PHASE_ASSIGNED);
      row.clear_resolved_at_ms();
      row.clear_failure();
      row.clear_kept_back();
      row.clear_received_by();
      row.clear_alert();
      row.clear_alert_raised_at_ms();
    });
  }

  void settle_alert(const std::string& order_id, board::AlertState alert, const std::string& by) {
    change(order_id, [&](BoardDelivery& row) {
      row.set_alert(alert);
      row.set_alert_confirmed_by(by);
      if (alert == board::ALERT_STATE_CONFIRMED) state_.erase(rows::alerts, alert_key(row));
    });
  }

  TableWriter& state_;
  std::string_view area_;
  std::int64_t now_ms_;
};

class RunBoard final : public projection::ReadModel {
 public:
  [[nodiscard]] std::string name() const override { return "run_board"; }
  [[nodiscard]] std::uint32_t version() const override { return 3; }
  [[nodiscard]] std::vector<std::string> topics() const override { return {std::string{log::dispatch_events}}; }

  void fold(TableWriter& state, const Seen& seen) const override {
    google::protobuf::Arena arena;
    auto* const event = google::protobuf::Arena::CreateMessage<DispatchEvent>(&arena);
    const auto value = seen.record.value;
    if (event->ParseFromArray(value.data(), static_cast<int>(value.size()))) Board{state, seen}.fold(*event);
  }
};

/// The rows whose ids end the keys of an index, behind a prefix and `skipped` more bytes. Ids of runs hold a '/'.
template <class Row>
std::vector<Row> rows_under(const state::TableReader& tables, state::TableId index, const std::string& prefix,
                            const std::string& from, std::size_t skipped, const state::Table<Row>& table) {
  std::vector<std::string> ids;
  tables.scan(index, prefix, from, [&](std::string_view key, std::string_view) {
    ids.emplace_back(key.substr(prefix.size() + skipped));
    return true;
  });
  std::vector<Row> rows;
  for (const auto& id : ids) {
    if (auto row = table.find(tables, id)) rows.push_back(*std::move(row));
  }
  return rows;
}

/// A moment in a key, and the '/' behind it.
constexpr std::size_t moment_bytes = 9;

}  // namespace

std::shared_ptr<const projection::ReadModel> run_board() { return std::make_shared<RunBoard>(); }

std::vector<board::BoardShift> shifts_of(const state::TableReader& tables, std::string_view area_id,
                                         std::int64_t from_ms) {
  return rows_under(tables, rows::shifts_by_end, std::string{area_id} + "/", state::sortable(from_ms), moment_bytes,
                    rows::shifts);
}

std::optional<board::BoardShift> find_board_shift(const state::TableReader& tables, std::string_view shift_id) {
  return rows::shifts.find(tables, shift_id);
}

std::vector<board::BoardRun> runs_of(const state::TableReader& tables, std::string_view area_id,
                                     std::int32_t delivery_day) {
  auto runs = rows_under(tables, rows::runs_by_day, rows::under(area_id, delivery_day), "", 0, rows::runs);
  std::erase_if(runs, [](const auto& run) { return run.dissolved(); });
  return runs;
}

std::vector<board::BoardRun> runs_of_shift(const state::TableReader& tables, std::string_view shift_id) {
  return rows_under(tables, rows::runs_by_shift, std::string{shift_id} + "/", "", 0, rows::runs);
}

std::optional<board::BoardRun> find_run(const state::TableReader& tables, std::string_view run_id) {
  return rows::runs.find(tables, run_id);
}

std::optional<board::BoardDelivery> find_delivery(const state::TableReader& tables, std::string_view order_id) {
  return rows::deliveries.find(tables, order_id);
}

std::vector<board::BoardDelivery> deliveries_of(const state::TableReader& tables, std::string_view area_id,
                                                std::int32_t delivery_day) {
  return rows_under(tables, rows::deliveries_by_day, rows::under(area_id, delivery_day), "", 0, rows::deliveries);
}

std::vector<board::BoardDelivery> alerts_of(const state::TableReader& tables, std::string_view area_id) {
  return rows_under(tables, rows::alerts, std::string{area_id} + "/", "", moment_bytes, rows::deliveries);
}

std::optional<v1::PlanSettings> find_plan_settings(const state::TableReader& tables, std::string_view area_id) {
  return rows::plan_settings.find(tables, area_id);
}

std::vector<v1::ClosedRoad> closed_roads_of(const state::TableReader& tables, const std::string& area_id,
                                            std::int32_t delivery_day, std::string_view window_id) {
  const auto row = rows::closed_roads.find(tables, rows::under(area_id, delivery_day).append(window_id));
  if (!row) return {};
  return {row->closed_roads().begin(), row->closed_roads().end()};
}

std::optional<v1::DropPoint> find_doorstep(const state::TableReader& tables, std::string_view citizen_id) {
  return rows::doorsteps.find(tables, citizen_id);
}

}  // namespace matbud::dispatch
