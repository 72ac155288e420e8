#include "matbud/processor/alarm_watch.h"

#include <utility>

namespace matbud::processor {

void AlarmWatch::look(const Stepper& stepper, const std::function<void(const Error&)>& tell) {
  const auto alarms = stepper.alarms();
  if (alarms.empty() && standing_.empty()) return;
  std::set<std::string> now;
  for (const auto& alarm : alarms) {
    if (now.insert(alarm.message).second && !standing_.contains(alarm.message)) tell(alarm);
  }
  standing_ = std::move(now);
}

}  // namespace matbud::processor
