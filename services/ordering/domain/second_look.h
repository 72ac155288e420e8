// Orders that have left ordering, looked at again when more is known of what their citizen may have. A doctor calls at
// any time, and until the goods are handed over somebody can still take them out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "asked.h"
#include "matbud/ordering/v1/events.pb.h"
#include "matbud/runtime/v1/runtime.pb.h"

namespace matbud::ordering {

inline constexpr std::string_view second_look_prefix = "second-look/";
[[nodiscard]] std::string second_look_timer(std::string_view order_id);

/// The citizen's orders that a grocer or a driver has and that hold something which they must not get, as they are
/// registered now. Empty when their diet cannot be read: the orders stay what they were when it could.
[[nodiscard]] std::vector<std::string> doubtful_orders(const Asked& asked, const v1::Citizen& citizen);

/// Whether this timer still waits; fills `said` then, without lines when nothing has to go after all. What somebody
/// gave a reason for stays; where a substitute comes, that is judged and not what it stands for.
[[nodiscard]] bool look_again(const Asked& asked, const runtime::v1::TimerDue& due, v1::GoodsRefused& said);

}  // namespace matbud::ordering
