// The pages as the program carries them: built from TypeScript before the program is, and nothing is fetched at run
// time.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "matbud/web/router.h"

namespace matbud::web {

/// One file of the pages. Everything it refers to lives as long as the program.
struct PageFile {
  std::string_view path;  ///< where it is asked for: `/kitchen-table/`, `/assets/kitchen-table-Cx3f.js`
  std::string_view content_type;
  std::string_view bytes;
  std::string_view gzipped;  ///< the same, compressed (RFC 1952)
  std::string_view etag;     ///< with its quotes
  bool immutable;            ///< its name changes with its content
};

/// Every file, sorted by path.
[[nodiscard]] std::span<const PageFile> page_files();

/// Adds the page of this name (`kitchen-table`) under `/<name>/`, and once for each router what all pages share, with
/// add_shared_files(). Throws std::invalid_argument when no such page was built.
void add_page(Router& router, std::string_view name);
void add_shared_files(Router& router);

/// A file as the answer to a request for it: compressed for who takes that, 304 for who has it.
[[nodiscard]] Response answer_with(const PageFile& file, const Request& request);

}  // namespace matbud::web
