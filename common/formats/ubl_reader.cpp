#include "matbud/formats/ubl_reader.h"

#include <algorithm>
#include <array>

#include "matbud/formats/dates.h"
#include "matbud/formats/text.h"

namespace matbud::formats {
namespace {

constexpr std::size_t text_bytes_max = 1'000;

struct Kind {
  std::string_view name_space;
  std::string_view what;
};
constexpr auto kinds = std::to_array<Kind>({
    {"urn:oasis:names:specification:ubl:schema:xsd:Order-2", "an order (T01)"},
    {"urn:oasis:names:specification:ubl:schema:xsd:Catalogue-2", "a catalogue (T19)"},
    {"urn:oasis:names:specification:ubl:schema:xsd:OrderResponse-2", "an order response (T76)"},
    {"urn:oasis:names:specification:ubl:schema:xsd:OrderChange-2", "an order change (T114)"},
    {"urn:oasis:names:specification:ubl:schema:xsd:OrderCancellation-2", "an order cancellation (T115)"},
    {"urn:oasis:names:specification:ubl:schema:xsd:DespatchAdvice-2", "a despatch advice (T16)"},
    {"urn:oasis:names:specification:ubl:schema:xsd:Invoice-2", "an invoice"},
    {"urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2", "a credit note"},
});

}  // namespace

std::optional<std::string_view> kind_of_document(const XmlElement& root) {
  const auto* const known = std::ranges::find(kinds, root.name_space(), &Kind::name_space);
  if (known == kinds.end()) return std::nullopt;
  return known->what;
}

void UblReader::tell(const XmlElement& at, std::string_view why) {
  if (errors_.error()) return;  // a path takes time
  errors_.tell(file_ + ":" + std::to_string(at.line()) + ": " + at.path(), why);
}

XmlElement UblReader::only(const XmlElement& of, std::string_view name_space, std::string_view name, bool required) {
  const auto found = of.children(name_space, name);
  if (found.size() > 1) tell(found[1], "is given twice");
  if (found.empty() && required && of)
    tell(of, "has no " + std::string{name_space == cac ? "cac:" : "cbc:"} + std::string{name});
  return found.empty() ? XmlElement{} : found.front();
}

std::string UblReader::required_text(const XmlElement& of, std::string_view name) {
  const auto element = only(of, cbc, name, true);
  auto text = text_of(element);
  if (element && text.empty()) tell(element, "is empty");
  return text;
}

std::string UblReader::optional_text(const XmlElement& of, std::string_view name) {
  return text_of(only(of, cbc, name, false));
}

std::string UblReader::text_of(const XmlElement& element) {
  auto text = element.text();
  if (!text) {
    tell(element, "holds elements where a text is expected");
  } else if (text->size() > text_bytes_max) {
    tell(element, "is longer than " + std::to_string(text_bytes_max) + " bytes");
  } else if (has_control_characters(*text)) {
    tell(element, "holds a control character");
  } else {
    return std::move(*text);
  }
  return {};
}

std::optional<std::int32_t> UblReader::date(const XmlElement& element) {
  if (!element) return std::nullopt;
  const auto day = parse_date(text_of(element));
  if (!day) tell(element, "must be a date of the calendar like 2026-11-24");
  return day;
}

std::optional<Millionths> UblReader::decimal(const XmlElement& element) {
  if (!element) return std::nullopt;
  const auto value = parse_decimal(text_of(element));
  if (!value) tell(element, "must be a decimal number with at most 12 digits and 6 decimals");
  return value;
}

}  // namespace matbud::formats
