#include "matbud/ordering/edge/csv.h"

#include <utility>

#include "matbud/formats/text.h"

namespace matbud::ordering::edge {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::size_t row_bytes_max = std::size_t{64} * 1024;

}  // namespace

CsvReader::CsvReader(std::string_view bytes, std::string file) : bytes_{bytes}, file_{std::move(file)} {
  if (bytes_.starts_with(byte_order_mark)) position_ = byte_order_mark.size();
}

std::string CsvReader::at(std::size_t line, std::string_view what) const {
  return file_ + ":" + std::to_string(line) + ": " + std::string{what};
}

Result<std::optional<CsvRow>> CsvReader::next() {
  if (position_ >= bytes_.size()) return std::optional<CsvRow>{};
  const auto row_begins_at = position_;
  const auto row_line = line_;
  auto row = read_row();
  if (row) {
    const auto raw = bytes_.substr(row_begins_at, position_ - row_begins_at);
    if (const auto bad = formats::first_invalid_utf8(raw))
      return failure(Error::Code::invalid,
                     at(row_line, "byte " + std::to_string(*bad + 1) + " of the row is not UTF-8"));
    return std::optional<CsvRow>{std::move(*row)};
  }
  auto error = std::move(row.error());
  error.message = at(row_line, error.message);
  line_ = row_line;
  go_to_line_behind(row_begins_at);
  return tl::unexpected<Error>{std::move(error)};
}

Result<CsvRow> CsvReader::read_row() {
  CsvRow row;
  row.line = line_;
  const auto begins_at = position_;
  while (true) {
    const bool quoted = position_ < bytes_.size() && bytes_[position_] == '"';
    auto field = quoted ? read_quoted(begins_at) : read_plain();
    if (!field) return tl::unexpected<Error>{std::move(field.error())};
    row.fields.push_back(std::move(*field));
    if (position_ - begins_at > row_bytes_max) return failure(Error::Code::invalid, "the row is longer than 64 KiB");
    if (position_ >= bytes_.size() || take_line_end()) return row;
    const char behind = bytes_[position_];
    if (behind == '\r') return failure(Error::Code::invalid, "a carriage return without a line feed");
    if (behind != ',')
      return failure(Error::Code::invalid, "text behind a closing quote; a quote inside quotes is doubled");
    ++position_;
  }
}

Result<std::string> CsvReader::read_quoted(std::size_t row_begins_at) {
  std::string field;
  ++position_;  // the opening quote
  while (position_ < bytes_.size() && position_ - row_begins_at <= row_bytes_max) {
    const char byte = bytes_[position_++];
    if (byte == '\n') ++line_;
    if (byte != '"') {
      field.push_back(byte);
      continue;
    }
    const bool doubled = position_ < bytes_.size() && bytes_[position_] == '"';
    if (!doubled) return field;
    field.push_back('"');
    ++position_;
  }
  return failure(Error::Code::invalid, "a quote is opened and not closed within 64 KiB");
}

Result<std::string> CsvReader::read_plain() {
  const auto end = bytes_.find_first_of(",\r\n\"", position_);
  const auto size = (end == std::string_view::npos ? bytes_.size() : end) - position_;
  std::string field{bytes_.substr(position_, size)};
  position_ += size;
  if (position_ < bytes_.size() && bytes_[position_] == '"')
    return failure(Error::Code::invalid, "a quote in the middle of a field that does not begin with one");
  return field;
}

bool CsvReader::take_line_end() {
  const auto rest = bytes_.substr(position_, 2);
  const std::size_t size = rest.starts_with("\r\n") ? 2 : rest.starts_with('\n') ? 1 : 0;
  position_ += size;
  if (size > 0) ++line_;
  return size > 0;
}

void CsvReader::go_to_line_behind(std::size_t position) {
  const auto end = bytes_.find('\n', position);
  position_ = end == std::string_view::npos ? bytes_.size() : end + 1;
  ++line_;
}

}  // namespace matbud::ordering::edge
