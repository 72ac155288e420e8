// An XML document from outside as a tree of elements. libxml2 stays behind this header.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "matbud/base/result.h"

struct _xmlDoc;
struct _xmlNode;

namespace matbud::formats {

/// One attribute of an element.
struct XmlAttribute {
  std::string name_space;  ///< empty when it has none
  std::string name;
  std::string value;
};

/// One element, or none. Lives as long as its document.
class XmlElement {
 public:
  explicit XmlElement(const _xmlNode* node = nullptr) : node_{node} {}
  explicit operator bool() const { return node_ != nullptr; }

  [[nodiscard]] std::string_view name() const;  ///< without prefix
  [[nodiscard]] std::string_view name_space() const;
  [[nodiscard]] long line() const;  ///< of the file, from 1
  /// `/Order/cac:OrderLine[2]/cac:LineItem`, with the prefixes of the document.
  [[nodiscard]] std::string path() const;
  /// The child elements of that name.
  [[nodiscard]] std::vector<XmlElement> children(std::string_view name_space, std::string_view name) const;
  /// All child elements, in order.
  [[nodiscard]] std::vector<XmlElement> children() const;
  /// Whether text other than space stands directly inside, beside elements or alone.
  [[nodiscard]] bool has_text() const;
  /// Whether its text begins or ends with space.
  [[nodiscard]] bool has_space_around() const;
  [[nodiscard]] std::vector<XmlAttribute> attributes() const;
  /// The text inside, without space around it; nothing when elements are inside.
  [[nodiscard]] std::optional<std::string> text() const;
  /// An attribute without namespace; empty when it is missing.
  [[nodiscard]] std::string attribute(const char* name) const;

 private:
  const _xmlNode* node_;
};

/// A document that passed xml_limits.h and is well-formed.
class XmlDocument {
 public:
  /// No entities are replaced, nothing is fetched. `invalid` as `line: why`.
  [[nodiscard]] static Result<XmlDocument> parse(std::string_view xml);
  [[nodiscard]] XmlElement root() const;

 private:
  struct Destroyer {
    void operator()(_xmlDoc* document) const noexcept;
  };
  explicit XmlDocument(_xmlDoc* document) : document_{document} {}
  std::unique_ptr<_xmlDoc, Destroyer> document_;
};

}  // namespace matbud::formats
