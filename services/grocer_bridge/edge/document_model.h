// The elements that one kind of document may hold, as the published rules have them.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace matbud::grocer_bridge::edge {

using CodeList = std::set<std::string, std::less<>>;

/// What an attribute must be.
struct AttributeRule {
  std::string name;
  bool required = false;
  std::vector<const CodeList*> codes;  ///< its value is in one of them; none = any value
  std::string fixed;                   ///< empty = any value
};

/// One element and what is inside it.
struct ElementRule {
  std::string name;  ///< `cbc:ID`; the root has no prefix
  bool required = false;
  bool repeats = false;
  std::string kind;  ///< of its text; empty = it holds elements only
  std::vector<const CodeList*> codes;
  std::string fixed;
  std::vector<AttributeRule> attributes;
  std::vector<ElementRule> children;  ///< in the order in which they must stand
};

/// A kind of document under one set of rules.
enum class Variant : char { peppol = 'a', peppol_advanced = 'b', ehf = 'c', ehf_advanced = 'd' };

/// The model of a root element, `OrderResponse`, `DespatchAdvice` or `Catalogue`; null for any other, and for a variant
/// that it does not come in. Lives as long as the process.
[[nodiscard]] const ElementRule* model_of(std::string_view root, Variant variant);

}  // namespace matbud::grocer_bridge::edge
