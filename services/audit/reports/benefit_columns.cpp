#include "benefit_columns.h"

namespace matbud::audit {

std::vector<Column> figure_columns(const benefits::Figures& figures) {
  const auto* fields = benefits::Figures::descriptor();
  const auto* all = benefits::Figures::GetReflection();
  std::vector<Column> columns;
  for (int i = 0; i < fields->field_count(); ++i)
    columns.emplace_back(fields->field(i)->name(), all->GetInt64(figures, fields->field(i)));
  return columns;
}

std::vector<Column> reckoned_columns(const Reckoned& reckoned) {
  return {{"trips_saved_thousandths", reckoned.trips_saved_thousandths},
          {"visits_saved_thousandths", reckoned.visits_saved_thousandths},
          {"seconds_before", reckoned.seconds_before},
          {"seconds_now", reckoned.seconds_now},
          {"metres_before", reckoned.metres_before},
          {"metres_now", reckoned.metres_now},
          {"grams_co2_before", reckoned.grams_co2_before},
          {"grams_co2_now", reckoned.grams_co2_now},
          {"cost_before_ore", reckoned.cost_before_ore},
          {"cost_now_ore", reckoned.cost_now_ore}};
}

}  // namespace matbud::audit
