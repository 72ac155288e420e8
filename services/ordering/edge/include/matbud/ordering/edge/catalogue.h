// A grocer's catalogue as a file becomes products, and products become commands for every partition.
#pragma once

#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "matbud/base/ids.h"
#include "matbud/base/result.h"
#include "matbud/log/command.h"
#include "matbud/orders/v1/orders.pb.h"

namespace matbud::ordering::edge {

/// What an import found.
struct CatalogueImport {
  std::vector<orders::v1::Product> products;  ///< in the order of the file
  std::vector<std::string> problems;          ///< rows that were left out: `file:line: why`
  std::size_t rows = 0;                       ///< rows below the header, the refused ones included
  std::size_t products_with_allergens = 0;    ///< with at least one known allergen
  std::size_t products_with_weight = 0;
  std::size_t products_with_price = 0;
  std::size_t marked_words = 0;                      ///< allergen marks seen
  std::map<std::string, std::size_t> unknown_words;  ///< marked words that no table knows, without case and accents
};

/// Reads CSV (csv.h) with a header that names at least `gtin` and `name`; `ingredients` and `price_ore` (whole øre with
/// VAT; an empty cell = unknown) are read when they are there, other columns are left alone. A bad row (not to be read,
/// wrong number of columns, bad GTIN, no name, a GTIN seen before, texts beyond 500 bytes of name or 16 KiB of
/// ingredients, a price that is none) is told and left out, the rest goes in. Texts are often read off photographs by
/// machines: control characters in them are noise and become spaces. Storage, VAT and age limits stay unknown, and so
/// does the day from which a price is valid: the file has none. The weight is read off the name ("500 g", "6 x 33 cl");
/// a millilitre counts as a gram. `invalid` when there is no usable header; `file` is named in messages.
[[nodiscard]] Result<CatalogueImport> import_catalogue(std::string_view csv, const std::string& file);

/// The same from a file of at most 64 MiB. `not_found` or `unavailable` when it cannot be read.
[[nodiscard]] Result<CatalogueImport> import_catalogue_file(const std::filesystem::path& path);

/// Grams of one unit as its name says: "Havregryn 500 g" is 500, "Cola 1,5 L" is 1500; 0 when it does not say.
[[nodiscard]] std::uint32_t weight_grams_in_name(std::string_view name);

/// PutProducts commands, at most 500 products and 256 KiB each, every one for every partition. `import_id` makes the
/// commands of two imports different; the same one again is the same import. A product above 256 KiB (none comes out
/// of import_catalogue) throws std::length_error.
[[nodiscard]] std::vector<log::Command> put_products(std::span<const orders::v1::Product> products,
                                                     const GrocerId& grocer, std::string_view import_id,
                                                     std::uint32_t partitions);

}  // namespace matbud::ordering::edge
