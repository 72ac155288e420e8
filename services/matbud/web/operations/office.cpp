#include "office.h"

#include "matbud/log/append.h"
#include "matbud/pipeline/services.h"
#include "matbud/processor/machinery.h"
#include "matbud/projection/host.h"

namespace matbud::apis::operations {
namespace {

constexpr std::chrono::seconds append_timeout{5};
constexpr std::chrono::seconds patience{10};
constexpr std::size_t parked_shown_max = 500;

}  // namespace

Office::Office(host::Installation& installation, host::Pipeline& pipeline, const Clock& clock)
    : installation_{installation},
      pipeline_{pipeline},
      clock_{clock},
      specs_{pipeline::all_processors(installation.grocers())},
      keys_{installation.keys()},
      verifier_{installation.log(), clock},
      news_{[this] { return health(*this); }} {}

std::vector<Parked> Office::parked(const std::string& service, const std::string& subject) {
  constexpr state::Table<runtime::v1::InputParked> queue{processor::parked_inputs};
  std::vector<Parked> found;
  for (const auto& spec : specs_) {
    if (!service.empty() && spec.name != service) continue;
    for (std::uint32_t p = 0; p < partitions(); ++p) {
      const auto space = installation_.store().open_space(spec.name, Partition{p});
      if (!space) continue;
      queue.scan(state::SpaceTables{**space}, "", "", [&](std::string_view, const runtime::v1::InputParked& input) {
        if (subject.empty() || input.subject() == subject) found.push_back({spec, Partition{p}, input});
        return found.size() < parked_shown_max;
      });
    }
  }
  return found;
}

std::vector<audit::StoryEntry> Office::story_of(const std::string& subject) {
  std::vector<audit::StoryEntry> entries;
  const auto name = projection::space_name(*audit::story(installation_.grocers()));
  for (std::uint32_t p = 0; p < partitions(); ++p) {
    const auto space = installation_.store().open_space(name, Partition{p});
    if (!space) continue;
    const auto some = audit::story_of(state::SpaceTables{**space}, subject);
    entries.insert(entries.end(), some.begin(), some.end());
  }
  return entries;
}

Result<Offset> Office::append(const log::Command& command) {
  const auto writer = log().open_writer({command.topic, log::partition_of(command, partitions())});
  if (!writer) return tl::unexpected{writer.error()};
  return log::append_and_wait(log(), **writer, {log::encode_command(command, now(), "/matbud/api/operations")},
                              append_timeout);
}

web::Answer Office::by_clerk(std::function<web::Response(Office&)> errand) {
  const web::Later later{patience, [] { return web::problem(503, "this takes too long now; try again"); }};
  const bool taken =
      clerk_.give([this, errand = std::move(errand), reply = later.reply()] { reply.complete(errand(*this)); });
  if (!taken) return web::problem(503, "too much waits to be done already");
  return later;
}

}  // namespace matbud::apis::operations
