// An installation as a command has it: opened, with the machine's clock and random bytes, and caught up when asked.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <vector>

#include "matbud/cli/command.h"
#include "matbud/host/installation.h"

namespace matbud::cli {

/// Owns what an installation needs to outlive it.
struct Opened {
  SystemClock clock;
  privacy::SystemRandom random;
  std::unique_ptr<host::Installation> installation;

  [[nodiscard]] log::Log& log() const { return installation->log(); }
};

/// Opens what `common.installation` names; notices go to the messages. `create`: makes it when it is not there, and
/// adds `grocers`. Errors as Installation::open.
[[nodiscard]] Result<std::unique_ptr<Opened>> open(const Common& common, const Streams& streams,
                                                   std::vector<GrocerId> grocers = {}, bool create = false);

/// What a command wants to look at.
struct Wanted {
  std::vector<processor::ProcessorSpec> processors;
  std::vector<std::shared_ptr<const projection::ReadModel>> read_models;
};

/// Brings the state of what is `wanted` to the end of the log. Where this process has the log to itself, every service
/// and read model does what there is to do until none has anything left; effects (e-mail, planning) are not performed.
/// On a shared log the services run elsewhere: only what is wanted is folded, into this process's own state.
/// `retryable` when they do not come to rest within a minute in which nothing happens.
[[nodiscard]] Result<void> catch_up(const Opened& opened, const Wanted& wanted);

/// Waits until the services have done what makes `is_answered` true: by catch_up() where they are ours to run, else by
/// asking again at each activity of the log until `patience` has passed. Returns the last answer.
[[nodiscard]] Result<bool> wait_for_answer(const Opened& opened, const Wanted& wanted,
                                           const std::function<Result<bool>()>& is_answered,
                                           std::chrono::milliseconds patience = std::chrono::seconds{15});

}  // namespace matbud::cli
