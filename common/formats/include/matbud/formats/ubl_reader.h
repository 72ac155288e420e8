// Reads elements of one UBL document; what is missing or wrong is told with its place and reads as empty.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "matbud/formats/decimal.h"
#include "matbud/formats/first_error.h"
#include "matbud/formats/xml_document.h"

namespace matbud::formats {

/// The namespaces of UBL 2: aggregates and their parts.
inline constexpr std::string_view cac = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2";
inline constexpr std::string_view cbc = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2";

/// What a root element is, for people: `an order response (T76)`; nothing when it is no UBL document known here.
[[nodiscard]] std::optional<std::string_view> kind_of_document(const XmlElement& root);

/// Not thread-safe; one for each document. Elements that are none read as empty, without a second complaint.
class UblReader {
 public:
  /// `file` names the document in messages.
  explicit UblReader(std::string file) : file_{std::move(file)} {}

  /// `file:line: /path/of/element: why`. The first one told stays; later ones are dropped.
  void tell(const XmlElement& at, std::string_view why);
  [[nodiscard]] const std::optional<Error>& error() const { return errors_.error(); }

  /// The one child of that name; none when it is missing, which is told when it is required, as is a second one.
  XmlElement only(const XmlElement& of, std::string_view name_space, std::string_view name, bool required);
  /// The text of the child cbc:`name`; missing or empty is told.
  std::string required_text(const XmlElement& of, std::string_view name);
  std::string optional_text(const XmlElement& of, std::string_view name);
  /// The text of an element: at most 1,000 bytes, no elements inside, no control characters.
  std::string text_of(const XmlElement& element);
  /// `2026-11-24` as days since 1970-01-01; nothing when the element is none.
  std::optional<std::int32_t> date(const XmlElement& element);
  std::optional<Millionths> decimal(const XmlElement& element);

 private:
  std::string file_;
  FirstError errors_;
};

}  // namespace matbud::formats
