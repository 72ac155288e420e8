#include "matbud/ordering/edge/catalogue.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <unordered_map>
#include <utility>

#include "matbud/formats/file.h"
#include "matbud/formats/gtin.h"
#include "matbud/formats/text.h"
#include "matbud/ordering/edge/allergens.h"
#include "matbud/ordering/edge/csv.h"

namespace matbud::ordering::edge {
namespace {

constexpr std::size_t file_bytes_max = std::size_t{64} * 1024 * 1024;
constexpr std::size_t name_bytes_max = 500;
constexpr std::size_t ingredients_bytes_max = std::size_t{16} * 1024;

std::string trimmed(std::string_view text) {
  constexpr std::string_view space = " \t\r\n";
  const auto begin = text.find_first_not_of(space);
  if (begin == std::string_view::npos) return {};
  return std::string{text.substr(begin, text.find_last_not_of(space) - begin + 1)};
}

/// Whole øre of a price; 0 when the cell is empty: unknown.
Result<std::int64_t> price_in(std::string_view cell) {
  constexpr std::int64_t price_ore_max = 100'000'000;
  if (cell.empty()) return 0;
  std::int64_t price_ore = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), price_ore);
  if (error != std::errc{} || end != cell.data() + cell.size() || price_ore < 1 || price_ore > price_ore_max)
    return failure(Error::Code::invalid, "price_ore: is no whole number of øre from 1 to 100000000");
  return price_ore;
}

/// Which column holds what.
struct Columns {
  std::size_t count = 0;
  std::size_t gtin = 0;
  std::size_t name = 0;
  std::optional<std::size_t> ingredients;
  std::optional<std::size_t> price_ore;
};

Result<Columns> columns_of(const CsvReader& reader, const CsvRow& header) {
  const auto find = [&](std::string_view title) -> std::optional<std::size_t> {
    const auto found = std::ranges::find(header.fields, title);
    if (found == header.fields.end()) return std::nullopt;
    return static_cast<std::size_t>(found - header.fields.begin());
  };
  for (const std::string_view title : {"gtin", "name", "ingredients", "price_ore"}) {
    if (std::ranges::count(header.fields, title) > 1)
      return failure(Error::Code::invalid, reader.at(header.line, "two columns are called " + std::string{title}));
  }
  const auto gtin = find("gtin");
  const auto name = find("name");
  if (!gtin || !name)
    return failure(Error::Code::invalid, reader.at(header.line, "the header names no column gtin, or none name"));
  return Columns{header.fields.size(), *gtin, *name, find("ingredients"), find("price_ore")};
}

/// Turns the rows of one file into products.
class Importer {
 public:
  Importer(const CsvReader& reader, const Columns& columns) : reader_{reader}, columns_{columns} {}

  void add_row(const CsvRow& row) {
    ++import_.rows;
    auto product = product_of(row);
    if (product) {
      import_.products.push_back(std::move(*product));
    } else {
      import_.problems.push_back(reader_.at(row.line, product.error().message));
    }
  }
  void add_unreadable_row(std::string message) {
    ++import_.rows;
    import_.problems.push_back(std::move(message));
  }
  [[nodiscard]] CatalogueImport result() && { return std::move(import_); }

 private:
  Result<orders::v1::Product> product_of(const CsvRow& row) {
    if (row.fields.size() != columns_.count)
      return failure(Error::Code::invalid, "the row has " + std::to_string(row.fields.size()) +
                                               " columns where the header has " + std::to_string(columns_.count));
    const auto gtin = formats::parse_gtin(row.fields[columns_.gtin]);
    if (!gtin) return failure(Error::Code::invalid, "gtin: " + gtin.error().message);
    auto name = trimmed(formats::without_control_characters(row.fields[columns_.name]));
    if (name.empty()) return failure(Error::Code::invalid, "name: is missing");
    if (name.size() > name_bytes_max) return failure(Error::Code::invalid, "name: is longer than 500 bytes");
    auto ingredients = columns_.ingredients
                           ? trimmed(formats::without_control_characters(row.fields[*columns_.ingredients]))
                           : std::string{};
    if (ingredients.size() > ingredients_bytes_max)
      return failure(Error::Code::invalid, "ingredients: are longer than 16 KiB");
    const auto price_ore = price_in(columns_.price_ore ? trimmed(row.fields[*columns_.price_ore]) : std::string{});
    if (!price_ore) return tl::unexpected<Error>{price_ore.error()};
    const auto [first, is_new] = line_of_gtin_.try_emplace(gtin->value(), row.line);
    if (!is_new)
      return failure(Error::Code::invalid, "gtin: " + row.fields[columns_.gtin] + " was seen before, on line " +
                                               std::to_string(first->second));
    orders::v1::Product product;
    product.set_price_ore(*price_ore);
    product.set_gtin(gtin->value());
    product.set_weight_grams(weight_grams_in_name(name));
    product.set_name(std::move(name));
    add_allergens(product, ingredients);
    product.set_ingredients(std::move(ingredients));
    if (product.price_ore() > 0) ++import_.products_with_price;
    if (product.weight_grams() > 0) ++import_.products_with_weight;
    return product;
  }

  void add_allergens(orders::v1::Product& product, std::string_view ingredients) {
    const auto marked = allergens_marked_in(ingredients);
    for (const auto& fact : marked.facts) *product.add_allergens() = fact;
    if (!marked.facts.empty()) ++import_.products_with_allergens;
    import_.marked_words += marked.marked_words;
    for (const auto& word : marked.unknown_words) ++import_.unknown_words[formats::fold(word)];
  }

  const CsvReader& reader_;
  Columns columns_;
  CatalogueImport import_;
  std::unordered_map<std::uint64_t, std::size_t> line_of_gtin_;
};

}  // namespace

Result<CatalogueImport> import_catalogue(std::string_view csv, const std::string& file) {
  CsvReader reader{csv, file};
  const auto header = reader.next();
  if (!header) return tl::unexpected<Error>{header.error()};
  if (!*header)
    return failure(Error::Code::invalid, reader.at(1, "the file is empty; a header with gtin and name is needed"));
  const auto columns = columns_of(reader, **header);
  if (!columns) return tl::unexpected<Error>{columns.error()};
  Importer importer{reader, *columns};
  while (true) {
    auto row = reader.next();
    if (!row) {
      importer.add_unreadable_row(std::move(row.error().message));
    } else if (*row) {
      importer.add_row(**row);
    } else {
      return std::move(importer).result();
    }
  }
}

Result<CatalogueImport> import_catalogue_file(const std::filesystem::path& path) {
  const auto bytes = formats::read_file(path, file_bytes_max);
  if (!bytes) return tl::unexpected<Error>{bytes.error()};
  return import_catalogue(*bytes, path.filename().string());
}

}  // namespace matbud::ordering::edge
