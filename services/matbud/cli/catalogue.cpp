// matbud catalogue import: a grocer's product file or catalogue document becomes commands for every partition.
#include "matbud/ordering/edge/catalogue.h"

#include "appending.h"
#include "commands.h"
#include "matbud/formats/file.h"
#include "matbud/grocer_bridge/edge/documents_in.h"
#include "opened.h"

namespace matbud::cli {
namespace {

constexpr std::size_t document_bytes_max = std::size_t{2} * 1024 * 1024;

struct ImportOptions {
  std::string file;
  std::string grocer;
};

/// A Peppol catalogue (T19) as an import. Its prices come with the days from which they hold.
Result<ordering::edge::CatalogueImport> import_document(const std::string& file) {
  const auto bytes = formats::read_file(file, document_bytes_max);
  if (!bytes) return tl::unexpected<Error>{bytes.error()};
  const auto nobody_knows = [](std::uint64_t) { return std::optional<grocer_bridge::edge::ProductWords>{}; };
  auto received =
      grocer_bridge::edge::read_document(*bytes, std::filesystem::path{file}.filename().string(), nobody_knows);
  if (!received) return tl::unexpected<Error>{received.error()};
  auto* const catalogue = std::get_if<grocer_bridge::edge::ReceivedCatalogue>(&*received);
  if (catalogue == nullptr) return failure(Error::Code::invalid, file + ": is a grocer's answer, not a catalogue");
  ordering::edge::CatalogueImport import;
  import.rows = catalogue->products.size() + catalogue->problems.size();
  for (const auto& product : catalogue->products) {
    import.products_with_weight += product.weight_grams() > 0 ? 1 : 0;
    import.products_with_price += product.price_ore() > 0 ? 1 : 0;
  }
  import.products = std::move(catalogue->products);
  import.problems = std::move(catalogue->problems);
  return import;
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
  auto import = options.file.ends_with(".xml") ? import_document(options.file)
                                               : ordering::edge::import_catalogue_file(options.file);
  if (!import) return report(streams, import.error());
  const auto opened = open(common, streams, {GrocerId{options.grocer}}, true);
  if (!opened) return report(streams, opened.error());
  const auto now = (*opened)->clock.now();
  const auto today = std::chrono::floor<std::chrono::days>(now).time_since_epoch().count();
  for (auto& product : import->products) {
    if (product.price_ore() > 0 && product.price_valid_from_day() == 0)
      product.set_price_valid_from_day(static_cast<std::int32_t>(today));
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
  auto* command = group->add_subcommand("import",
                                        "read products from CSV (gtin, name, ingredients, price_ore) or a Peppol "
                                        "catalogue (.xml); makes the installation when it is not there");
  const auto options = std::make_shared<ImportOptions>();
  command->add_option("file", options->file, "the CSV file, or the catalogue as XML")->required();
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
