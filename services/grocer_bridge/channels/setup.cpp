#include "matbud/grocer_bridge/channels/setup.h"

#include "matbud/grocer_bridge/channels/peppol_channel.h"
#include "matbud/grocer_bridge/channels/product_book.h"
#include "matbud/grocer_bridge/channels/webhook_channel.h"

namespace matbud::grocer_bridge {
namespace {

/// In the order in which they need each other; they end in reverse.
struct AtWork {
  std::shared_ptr<ProductBook> book;
  std::unique_ptr<Channels> channels;
  std::unique_ptr<IntakeThread> intake;
};

}  // namespace

void add_channel_options(CLI::App& app, ChannelSettings& settings) {
  app.add_option("--grocer-spool", settings.spool,
                 "folder of the spool folders of grocers that are told by documents; default: spool in --data");
  app.add_option("--grocer-secrets", settings.secrets,
                 "folder of the secrets shared with grocers' systems, mode 0400; default: secrets in --data");
}

std::filesystem::path secrets_folder(const ChannelSettings& settings, const std::filesystem::path& directory) {
  return settings.secrets.empty() ? directory / "secrets" : settings.secrets;
}

std::function<std::unique_ptr<processor::Effector>(Partition)> channel_effectors(const ChannelSettings& settings,
                                                                                 ChannelSurroundings surroundings) {
  const auto spool = settings.spool.empty() ? surroundings.directory / "spool" : settings.spool;
  const auto at_work = std::make_shared<AtWork>();
  at_work->book = std::make_shared<ProductBook>(surroundings.log);
  const FindWordsOf words = [book = at_work->book](const std::string& grocer, std::uint64_t gtin) {
    return book->find(grocer, gtin);
  };
  at_work->channels = std::make_unique<Channels>(
      std::map<std::string, std::shared_ptr<Teller>>{
          {"peppol", peppol_teller(spool, words)},
          {"webhook",
           webhook_teller({.secrets_folder = secrets_folder(settings, surroundings.directory)}, surroundings.clock)}},
      Patience{}, [&log = surroundings.log] { log.wake(); });
  at_work->intake =
      std::make_unique<IntakeThread>(surroundings.log, surroundings.clock,
                                     IntakeSettings{.spool_root = spool,
                                                    .grocers = std::move(surroundings.grocers),
                                                    .partitions = surroundings.partitions,
                                                    .words = words,
                                                    .put_catalogue = std::move(surroundings.put_catalogue)},
                                     std::move(surroundings.on_trouble));
  return [at_work](Partition) { return at_work->channels->effector(); };
}

}  // namespace matbud::grocer_bridge
