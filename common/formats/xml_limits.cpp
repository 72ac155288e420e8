#include "xml_limits.h"

#include <algorithm>
#include <array>
#include <string>

#include "matbud/formats/text.h"

namespace matbud::formats {
namespace {

constexpr std::size_t bytes_max = std::size_t{2} * 1024 * 1024;
constexpr std::size_t depth_max = 64;
constexpr std::size_t attributes_max = 64;
constexpr std::size_t elements_max = 100'000;
constexpr auto npos = std::string_view::npos;

tl::unexpected<Error> refusal(std::string_view xml, std::size_t at, std::string_view why) {
  const auto line = std::ranges::count(xml.substr(0, at), '\n') + 1;
  return failure(Error::Code::invalid, std::to_string(line) + ": " + std::string{why});
}

/// The value of encoding="..." in the XML declaration; empty when there is none.
std::string declared_encoding(std::string_view xml) {
  if (!xml.starts_with("<?xml")) return {};
  const auto declaration = xml.substr(0, xml.find("?>"));
  constexpr std::string_view word = "encoding";
  auto at = declaration.find(word);
  if (at == npos) return {};
  at = declaration.find_first_of("\"'", at + word.size());
  if (at == npos) return {};
  return fold(declaration.substr(at + 1, declaration.find(declaration[at], at + 1) - at - 1));
}

Result<const char*> encoding_of(std::string_view xml) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  const bool marked = xml.starts_with(byte_order_mark);
  const auto text = marked ? xml.substr(byte_order_mark.size()) : xml;
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == npos || text[first] != '<' || text.find('\0') != npos)
    return refusal(xml, 0, "the document does not begin like XML in UTF-8 or ISO-8859-1");
  const auto encoding = declared_encoding(text);
  if (encoding.empty() || encoding == "utf-8" || encoding == "us-ascii") return "UTF-8";
  if (encoding == "iso-8859-1" && !marked) return "ISO-8859-1";
  return refusal(xml, 0, "the document's encoding is none of UTF-8, US-ASCII and ISO-8859-1");
}

/// Walks over the tags of a document. Where a document is not well-formed it may lose its way; the parser refuses
/// such a document at that very place, so nothing gets past both.
class TagScanner {
 public:
  explicit TagScanner(std::string_view xml) : xml_{xml} {}

  Result<void> scan() {
    while ((at_ = xml_.find('<', at_)) != npos) {
      const auto rest = xml_.substr(at_);
      if (rest.starts_with("<!--")) {
        skip_behind("-->");
      } else if (rest.starts_with("<![CDATA[")) {
        skip_behind("]]>");
      } else if (rest.starts_with("<?")) {
        skip_behind("?>");
      } else if (rest.starts_with("</")) {
        depth_ -= std::min<std::size_t>(depth_, 1);
        skip_behind(">");
      } else if (auto scanned = scan_start_tag(); !scanned) {
        return scanned;
      }
    }
    return {};
  }

 private:
  void skip_behind(std::string_view end) {
    const auto found = xml_.find(end, at_ + 2);
    at_ = found == npos ? xml_.size() : found + end.size();
  }

  Result<void> scan_start_tag() {
    const auto begin = at_++;
    std::size_t attributes = 0;
    for (; at_ < xml_.size() && xml_[at_] != '>'; ++at_) {
      const char byte = xml_[at_];
      if (byte == '=' && ++attributes > attributes_max)
        return refusal(xml_, begin, "an element has more than 64 attributes");
      if (byte == '"' || byte == '\'') at_ = std::min(xml_.find(byte, at_ + 1), xml_.size() - 1);
    }
    if (++elements_ > elements_max) return refusal(xml_, begin, "the document has more than 100,000 elements");
    const bool empty_element = xml_[at_ - 1] == '/';
    if (!empty_element && ++depth_ > depth_max) return refusal(xml_, begin, "the document has more than 64 levels");
    return {};
  }

  std::string_view xml_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  std::size_t elements_ = 0;
};

}  // namespace

Result<const char*> check_xml_limits(std::string_view xml) {
  if (xml.size() > bytes_max) return refusal(xml, 0, "the document has more than 2 MiB");
  const auto encoding = encoding_of(xml);
  if (!encoding) return encoding;
  for (const std::string_view declaration : {"<!DOCTYPE", "<!ENTITY"}) {
    if (const auto at = xml.find(declaration); at != npos)
      return refusal(xml, at, "the document has a DOCTYPE or declares entities; neither is accepted");
  }
  if (auto scanned = TagScanner{xml}.scan(); !scanned) return tl::unexpected<Error>{std::move(scanned.error())};
  return encoding;
}

}  // namespace matbud::formats
