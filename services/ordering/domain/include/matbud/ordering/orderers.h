// Who may order for a citizen besides themselves, for the rules and for the pages that show whom one serves.
#pragma once

#include <algorithm>
#include <string_view>

#include "matbud/ordering/v1/reference.pb.h"
#include "matbud/time/calendar.h"

namespace matbud::ordering {

/// Whether the citizen has named them, and the consent holds on that day of the area's calendar. `Citizen` is the
/// contract's citizen or ordering's row of one.
template <class Citizen>
[[nodiscard]] bool has_named(const Citizen& citizen, std::string_view who, time::Day today) {
  const auto& ids = citizen.orderer_ids();
  if (std::find(ids.begin(), ids.end(), who) != ids.end()) return true;
  const auto& consents = citizen.orderers();
  return std::any_of(consents.begin(), consents.end(), [&](const v1::OrdererConsent& consent) {
    return consent.orderer_id() == who && consent.last_day() >= time::number_of(today);
  });
}

/// Whether nobody has ever been named and no unit serves them: their orders are then a matter of whoever lets people
/// in. A consent that has ended still tells that the citizen decides.
template <class Citizen>
[[nodiscard]] bool leaves_it_open(const Citizen& citizen) {
  return citizen.service_unit().empty() && citizen.orderer_ids().empty() && citizen.orderers().empty();
}

}  // namespace matbud::ordering
