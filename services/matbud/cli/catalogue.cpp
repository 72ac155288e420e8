// matbud catalogue import: a grocer's product file becomes commands for every partition.
#include "matbud/ordering/edge/catalogue.h"

#include "commands.h"
#include "matbud/log/append.h"
#include "opened.h"

namespace matbud::cli {
namespace {

constexpr std::chrono::seconds append_timeout{60};

struct ImportOptions {
  std::string file;
  std::string grocer;
};

Result<void> append_all(Opened& opened, const std::vector<log::Command>& commands) {
  auto& log = opened.log();
  const auto now = opened.clock.now();
  const auto partitions = opened.installation->partitions();
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

void print(const ordering::edge::CatalogueImport& import, bool json, const Streams& streams) {
  for (const auto& problem : import.problems) streams.messages << "matbud: left out: " << problem << "\n";
  if (json) {
    streams.out << nlohmann::json{{"rows", import.rows},
                                  {"products", import.products.size()},
                                  {"left_out", import.problems.size()},
                                  {"products_with_allergens", import.products_with_allergens},
                                  {"products_with_weight", import.products_with_weight},
                                  {"products_with_price", import.products_with_price},
                                  {"unknown_words", import.unknown_words}}
                       .dump()
                << "\n";
    return;
  }
  streams.out << import.products.size() << " products of " << import.rows << " rows, " << import.problems.size()
              << " left out, " << import.products_with_allergens << " with allergens, " << import.products_with_weight
              << " with a weight, " << import.products_with_price << " with a price, " << import.unknown_words.size()
              << " marked words unknown\n";
}

Exit import_file(const Common& common, const ImportOptions& options, const Streams& streams) {
  auto import = ordering::edge::import_catalogue_file(options.file);
  if (!import) return report(streams, import.error());
  const auto opened = open(common, streams, {GrocerId{options.grocer}}, true);
  if (!opened) return report(streams, opened.error());
  const auto now = (*opened)->clock.now();
  const auto today = std::chrono::floor<std::chrono::days>(now).time_since_epoch().count();
  for (auto& product : import->products) {
    if (product.price_ore() > 0) product.set_price_valid_from_day(static_cast<std::int32_t>(today));
  }
  const auto commands = ordering::edge::put_products(import->products, GrocerId{options.grocer},
                                                     std::to_string(to_ms(now)), (*opened)->installation->partitions());
  if (auto appended = append_all(**opened, commands); !appended) return report(streams, appended.error());
  if (auto caught_up = catch_up(**opened, {}); !caught_up) return report(streams, caught_up.error());
  print(*import, common.json, streams);
  return Exit::ok;
}

}  // namespace

void add_catalogue(CLI::App& parent, Common& common, std::function<Exit(const Streams&)>& chosen) {
  auto* group = parent.add_subcommand("catalogue", "what grocers sell")->require_subcommand(1);
  auto* command = group->add_subcommand(
      "import",
      "read products from CSV (gtin, name, ingredients, price_ore); makes the installation when it is not there");
  const auto options = std::make_shared<ImportOptions>();
  command->add_option("file", options->file, "the CSV file")->required();
  command->add_option("--grocer", options->grocer, "id of the grocer: lower-case letters, digits and hyphens")
      ->required()
      ->check([](const std::string& id) {
        const bool good = !id.empty() && id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == id.npos;
        return good ? std::string{} : std::string{"has others than lower-case letters, digits and hyphens"};
      });
  command->callback([&common, &chosen, options] {
    chosen = [&common, options](const Streams& streams) { return import_file(common, *options, streams); };
  });
}

}  // namespace matbud::cli
