// Reading the fields of a JSON object strictly: the first thing that is wrong is told with its JSON pointer.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "matbud/formats/first_error.h"

namespace matbud::formats {

/// The fields of one object. Each may be asked for once or never; refuse_the_rest() then tells of those that nobody
/// asked for. A field that is missing or wrong is told to `errors` and reads as empty or zero.
class Fields {
 public:
  Fields(const nlohmann::json& value, std::string pointer, formats::FirstError& errors);

  /// 1 to 64 letters, digits, `.`, `_`, `-`, `:`.
  std::string id(std::string_view name);
  std::string optional_id(std::string_view name);
  /// Whether the object has the field. Does not count as asking for it.
  [[nodiscard]] bool has(std::string_view name) const;
  /// Whole number.
  std::uint32_t whole_number(std::string_view name, std::uint32_t min, std::uint32_t max);
  std::int64_t whole_number_64(std::string_view name, std::int64_t min, std::int64_t max);
  /// The first of these; 0 when it is missing.
  std::uint32_t optional_whole_number(std::string_view name, std::uint32_t min, std::uint32_t max);
  /// true or false; `otherwise` when it is missing.
  bool flag(std::string_view name, bool otherwise);
  /// `2026-11-24`, as days since 1970-01-01.
  std::int32_t date(std::string_view name);
  /// The same; 0 when it is missing.
  std::int32_t optional_date(std::string_view name);
  /// At most `max` of them; none when it is missing.
  std::vector<std::int32_t> optional_dates(std::string_view name, std::size_t max);
  /// Text of digits with a right check digit.
  std::uint64_t gtin(std::string_view name);
  std::uint64_t optional_gtin(std::string_view name);
  /// Text without control characters; nothing when it is missing. An empty text is refused. Its length is counted as
  /// OpenAPI's maxLength: `å` is one character, not two bytes.
  std::optional<std::string> optional_text(std::string_view name, std::size_t characters_max);
  /// One of the words, as its place in the list; nothing when it is missing.
  std::optional<std::size_t> optional_word(std::string_view name, std::initializer_list<std::string_view> words);
  /// The elements of an array of 1 to `max`; none when that is not so.
  std::vector<Fields> objects(std::string_view name, std::size_t max);

  /// An object in the field; nothing when it is missing.
  std::optional<Fields> optional_object(std::string_view name);
  /// At most `max` ids; none when it is missing.
  std::vector<std::string> optional_ids(std::string_view name, std::size_t max);
  /// Some of the words, each at most once, as their places in the list; none when it is missing.
  std::vector<std::size_t> optional_words(std::string_view name, std::initializer_list<std::string_view> words);

  void refuse_the_rest();
  [[nodiscard]] std::string pointer_of(std::string_view name) const;

 private:
  const nlohmann::json* find(std::string_view name, bool required);
  const std::string* text(std::string_view name, bool required);
  const std::vector<nlohmann::json>* texts(std::string_view name, std::size_t max);

  const nlohmann::json* object_;  ///< null when it is none
  std::string pointer_;
  formats::FirstError* errors_;
  std::set<std::string, std::less<>> asked_;
};

}  // namespace matbud::formats
