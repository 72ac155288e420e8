// What a notification says, in the reader's language. Plain text. It greets by name and speaks of a delivery of
// groceries; it never says what was ordered, for whom, or that anybody receives care. Home care reads the order's number,
// which tells a stranger nothing, and what to do.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "matbud/notification/v1/events.pb.h"
#include "matbud/time/zone.h"

namespace matbud::notification {

struct Message {
  std::string subject;
  std::string body;  ///< lines ended by \n
  std::string language;
  std::vector<std::string> lines = {};  ///< the news alone, most important first: what a channel of few words sends
};

/// The message of a notification. `name` is whom to greet; empty when it is unknown or erased. Times are told by the
/// clock of `zone`. A language this version does not know is told in Bokmål.
[[nodiscard]] Message render(const v1::Notification& notification, std::string_view name, time::Zone zone);

}  // namespace matbud::notification
