// Records as a care manager would read them: one line of plain English each.
#pragma once

#include <string>
#include <string_view>

#include "matbud/log/record.h"
#include "matbud/time/zone.h"

namespace matbud::audit {

/// What happened, in one line without its moment: `the cut-off of window morning passed: released to grocer dagros`.
/// With an order id, a record that speaks of many orders is told from that order's side: which stop of which run, who
/// of its people was told. Times are told by the clock of `zone`, with the day when it is not the record's own.
/// Never fails: a record that this version cannot read is told as that. Sealed fields are never opened.
[[nodiscard]] std::string tell(std::string_view topic, const log::Envelope& record, std::string_view order_id,
                               time::Zone zone);

}  // namespace matbud::audit
