// Holds an answer against the API's own document.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace matbud::api::testing {

/// Reads an OpenAPI 3.1 document and judges answers by it. Knows what our documents use of JSON Schema 2020-12: $ref,
/// type, required, properties, additionalProperties, items, enum, const, oneOf, pattern, minimum, maximum, minLength,
/// maxLength, minItems, maxItems, uniqueItems; any other word in a schema throws std::logic_error, so that none is
/// passed over.
class DocumentCheck {
 public:
  // With parentheses: braces would make a list of it.
  explicit DocumentCheck(nlohmann::json document) : document_(std::move(document)) {}

  /// What is wrong with this answer to an operation, in words; empty when nothing is. `path` is concrete.
  [[nodiscard]] std::string objection(std::string_view method, std::string_view path, int status,
                                      std::string_view content_type, std::string_view body) const;
  /// The document's path that a concrete one belongs to; empty when there is none.
  [[nodiscard]] std::string path_of(std::string_view path) const;

 private:
  [[nodiscard]] const nlohmann::json& resolved(const nlohmann::json& value) const;
  [[nodiscard]] std::string check(const nlohmann::json& schema, const nlohmann::json& value,
                                  const std::string& where) const;
  [[nodiscard]] std::string check_object(const nlohmann::json& schema, const nlohmann::json& value,
                                         const std::string& where) const;
  [[nodiscard]] std::string check_bounds(const nlohmann::json& schema, const nlohmann::json& value,
                                         const std::string& where) const;

  nlohmann::json document_;
};

}  // namespace matbud::api::testing
