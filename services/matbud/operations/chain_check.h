// Follows all topics of one partition number together, so that each event's cause can be looked up.
#pragma once

#include <string>
#include <vector>

#include "matbud/log/record.h"
#include "matbud/operations/verify.h"

namespace matbud::operations {

/// Hears what a check of chains has read, so that nothing is read twice.
class RecordListener {
 public:
  virtual ~RecordListener() = default;
  /// The next accepted record of a topic. Views are valid during the call.
  virtual void hear(const std::string& topic, const log::Entry& entry, const log::Envelope& record,
                    const log::Hash& hash) = 0;
  /// A topic was read; `whole`: to its end.
  virtual void topic_ended(const std::string& topic, bool whole) = 0;
};

/// One topic of one partition, and how far it is followed.
struct Stretch {
  std::string topic;
  Offset judged;  ///< first offset whose event is not judged: what lies behind is only looked up as a cause
  Offset end;     ///< first offset that is not read; at least `judged`
};

/// Adds reports and findings for partition `partition` to `report`. `listener` may be null. Of the plan it heeds what
/// is told and asked meanwhile.
[[nodiscard]] Result<void> check_chains(log::Log& log, const std::vector<Stretch>& stretches, Partition partition,
                                        const VerifyPlan& plan, RecordListener* listener, VerifyReport& report);

}  // namespace matbud::operations
