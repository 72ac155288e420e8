#include "appending.h"

#include <map>

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
  const auto now = clock.now();
  std::map<log::TopicPartition, std::vector<std::string>> records;
  for (const auto& command : commands) {
    records[{command.topic, log::partition_of(command, partitions)}].push_back(
        log::encode_command(command, now, "/matbud/cli"));
  }
  for (auto& [place, batch] : records) {
    const auto writer = log.open_writer(place);
    if (!writer) return tl::unexpected{writer.error()};
    const auto appended = log::append_and_wait(log, **writer, std::move(batch), append_timeout);
    if (!appended) return tl::unexpected{appended.error()};
  }
  return {};
}

}  // namespace matbud::cli
