// matbud schema export: the contract as files for other people's tools.
#include "matbud/schema/schema.h"

#include <fstream>

#include "commands.h"
#include "matbud/log/topics.h"

namespace matbud::cli {
namespace {

struct SchemaOptions {
  std::filesystem::path directory;
  std::vector<std::string> grocers;
  std::uint32_t partitions = log::TopicSpec{}.partitions;
};

Result<void> write(const std::filesystem::path& path, const std::string& content) {
  std::error_code error;
  std::filesystem::create_directories(path.parent_path(), error);
  std::ofstream out{path, std::ios::binary};
  out << content;
  out.close();
  if (!out) return failure(Error::Code::unavailable, path.string() + ": cannot be written");
  if (content.starts_with("#!")) {
    std::filesystem::permissions(path, std::filesystem::perms::owner_exec, std::filesystem::perm_options::add, error);
  }
  return {};
}

Exit export_schema(const Common& common, const SchemaOptions& options, const Streams& streams) {
  const std::vector<GrocerId> grocers{options.grocers.begin(), options.grocers.end()};
  for (const auto& file : schema::schema_files(grocers, options.partitions)) {
    const auto path = options.directory / file.path;
    if (const auto written = write(path, file.content); !written) return report(streams, written.error());
    if (common.json) {
      streams.out << nlohmann::json{{"file", path.string()}}.dump() << "\n";
    } else {
      streams.out << path.string() << "\n";
    }
  }
  return Exit::ok;
}

}  // namespace

void add_schema(CLI::App& parent, Common& common, std::function<Exit(const Streams&)>& chosen) {
  auto* group = parent.add_subcommand("schema", "the contract for other people's tools")->require_subcommand(1);
  const auto options = std::make_shared<SchemaOptions>();
  auto* command = group->add_subcommand(
      "export", "write the descriptor set, .proto files, an AsyncAPI document and settings for topic browsers");
  command->add_option("--out", options->directory, "directory to write into")->required();
  command->add_option("--grocer", options->grocers, "id of a grocer with topics of its own; may be repeated");
  command->add_option("--partitions", options->partitions, "of each topic but keys.v1")->capture_default_str();
  command->callback([&common, &chosen, options] {
    chosen = [&common, options](const Streams& streams) { return export_schema(common, *options, streams); };
  });
}

}  // namespace matbud::cli
