#include "matbud/formats/xml_document.h"

#include <libxml/parser.h>
#include <libxml/tree.h>

#include <algorithm>
#include <new>

#include "matbud/formats/text.h"
#include "xml_limits.h"

namespace matbud::formats {
namespace {

struct ParserDestroyer {
  void operator()(xmlParserCtxt* parser) const noexcept { xmlFreeParserCtxt(parser); }
};
struct TextDestroyer {
  void operator()(xmlChar* text) const noexcept { xmlFree(text); }
};

// No XML_PARSE_NOENT, DTDLOAD, HUGE or RECOVER: entities stay unreplaced and the parser's own limits hold.
constexpr int parser_options =
    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_COMPACT | XML_PARSE_BIG_LINES;

constexpr std::string_view space = " \t\r\n";

std::string_view view(const xmlChar* text) {
  return text ? std::string_view{reinterpret_cast<const char*>(text)} : std::string_view{};
}

/// The parser's own words; it quotes names of elements, never what stands inside them.
std::string why_not_well_formed(xmlParserCtxt* parser) {
  constexpr std::size_t message_bytes_max = 200;
  const auto* const error = xmlCtxtGetLastError(parser);
  if (!error || !error->message) return "1: the document is not well-formed XML";
  std::string message{error->message};
  message.resize(std::min(message.size(), message_bytes_max));
  while (!message.empty() && (message.back() == '\n' || first_invalid_utf8(message))) message.pop_back();
  return std::to_string(error->line) + ": the document is not well-formed XML: " + without_control_characters(message);
}

bool same_name(const xmlNode* a, const xmlNode* b) {
  return a->type == XML_ELEMENT_NODE && view(a->name) == view(b->name) && a->ns == b->ns;
}

std::string step(const xmlNode* node) {
  std::string name;
  if (node->ns && node->ns->prefix) name.append(view(node->ns->prefix)).append(":");
  name.append(view(node->name));
  std::size_t before = 0;
  std::size_t behind = 0;
  for (const auto* other = node->prev; other; other = other->prev) before += same_name(other, node) ? 1 : 0;
  for (const auto* other = node->next; other; other = other->next) behind += same_name(other, node) ? 1 : 0;
  return before + behind == 0 ? name : name + "[" + std::to_string(before + 1) + "]";
}

}  // namespace

std::string_view XmlElement::name() const { return node_ ? view(node_->name) : std::string_view{}; }

std::string_view XmlElement::name_space() const {
  return node_ && node_->ns ? view(node_->ns->href) : std::string_view{};
}

long XmlElement::line() const { return node_ ? xmlGetLineNo(node_) : 0; }

std::string XmlElement::path() const {
  std::string path;
  for (const auto* node = node_; node && node->type == XML_ELEMENT_NODE; node = node->parent) {
    std::string from_here{"/"};
    from_here.append(step(node)).append(path);
    path = std::move(from_here);
  }
  return path;
}

std::vector<XmlElement> XmlElement::children(std::string_view name_space, std::string_view name) const {
  std::vector<XmlElement> found;
  if (!node_) return found;
  for (const auto* child = node_->children; child; child = child->next) {
    const XmlElement element{child};
    if (child->type == XML_ELEMENT_NODE && element.name() == name && element.name_space() == name_space)
      found.push_back(element);
  }
  return found;
}

std::vector<XmlElement> XmlElement::children() const {
  std::vector<XmlElement> found;
  for (const auto* child = node_ ? node_->children : nullptr; child; child = child->next)
    if (child->type == XML_ELEMENT_NODE) found.emplace_back(child);
  return found;
}

bool XmlElement::has_text() const {
  for (const auto* child = node_ ? node_->children : nullptr; child; child = child->next) {
    const bool is_text = child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE;
    if (is_text && view(child->content).find_first_not_of(space) != std::string_view::npos) return true;
  }
  return false;
}

bool XmlElement::has_space_around() const {
  if (!node_) return false;
  const std::unique_ptr<xmlChar, TextDestroyer> content{xmlNodeGetContent(node_)};
  const auto text = view(content.get());
  return !text.empty() &&
         (space.find(text.front()) != std::string_view::npos || space.find(text.back()) != std::string_view::npos);
}

std::vector<XmlAttribute> XmlElement::attributes() const {
  std::vector<XmlAttribute> found;
  for (const auto* attribute = node_ ? node_->properties : nullptr; attribute; attribute = attribute->next) {
    const std::unique_ptr<xmlChar, TextDestroyer> value{xmlNodeListGetString(node_->doc, attribute->children, 1)};
    found.push_back({std::string{attribute->ns ? view(attribute->ns->href) : std::string_view{}},
                     std::string{view(attribute->name)}, std::string{view(value.get())}});
  }
  return found;
}

std::optional<std::string> XmlElement::text() const {
  std::string text;
  if (!node_) return text;
  for (const auto* child = node_->children; child; child = child->next) {
    if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE) {
      text.append(view(child->content));
    } else if (child->type != XML_COMMENT_NODE && child->type != XML_PI_NODE) {
      return std::nullopt;
    }
  }
  const auto begin = text.find_first_not_of(space);
  if (begin == std::string::npos) return std::string{};
  return text.substr(begin, text.find_last_not_of(space) - begin + 1);
}

std::string XmlElement::attribute(const char* name) const {
  if (!node_) return {};
  const std::unique_ptr<xmlChar, TextDestroyer> value{xmlGetNoNsProp(node_, reinterpret_cast<const xmlChar*>(name))};
  return std::string{view(value.get())};
}

Result<XmlDocument> XmlDocument::parse(std::string_view xml) {
  const auto encoding = check_xml_limits(xml);
  if (!encoding) return tl::unexpected<Error>{encoding.error()};
  static const bool initialised = [] {
    xmlInitParser();
    return true;
  }();
  (void)initialised;
  const std::unique_ptr<xmlParserCtxt, ParserDestroyer> parser{xmlNewParserCtxt()};
  if (!parser) throw std::bad_alloc{};
  XmlDocument document{
      xmlCtxtReadMemory(parser.get(), xml.data(), static_cast<int>(xml.size()), nullptr, *encoding, parser_options)};
  if (!document.document_) return failure(Error::Code::invalid, why_not_well_formed(parser.get()));
  if (document.document_->intSubset || document.document_->extSubset)
    return failure(Error::Code::invalid, "1: the document has a DOCTYPE; none is accepted");
  return document;
}

XmlElement XmlDocument::root() const { return XmlElement{xmlDocGetRootElement(document_.get())}; }

void XmlDocument::Destroyer::operator()(_xmlDoc* document) const noexcept { xmlFreeDoc(document); }

}  // namespace matbud::formats
