#include "appending.h"

#include "matbud/log/append.h"

namespace matbud::cli {
namespace {

constexpr std::chrono::seconds append_timeout{60};

}  // namespace

Result<void> append_all(const Opened& opened, const std::vector<log::Command>& commands) {
  return append_all(opened.log(), opened.clock, opened.installation->partitions(), commands);
}

Result<void> append_all(log::Log& log, const Clock& clock, std::uint32_t partitions,
                        const std::vector<log::Command>& commands) {
  return log::append_all(log, clock.now(), partitions, commands, "/matbud/cli", append_timeout);
}

}  // namespace matbud::cli
