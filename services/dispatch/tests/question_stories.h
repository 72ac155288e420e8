// A question to the planner in the contract's words, put together by hand.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dispatch_stories.h"
#include "proposal.h"

namespace matbud::dispatch::stories {

/// In these tests a sealed point is the point itself.
inline std::optional<v1::Point> open_sesame(const privacy::v1::Sealed& sealed) {
  v1::Point point;
  if (!point.ParseFromString(sealed.box())) return std::nullopt;
  return point;
}

inline constexpr std::int32_t depot_latitude = 598'900'000;
inline constexpr std::int32_t depot_longitude = 105'200'000;
/// 1 km east, about, in Sandvika.
inline constexpr std::int32_t km_east = 178'000;

struct AQuestion {
  AQuestion() {
    request.set_plan_id("3024-sandvika/morning/20515/1");
    *request.mutable_window() = tuesday_morning();
    request.set_seed(7);
  }
  v1::Shift& drives(const std::string& driver, std::uint32_t boxes = 40) {
    auto& shift = *request.add_shifts();
    shift = a_shift(driver + "-tuesday", driver, tuesday_8 - hours{1}, tuesday_8 + hours{7}, boxes);
    return shift;
  }
  v1::PlannedDelivery& wants(const std::string& order, std::int32_t longitude_e7,
                             std::int32_t latitude_e7 = depot_latitude) {
    auto& planned = *request.add_deliveries();
    planned.mutable_delivery()->set_order_id(order);
    planned.mutable_delivery()->set_citizen_id("citizen-" + order);
    planned.mutable_delivery()->set_boxes(2);
    planned.mutable_delivery()->set_weight_grams(8'000);
    planned.set_service_minutes(5);
    v1::Point point;
    point.set_latitude_e7(latitude_e7);
    point.set_longitude_e7(longitude_e7);
    planned.mutable_point()->set_box(point.SerializeAsString());
    return planned;
  }
  [[nodiscard]] v1::ProposePlan answer(const TravelAsker& ask = {}) const {
    return proposal_for(request, open_sesame, ask);
  }

  v1::PlanRequested request;
};

inline std::vector<std::string> orders_of(const v1::Run& run) {
  std::vector<std::string> orders;
  for (const auto& stop : run.stops()) orders.push_back(stop.order_id());
  return orders;
}

}  // namespace matbud::dispatch::stories
