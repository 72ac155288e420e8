// One command as the rules see it.
#pragma once

#include <string_view>

#include "matbud/base/time.h"
#include "matbud/ordering/diet.h"
#include "matbud/state/tables.h"

namespace matbud::ordering {

struct Asked {
  const state::TableReader& state;
  const DietReader& read_diet;
  std::string_view area_id;     ///< the record's key: where it happens
  std::string_view command_id;  ///< the record's ce_id
  Timestamp now;                ///< when the log took it
};

}  // namespace matbud::ordering
