#include "matbud/api/ask_everywhere.h"

#include "matbud/api/api.h"
#include "matbud/log/append.h"

namespace matbud::api {
namespace {

constexpr std::chrono::seconds patience{10};
constexpr std::chrono::seconds append_timeout{5};

/// For every partition but the last.
std::vector<log::Command> others_of(const log::Command& command, std::uint32_t partitions) {
  std::vector<log::Command> others(partitions - 1, command);
  for (std::uint32_t partition = 0; partition < others.size(); ++partition) {
    others[partition].id += "/" + std::to_string(partition);
    others[partition].partition = Partition{partition};
  }
  return others;
}

}  // namespace

web::Answer ask_everywhere(Clerk& clerk, Desk& desk, log::Log& log, Timestamp now, log::Command command,
                           std::string source) {
  const web::Later later{patience, [] { return web::problem(503, "the log cannot be reached"); }};
  const bool taken = clerk.give(
      [&desk, &log, now, command = std::move(command), source = std::move(source), reply = later.reply()]() mutable {
        const auto partitions = desk.partitions();
        const auto told = log::append_all(log, now, partitions, others_of(command, partitions), source, append_timeout);
        if (!told) return void(reply.complete(problem_of(told.error())));
        command.partition = Partition{partitions - 1};
        desk.ask(std::move(command), reply);
      });
  if (!taken) return web::problem(503, "too much waits to be done already");
  return later;
}

}  // namespace matbud::api
