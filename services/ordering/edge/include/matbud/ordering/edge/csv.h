// Comma-separated values as RFC 4180 has them, read strictly: what is not clear is told, never guessed.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "matbud/base/result.h"

namespace matbud::ordering::edge {

/// One row of a file.
struct CsvRow {
  std::size_t line = 0;  ///< line of the file on which it begins, from 1
  std::vector<std::string> fields;
};

/// Reads rows from bytes that must outlive it. Not thread-safe.
/// Accepts CRLF and LF, line breaks inside quotes, a missing line end at the end, and a UTF-8 byte order mark.
/// Refuses, row by row: a quote inside an unquoted field, text behind a closing quote, an unclosed quote, a lone
/// carriage return, bytes that are not UTF-8, and rows above 64 KiB.
class CsvReader {
 public:
  /// `file` is named in messages.
  CsvReader(std::string_view bytes, std::string file);

  /// The next row; nothing at the end. `invalid` with `file:line: why` when the row is not to be understood; the
  /// next call then goes on at the line behind the one on which that row began.
  [[nodiscard]] Result<std::optional<CsvRow>> next();

  /// `file:line: what`
  [[nodiscard]] std::string at(std::size_t line, std::string_view what) const;

 private:
  [[nodiscard]] Result<CsvRow> read_row();
  [[nodiscard]] Result<std::string> read_quoted(std::size_t row_begins_at);
  [[nodiscard]] Result<std::string> read_plain();
  [[nodiscard]] bool take_line_end();
  void go_to_line_behind(std::size_t position);

  std::string_view bytes_;
  std::string file_;
  std::size_t position_ = 0;
  std::size_t line_ = 1;
};

}  // namespace matbud::ordering::edge
