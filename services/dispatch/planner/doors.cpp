#include "doors.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace matbud::dispatch {
namespace {

/// What a door's visit carries.
struct Load {
  std::uint64_t boxes = 0;
  std::uint64_t grams = 0;
};

bool any_vehicle_holds(const PlanProblem& problem, const Load& load) {
  return std::any_of(problem.shifts.begin(), problem.shifts.end(), [&](const PlanShift& shift) {
    return load.boxes <= shift.capacity_boxes && (shift.capacity_grams == 0 || load.grams <= shift.capacity_grams);
  });
}

}  // namespace

std::vector<Door> doors_of(const PlanProblem& problem, const std::vector<bool>& apart) {
  using Same = std::tuple<double, double, Timestamp, Timestamp, std::vector<std::string>>;
  struct Open {
    std::size_t door;
    Load load;
  };
  std::vector<Door> doors;
  std::map<Same, Open> open;
  for (std::size_t i = 0; i < problem.deliveries.size(); ++i) {
    const auto& delivery = problem.deliveries[i];
    if (!delivery.position) continue;
    if (apart[i]) {
      doors.push_back({i});
      continue;
    }
    auto skills = delivery.skills;
    std::sort(skills.begin(), skills.end());
    const Same key{delivery.position->latitude, delivery.position->longitude, delivery.earliest, delivery.latest,
                   std::move(skills)};
    const auto found = open.find(key);
    if (found != open.end()) {
      const Load together{found->second.load.boxes + delivery.boxes, found->second.load.grams + delivery.grams};
      if (any_vehicle_holds(problem, together)) {
        doors[found->second.door].push_back(i);
        found->second.load = together;
        continue;
      }
    }
    doors.push_back({i});
    open.insert_or_assign(key, Open{doors.size() - 1, {delivery.boxes, delivery.grams}});
  }
  return doors;
}

}  // namespace matbud::dispatch
