#include "matbud/formats/json_document.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "matbud/formats/text.h"

namespace matbud::formats {
namespace {

using nlohmann::json;

constexpr std::size_t bytes_max = std::size_t{256} * 1024;
constexpr std::size_t depth_max = 32;
constexpr std::size_t quoted_name_bytes_max = 40;

/// Builds the tree from the parser's calls. The library's own builder keeps the last of two equal names and any depth.
class TreeBuilder : public nlohmann::json_sax<json> {
 public:
  bool null() override { return put(json{}); }
  bool boolean(bool value) override { return put(json(value)); }
  bool number_integer(std::int64_t value) override { return put(json(value)); }
  bool number_unsigned(std::uint64_t value) override { return put(json(value)); }
  bool number_float(double value, const std::string& /*text*/) override { return put(json(value)); }
  bool string(std::string& value) override { return put(json(std::move(value))); }
  bool binary(json::binary_t& /*value*/) override { return false; }  // JSON text has none
  bool start_object(std::size_t /*elements*/) override { return open(json::object()); }
  bool end_object() override { return close(); }
  bool start_array(std::size_t /*elements*/) override { return open(json::array()); }
  bool end_array() override { return close(); }

  bool key(std::string& name) override {
    auto& level = open_.back();
    level.name = std::move(name);
    if (!level.value.contains(level.name)) return true;
    refusal_ = child_pointer(pointer(), level.name) + ": is given twice";
    return false;
  }

  bool parse_error(std::size_t position, const std::string& /*token*/, const json::exception& /*why*/) override {
    error_position_ = position;
    return false;
  }

  [[nodiscard]] const std::string& refusal() const { return refusal_; }
  [[nodiscard]] std::size_t error_position() const { return error_position_; }
  [[nodiscard]] json take() { return std::move(root_); }

 private:
  struct Level {
    json value;
    std::string name;  ///< of the field being read, in an object
  };

  bool put(json value) {
    if (open_.empty()) {
      root_ = std::move(value);
    } else if (auto& level = open_.back(); level.value.is_array()) {
      level.value.push_back(std::move(value));
    } else {
      level.value[level.name] = std::move(value);
    }
    return true;
  }
  bool open(json container) {
    if (open_.size() == depth_max) {
      refusal_ = "the document has more than " + std::to_string(depth_max) + " levels";
      return false;
    }
    open_.push_back({std::move(container), {}});
    return true;
  }
  bool close() {
    auto value = std::move(open_.back().value);
    open_.pop_back();
    return put(std::move(value));
  }
  /// Of the innermost container that is open.
  [[nodiscard]] std::string pointer() const {
    std::string text;
    for (std::size_t at = 0; at + 1 < open_.size(); ++at) {
      const auto& level = open_[at];
      text = child_pointer(text, level.value.is_array() ? std::to_string(level.value.size()) : level.name);
    }
    return text;
  }

  std::vector<Level> open_;
  json root_;
  std::string refusal_;
  std::size_t error_position_ = 0;
};

/// `line 3, column 7`, both from 1; the column counts bytes.
std::string place_of(std::string_view text, std::size_t position) {
  const auto before = text.substr(0, std::min(position > 0 ? position - 1 : 0, text.size()));
  const auto line_begin = before.rfind('\n');
  const auto column = before.size() - (line_begin == std::string_view::npos ? 0 : line_begin + 1) + 1;
  return "line " + std::to_string(std::ranges::count(before, '\n') + 1) + ", column " + std::to_string(column);
}

}  // namespace

std::string child_pointer(std::string_view parent, std::string_view name) {
  std::string pointer{parent};
  pointer.push_back('/');
  for (const char byte : name.substr(0, quoted_name_bytes_max)) {
    if (byte == '~') {
      pointer.append("~0");
    } else if (byte == '/') {
      pointer.append("~1");
    } else {
      pointer.push_back(static_cast<unsigned char>(byte) < 0x20 || byte == 0x7F ? '?' : byte);
    }
  }
  if (name.size() > quoted_name_bytes_max) pointer.append("...");
  return pointer;
}

Result<json> parse_json(std::string_view text) {
  if (text.size() > bytes_max)
    return failure(Error::Code::invalid, "the document has " + std::to_string(text.size()) + " bytes; " +
                                             std::to_string(bytes_max) + " is the most");
  if (const auto bad = formats::first_invalid_utf8(text))
    return failure(Error::Code::invalid, place_of(text, *bad + 1) + ": is not UTF-8");
  TreeBuilder builder;
  if (json::sax_parse(text.begin(), text.end(), &builder)) return builder.take();
  if (!builder.refusal().empty()) return failure(Error::Code::invalid, builder.refusal());
  return failure(Error::Code::invalid, place_of(text, builder.error_position()) + ": is not JSON");
}

}  // namespace matbud::formats
