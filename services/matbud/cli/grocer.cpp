// matbud grocer put: how a grocer is told its orders.
#include "appending.h"
#include "commands.h"
#include "matbud/bridge/v1/commands.pb.h"
#include "matbud/formats/file.h"
#include "matbud/grocer_bridge/edge/grocer_settings.h"
#include "matbud/log/topics.h"

namespace matbud::cli {
namespace {

constexpr std::size_t file_bytes_max = 64U << 10U;

Result<bridge::v1::Grocer> read_grocer(const std::string& file) {
  const auto text = formats::read_file(file, file_bytes_max);
  if (!text) return tl::unexpected<Error>{text.error()};
  auto grocer = grocer_bridge::edge::grocer_from_json(*text);
  if (!grocer) return failure(grocer.error().code, file + ": " + grocer.error().message);
  return grocer;
}

Exit put_grocer(const Common& common, const std::string& file, const Streams& streams) {
  auto grocer = read_grocer(file);
  if (!grocer) return report(streams, grocer.error());
  const GrocerId id{grocer->grocer_id()};
  const auto opened = open(common, streams, {id}, true);
  if (!opened) return report(streams, opened.error());
  bridge::v1::BridgeCommand command;
  *command.mutable_put_grocer()->mutable_grocer() = std::move(*grocer);
  std::vector<log::Command> commands;
  for (std::uint32_t partition = 0; partition < (*opened)->installation->partitions(); ++partition) {
    commands.push_back({std::string{log::bridge_commands}, "grocer/" + id.value(),
                        "grocer-" + id.value() + "-" + std::to_string(to_ms((*opened)->clock.now())),
                        bridge::v1::PutGrocer::descriptor()->full_name(), "grocer/" + id.value(),
                        command.SerializeAsString(), Partition{partition}});
  }
  if (auto appended = append_all(**opened, commands); !appended) return report(streams, appended.error());
  if (auto caught_up = catch_up(**opened, {}); !caught_up) return report(streams, caught_up.error());
  const auto channel = bridge::v1::Channel_Name(command.put_grocer().grocer().channel());
  if (common.json) {
    streams.out << nlohmann::json{{"grocer", id.value()}, {"channel", channel}}.dump() << "\n";
  } else {
    streams.out << "grocer " << id.value() << " has its settings: " << channel << "\n";
  }
  return Exit::ok;
}

}  // namespace

void add_grocer(CLI::App& parent, Common& common, std::function<Exit(const Streams&)>& chosen) {
  auto* group = parent.add_subcommand("grocer", "who packs")->require_subcommand(1);
  auto* command = group->add_subcommand(
      "put", "set how a grocer is told its orders: by its topic, by documents, by posts; from a file of JSON");
  const auto file = std::make_shared<std::string>();
  command->add_option("file", *file, "JSON of a grocer: matbud.bridge.v1.Grocer")->required();
  command->callback([&common, &chosen, file] {
    chosen = [&common, file](const Streams& streams) { return put_grocer(common, *file, streams); };
  });
}

}  // namespace matbud::cli
