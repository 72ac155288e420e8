#include "matbud/log/append.h"

#include <map>

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

Result<void> append_all(Log& log, Timestamp now, std::uint32_t partitions, const std::vector<Command>& commands,
                        std::string_view source, std::chrono::milliseconds timeout) {
  std::map<TopicPartition, std::vector<std::string>> records;
  for (const auto& command : commands)
    records[{command.topic, partition_of(command, partitions)}].push_back(encode_command(command, now, source));
  for (auto& [place, batch] : records) {
    const auto writer = log.open_writer(place);
    if (!writer) return tl::unexpected{writer.error()};
    const auto appended = append_and_wait(log, **writer, std::move(batch), timeout);
    if (!appended) return tl::unexpected{appended.error()};
  }
  return {};
}

}  // namespace matbud::log
