#include "matbud/log/append.h"

namespace matbud::log {

Result<Offset> append_and_wait(Log& log, Writer& writer, std::vector<std::string> canonical_records,
                               std::chrono::milliseconds timeout) {
  const auto deadline = std::chrono::steady_clock::now() + timeout;
  writer.append(std::move(canonical_records));
  for (;;) {
    const auto seen = log.activity();
    if (const auto outcome = writer.poll()) {
      if (outcome->known) return outcome->first;
      return failure(Error::Code::retryable, "append has no known outcome: " + outcome->why_unknown);
    }
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    if (left.count() <= 0) return failure(Error::Code::retryable, "append was not acknowledged in time");
    log.wait_for_activity(seen, left);
  }
}

}  // namespace matbud::log
