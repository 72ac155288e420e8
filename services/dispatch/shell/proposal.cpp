#include "proposal.h"

#include <algorithm>
#include <cmath>

#include "matbud/dispatch/planner.h"

namespace matbud::dispatch {
namespace {

/// Chilled and frozen goods stand in insulated boxes; longer than this they are not driven about.
constexpr std::chrono::minutes cold_ride_max{120};

Position position(std::int32_t latitude_e7, std::int32_t longitude_e7) {
  return {latitude_e7 / 1e7, longitude_e7 / 1e7};
}

PlanProblem problem_of(const v1::PlanRequested& request, const PointOpener& open) {
  PlanProblem problem;
  problem.seed = request.seed();
  auto latest = from_ms(request.window().closes_at_ms());
  for (const auto& shift : request.shifts()) {
    problem.shifts.push_back({shift.shift_id(), DriverId{shift.driver_id()}, from_ms(shift.starts_at_ms()),
                              from_ms(shift.ends_at_ms()),
                              position(shift.depot_latitude_e7(), shift.depot_longitude_e7()), shift.capacity_boxes(),
                              shift.capacity_grams()});
    // Asked for after the window has closed: as late as the driver can.
    if (shift.starts_at_ms() >= request.window().closes_at_ms()) latest = std::max(latest, from_ms(shift.ends_at_ms()));
  }
  for (const auto& planned : request.deliveries()) {
    const auto& what = planned.delivery();
    PlanDelivery delivery;
    delivery.order = OrderId{what.order_id()};
    delivery.citizen = CitizenId{what.citizen_id()};
    if (const auto point = planned.has_point() ? open(planned.point()) : std::nullopt)
      delivery.position = position(point->latitude_e7(), point->longitude_e7());
    // Who cannot be found is looked for by a person, cold or not.
    if (what.cold() && delivery.position) delivery.ride_max = cold_ride_max;
    delivery.service = std::chrono::minutes{planned.service_minutes()};
    delivery.boxes = what.boxes();
    delivery.grams = what.weight_grams();
    delivery.earliest = from_ms(request.window().opens_at_ms());
    delivery.latest = latest;
    problem.deliveries.push_back(std::move(delivery));
  }
  return problem;
}

}  // namespace

v1::ProposePlan proposal_for(const v1::PlanRequested& request, const PointOpener& open) {
  const auto problem = problem_of(request, open);
  const auto solved = plan(problem);
  v1::ProposePlan proposal;
  proposal.set_plan_id(request.plan_id());
  for (const auto& planned : solved.runs) {
    const auto& shift = problem.shifts[planned.shift];
    auto& run = *proposal.add_runs();
    run.set_run_id(request.plan_id() + "/" + std::to_string(proposal.runs_size()));
    run.set_driver_id(shift.driver.value());
    run.set_shift_id(shift.shift_id);
    *run.mutable_window() = request.window();
    for (const auto& stop : planned.stops) {
      auto& at = *run.add_stops();
      at.set_order_id(problem.deliveries[stop.delivery].order.value());
      at.set_citizen_id(problem.deliveries[stop.delivery].citizen.value());
      at.set_eta_ms(to_ms(stop.eta));
    }
    run.set_departs_at_ms(to_ms(planned.departs));
    run.set_returns_at_ms(to_ms(planned.returns));
    run.set_distance_metres(static_cast<std::uint32_t>(std::lround(planned.distance_metres)));
  }
  for (const auto index : solved.unplanned) proposal.add_unplanned_order_ids(problem.deliveries[index].order.value());
  return proposal;
}

}  // namespace matbud::dispatch
