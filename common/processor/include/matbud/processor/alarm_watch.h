// Tells each alarm of a stepper once.
#pragma once

#include <functional>
#include <set>
#include <string>

#include "matbud/processor/host.h"

namespace matbud::processor {

/// Remembers which alarms of one stepper stand. Not thread-safe.
class AlarmWatch {
 public:
  /// Calls `tell` for each alarm that did not stand at the last look; one that has gone and come back is told again.
  void look(const Stepper& stepper, const std::function<void(const Error&)>& tell);

 private:
  std::set<std::string> standing_;
};

}  // namespace matbud::processor
