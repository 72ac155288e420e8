// An installation as a command has it: opened, with the machine's clock and random bytes, and caught up when asked.
#pragma once

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

  [[nodiscard]] log::EmbeddedLog& log() const { return installation->log(); }
};

/// Opens `common.data`; notices go to the messages. `create`: makes it when it is not there, and adds `grocers`.
/// Errors as Installation::open.
[[nodiscard]] Result<std::unique_ptr<Opened>> open(const Common& common, const Streams& streams,
                                                   std::vector<GrocerId> grocers = {}, bool create = false);

/// Lets every service and read model do what there is to do until none has anything left, then closes them again.
/// Effects (e-mail, planning) are not performed. `retryable` when they do not come to rest within a minute in which
/// nothing happens.
[[nodiscard]] Result<void> catch_up(const Opened& opened);

}  // namespace matbud::cli
