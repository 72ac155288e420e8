#include "proposal.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <utility>

#include "matbud/dispatch/arranging.h"
#include "matbud/dispatch/decider.h"
#include "matbud/dispatch/planner.h"
#include "travel.h"

namespace matbud::dispatch {
namespace {

Position position(std::int32_t latitude_e7, std::int32_t longitude_e7) {
  return {latitude_e7 / 1e7, longitude_e7 / 1e7};
}

/// What each driver has worked beyond the least busy: only that tells them apart.
std::chrono::minutes worked_beyond_others(const v1::PlanRequested& request, const std::string& driver) {
  const auto minutes_of = [&](const std::string& id) -> std::uint32_t {
    const auto& all = request.work();
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.driver_id() == id; });
    return found == all.end() ? 0 : found->minutes();
  };
  auto least = minutes_of(driver);
  for (const auto& shift : request.shifts()) least = std::min(least, minutes_of(shift.driver_id()));
  return std::chrono::minutes{minutes_of(driver) - least};
}

PlanShift shift_of(const v1::PlanRequested& request, const v1::Shift& shift) {
  PlanShift planned;
  planned.shift_id = shift.shift_id();
  planned.driver = DriverId{shift.driver_id()};
  planned.from = from_ms(shift.starts_at_ms());
  planned.to = from_ms(shift.ends_at_ms());
  planned.depot = position(shift.depot_latitude_e7(), shift.depot_longitude_e7());
  planned.capacity_boxes = shift.capacity_boxes();
  planned.cooled = shift.cooled();
  planned.capacity_grams = shift.capacity_grams();
  planned.break_from = from_ms(shift.break_from_ms());
  planned.break_to = from_ms(shift.break_to_ms());
  planned.skills.assign(shift.skills().begin(), shift.skills().end());
  planned.worked = worked_beyond_others(request, shift.driver_id());
  return planned;
}

void set_wishes(PlanProblem& problem, const v1::PlanRequested& request) {
  const auto& settings = request.settings();
  if (settings.objective() == v1::PLAN_OBJECTIVE_FEWEST_VEHICLES) problem.objective = PlanObjective::fewest_vehicles;
  if (settings.fairness_metres() != 0) problem.metres_per_square_hour = settings.fairness_metres();
  for (const auto& run : request.previous()) {
    auto& previous = problem.previous.emplace_back(PreviousRun{run.shift_id(), {}});
    for (const auto& stop : run.stops()) previous.orders.emplace_back(stop.order_id());
  }
}

PlanProblem problem_of(const v1::PlanRequested& request, const PointOpener& open) {
  PlanProblem problem;
  problem.seed = request.seed();
  auto latest = from_ms(request.window().closes_at_ms());
  for (const auto& shift : request.shifts()) {
    problem.shifts.push_back(shift_of(request, shift));
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
    delivery.skills.assign(planned.skills().begin(), planned.skills().end());
    problem.deliveries.push_back(std::move(delivery));
  }
  set_wishes(problem, request);
  return problem;
}

/// Why an order is in no run, in the contract's words.
v1::UnplannedReason reason_for(const std::optional<Hindrance>& hindrance) {
  if (!hindrance) return v1::UNPLANNED_REASON_NO_ROOM;
  switch (*hindrance) {
    case Hindrance::skills: return v1::UNPLANNED_REASON_SKILLS;
    case Hindrance::load: return v1::UNPLANNED_REASON_LOAD;
    case Hindrance::time: return v1::UNPLANNED_REASON_TIME;
  }
  return v1::UNPLANNED_REASON_UNSPECIFIED;
}

v1::Run run_of(const PlanProblem& problem, const PlannedRun& planned, const orders::v1::DeliveryWindow& window) {
  const auto& shift = problem.shifts[planned.shift];
  v1::Run run;
  run.set_driver_id(shift.driver.value());
  run.set_shift_id(shift.shift_id);
  *run.mutable_window() = window;
  for (const auto& stop : planned.stops) {
    auto& at = *run.add_stops();
    at.set_order_id(problem.deliveries[stop.delivery].order.value());
    at.set_citizen_id(problem.deliveries[stop.delivery].citizen.value());
    at.set_eta_ms(to_ms(stop.eta));
  }
  run.set_departs_at_ms(to_ms(planned.departs));
  run.set_returns_at_ms(to_ms(planned.returns));
  run.set_distance_metres(static_cast<std::uint32_t>(std::lround(planned.distance_metres)));
  return run;
}

/// The wanted run as a problem of its own: its shift, and its deliveries in driving order. Nothing when the problem
/// lacks one of them.
std::optional<PlanProblem> part_of(const PlanProblem& problem, const WantedRun& wanted) {
  PlanProblem part;
  const auto shift =
      std::ranges::find_if(problem.shifts, [&](const auto& one) { return one.shift_id == wanted.shift_id; });
  if (shift == problem.shifts.end()) return std::nullopt;
  part.shifts.push_back(*shift);
  for (const auto& order_id : wanted.order_ids) {
    const auto delivery =
        std::ranges::find_if(problem.deliveries, [&](const auto& one) { return one.order.value() == order_id; });
    if (delivery == problem.deliveries.end()) return std::nullopt;
    part.deliveries.push_back(*delivery);
  }
  return part;
}

/// The run in the first time between `taken` that it can be driven in.
tl::expected<PlannedRun, Hindrance> in_free_time(PlanProblem part, std::vector<std::pair<Timestamp, Timestamp>> taken) {
  std::vector<std::size_t> all(part.deliveries.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  std::ranges::sort(taken);
  auto& shift = part.shifts.front();
  const auto end = shift.to;
  taken.emplace_back(end, end);
  for (const auto& [departs, returns] : taken) {
    shift.to = std::min(departs, end);
    if (shift.from < shift.to) {
      auto run = timed(part, 0, all);
      if (run || run.error() != Hindrance::time) return run;
    }
    shift.from = std::max(shift.from, returns);
  }
  return tl::unexpected{Hindrance::time};
}

}  // namespace

v1::ProposePlan proposal_for(const v1::PlanRequested& request, const PointOpener& open, const TravelAsker& ask) {
  auto problem = problem_of(request, open);
  v1::ProposePlan proposal;
  *proposal.mutable_travel() = set_travel(problem, ask);
  go_around(problem, request.closed_roads());
  const auto solved = plan(problem);
  proposal.set_plan_id(request.plan_id());
  for (const auto& planned : solved.runs) {
    auto& run = *proposal.add_runs();
    run = run_of(problem, planned, request.window());
    run.set_run_id(request.plan_id() + "/" + std::to_string(proposal.runs_size()));
  }
  for (const auto index : solved.unplanned) proposal.add_unplanned_order_ids(problem.deliveries[index].order.value());
  for (const auto& hindrance : solved.hindrances) proposal.add_unplanned_reasons(reason_for(hindrance));
  return proposal;
}

Reckoned reckon(const v1::PlanRequested& request, const PointOpener& open, const std::vector<WantedRun>& wanted,
                const std::vector<v1::Run>& standing, const TravelAsker& ask) {
  const auto problem = problem_of(request, open);
  Reckoned reckoned;
  reckoned.travel.set_source(ask ? v1::TRAVEL_SOURCE_ROUTING_SERVER : v1::TRAVEL_SOURCE_GREAT_CIRCLE);
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    auto part = part_of(problem, wanted[i]);
    if (!part) {
      reckoned.hindered.push_back({i, Hindrance::time});
      continue;
    }
    // Who has not answered once is not waited for again: a dispatcher looks at the page meanwhile.
    const bool answers = reckoned.travel.source() == v1::TRAVEL_SOURCE_ROUTING_SERVER;
    if (auto travel = set_travel(*part, answers ? ask : TravelAsker{}); answers) reckoned.travel = std::move(travel);
    go_around(*part, request.closed_roads());
    std::vector<std::pair<Timestamp, Timestamp>> taken;
    const auto take = [&](const v1::Run& run) {
      if (run.shift_id() == wanted[i].shift_id)
        taken.emplace_back(from_ms(run.departs_at_ms()), from_ms(run.returns_at_ms()));
    };
    std::ranges::for_each(standing, take);
    std::ranges::for_each(reckoned.runs, take);
    if (const auto run = in_free_time(*part, std::move(taken))) {
      reckoned.runs.push_back(run_of(*part, *run, request.window()));
    } else {
      reckoned.hindered.push_back({i, run.error()});
    }
  }
  return reckoned;
}

std::vector<v1::Run> kept_by_all_day_run(const v1::Run& all_day, std::vector<v1::Run> planned) {
  std::erase_if(planned, [&](const auto& run) { return run.shift_id() != all_day.shift_id(); });
  std::ranges::sort(planned, {}, &v1::Run::departs_at_ms);
  std::vector<v1::Run> kept;
  auto from = all_day.window().opens_at_ms();
  const auto keep = [&](std::int64_t to) {
    if (from >= to) return;
    auto& piece = kept.emplace_back(all_day);
    piece.set_departs_at_ms(from);
    piece.set_returns_at_ms(to);
  };
  const auto closes = all_day.window().closes_at_ms();
  for (const auto& run : planned) {
    keep(std::min(run.departs_at_ms(), closes));
    from = std::max(from, run.returns_at_ms());
  }
  keep(closes);
  return kept;
}

v1::ProposePlan solve(const v1::PlanRequested& request, const PointOpener& open, const TravelAsker& ask) {
  return proposal_for(request, open, ask);
}

}  // namespace matbud::dispatch
