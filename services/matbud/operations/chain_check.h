// Follows all topics of one partition number together, so that each event's cause can be looked up.
#pragma once

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

/// Adds reports and findings for partition `partition` of `topics` to `report`. `listener` may be null.
[[nodiscard]] Result<void> check_chains(log::Log& log, const std::vector<std::string>& topics, Partition partition,
                                        const std::function<void(std::size_t)>& on_progress, RecordListener* listener,
                                        VerifyReport& report);

}  // namespace matbud::operations
