// One vehicle's stops in driving order, with the times that make "does one more fit here?" a matter of two additions.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "problem.h"

namespace matbud::dispatch::search {

/// A stop on a route, or the depot at either end.
struct Visit {
  Place place;
  double leaves;  ///< as early as can be
  double latest;  ///< latest arrival after which everything behind can still be kept
  double link;    ///< length of the way from the visit before
};

/// When a route is where, for somebody who will drive it.
struct Schedule {
  double departs;
  std::vector<double> begins;  ///< one for each stop
  double returns;
};

/// Always feasible in time windows and capacity: insert only what fits. The first and last visit are the depot.
class Route {
 public:
  Route(const Problem& problem, std::uint32_t vehicle);

  [[nodiscard]] std::uint32_t vehicle() const { return vehicle_; }
  [[nodiscard]] std::size_t size() const { return visits_.size() - 2; }
  [[nodiscard]] bool empty() const { return visits_.size() == 2; }
  [[nodiscard]] const std::vector<Visit>& visits() const { return visits_; }
  /// The stop at 0 <= `at` < size().
  [[nodiscard]] Place stop(std::size_t at) const { return visits_[at + 1].place; }
  /// Length, assignment and fairness.
  [[nodiscard]] double cost() const { return cost_; }
  /// Time spent driving and serving.
  [[nodiscard]] double work() const { return work_; }
  [[nodiscard]] bool has_room_for(const Problem& problem, const Load& load) const {
    const auto& capacity = problem.vehicles[vehicle_].capacity;
    return load_[0] + load[0] <= capacity[0] && load_[1] + load[1] <= capacity[1];
  }

  /// Puts `stop` before the visit at 1 <= `before` < visits().size().
  void insert(const Problem& problem, Place stop, std::size_t before);
  /// Takes out `count` stops from `first` on, counted from 0 without the depot.
  void erase(const Problem& problem, std::size_t first, std::size_t count);
  /// Whether every cold stop would still be reached in time with `stop` before the visit at `before`; always in a
  /// cooled vehicle.
  [[nodiscard]] bool keeps_cold(const Problem& problem, Place stop, std::size_t before) const;

 private:
  void refresh(const Problem& problem, std::size_t changed);

  std::uint32_t vehicle_;
  std::vector<Visit> visits_;
  Load load_{};
  double cost_ = 0;
  double length_ = 0;
  double assigned_ = 0;
  double work_ = 0;
};

/// The schedule of these stops, leaving as late as possible without being later anywhere at the end: goods keep better
/// in the cold store than in the car. Nothing when a window, the shift or a cold ride cannot be kept.
[[nodiscard]] std::optional<Schedule> schedule(const Problem& problem, std::uint32_t vehicle,
                                               const std::vector<Place>& stops);

}  // namespace matbud::dispatch::search
