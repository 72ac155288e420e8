#include "buyer.h"

#include "matbud/ordering/orderers.h"
#include "slot.h"
#include "tables.h"

namespace matbud::ordering {

tl::expected<stored::CitizenState, Refusal> find_buyer(const Asked& asked, const std::string& citizen_id) {
  auto citizen = citizens.find(asked.state, citizen_id);
  if (!citizen || citizen->area_id() != asked.area_id)
    return tl::unexpected{Refusal{v1::REFUSAL_REASON_UNKNOWN_CITIZEN, "citizen_id"}};
  if (!citizen->active()) return tl::unexpected{Refusal{v1::REFUSAL_REASON_CITIZEN_INACTIVE, "citizen_id"}};
  return *std::move(citizen);
}

Objection check_orderer(const v1::Area& area, Timestamp now, const stored::CitizenState& citizen,
                        std::string_view orderer_id, std::string_view orderer_unit) {
  if (orderer_id.empty() || leaves_it_open(citizen)) return std::nullopt;
  if (!citizen.service_unit().empty() && orderer_unit == citizen.service_unit()) return std::nullopt;
  if (has_named(citizen, orderer_id, known_zone_of(area).local(now).day)) return std::nullopt;
  return Refusal{v1::REFUSAL_REASON_MAY_NOT_ORDER, "ordered_by"};
}

Objection know_citizen(const Asked& asked, const stored::CitizenState& citizen, Shopping& shopping) {
  shopping.age_years = citizen.verified_age_years();
  shopping.usual_wish = citizen.usual_wish();
  if (!citizen.has_diet() || citizen.diet().box().empty()) return std::nullopt;
  const auto read = asked.read_diet(citizen.diet());
  switch (read.kind) {
    case DietRead::Kind::readable: shopping.avoids = avoided_by(read.diet); return std::nullopt;
    case DietRead::Kind::erased: return Refusal{v1::REFUSAL_REASON_CITIZEN_INACTIVE, "citizen_id"};
    case DietRead::Kind::unreadable: break;
  }
  return Refusal{v1::REFUSAL_REASON_DIET_UNREADABLE, "citizen_id"};
}

std::int32_t month_of(time::Day day) {
  const std::chrono::year_month_day date{day};
  return (static_cast<int>(date.year()) - 1970) * 12 + static_cast<std::int32_t>(static_cast<unsigned>(date.month())) -
         1;
}

v1::Spending reckon(const Asked& asked, const stored::CitizenState& citizen, std::string_view citizen_id,
                    std::int32_t month, std::int64_t order_ore, std::int64_t counted_ore) {
  v1::Spending spending;
  const auto earlier = spent.find(asked.state, spent_key(citizen_id, month));
  spending.set_month(month);
  spending.set_ordered_ore((earlier ? earlier->ordered_ore() : 0) - counted_ore + order_ore);
  spending.set_budget_ore(citizen.budget_month_ore());
  return spending;
}

}  // namespace matbud::ordering
