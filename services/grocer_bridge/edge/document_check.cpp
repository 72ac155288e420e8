#include "document_check.h"

#include <algorithm>
#include <array>

#include "matbud/formats/organisation.h"
#include "value_kinds.h"

namespace matbud::grocer_bridge::edge {
namespace {

using formats::UblReader;
using formats::XmlElement;

constexpr std::string_view schema = "urn:oasis:names:specification:ubl:schema:xsd:";
constexpr std::string_view instance = "http://www.w3.org/2001/XMLSchema-instance";
constexpr std::string_view ehf = "urn:fdc:anskaffelser.no:2019:ehf:postaward:g3:";

/// Dates that must be written without a time zone.
constexpr auto plain_dates = std::to_array<std::string_view>(
    {"IssueDate", "DueDate", "TaxPointDate", "StartDate", "EndDate", "ActualDeliveryDate"});

std::string qualified(const XmlElement& element) {
  if (element.name_space() == formats::cbc) return "cbc:" + std::string{element.name()};
  if (element.name_space() == formats::cac) return "cac:" + std::string{element.name()};
  return "{" + std::string{element.name_space()} + "}" + std::string{element.name()};
}

bool in_any(const std::vector<const CodeList*>& lists, std::string_view text) {
  return std::ranges::any_of(lists, [&](const CodeList* list) { return list->contains(text); });
}

/// Blanks as XPath's normalize-space has them: none around, one between.
std::string without_spare_blanks(const std::string& text) {
  std::string normal;
  for (const char byte : text) {
    const bool blank = byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
    if (!blank) {
      normal += byte;
    } else if (!normal.empty() && normal.back() != ' ') {
      normal += ' ';
    }
  }
  if (normal.ends_with(' ')) normal.pop_back();
  return normal;
}

/// Numbers of organisations whose form a rule checks, with what the numbers are called.
const char* broken_organisation(Variant variant, std::string_view scheme, std::string_view number) {
  const bool by_peppol = variant == Variant::peppol || variant == Variant::peppol_advanced;
  const auto all_digits = [](std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
  };
  const auto danish = [&] { return number.size() == 10 && number.starts_with("DK") && all_digits(number.substr(2)); };
  if (scheme == "0088" && !formats::is_gln(number)) return "is no GLN";
  if (scheme == "0192" && !formats::is_norwegian_organisation(number)) return "is no Norwegian organisation number";
  if (scheme == "0208" && !formats::is_belgian_enterprise(number)) return "is no Belgian enterprise number";
  if (!by_peppol) return nullptr;
  if (scheme == "0184" && !danish() && !(number.size() == 8 && all_digits(number)))
    return "is no Danish organisation number";
  if (scheme == "0096" && !(number.size() == 10 && all_digits(number)))
    return "is no Danish chamber of commerce number";
  if (scheme == "0198" && !danish()) return "is no Danish ERSTORG number";
  if (scheme == "0007" && !formats::is_swedish_organisation(number)) return "is no Swedish organisation number";
  if (scheme == "0151" && !formats::is_australian_business(number)) return "is no Australian business number";
  return nullptr;
}

class Checker {
 public:
  Checker(Variant variant, UblReader& reader) : variant_{variant}, reader_{reader} {}

  void check(const XmlElement& element, const ElementRule& rule, std::string_view parent) {
    if (reader_.error()) return;
    check_attributes(element, rule, parent.empty());
    if (rule.kind.empty()) {
      check_children(element, rule);
    } else {
      check_text(element, rule, parent);
    }
  }

 private:
  void check_children(const XmlElement& element, const ElementRule& rule) {
    const auto children = element.children();
    if (element.has_text()) reader_.tell(element, "holds text where only elements may stand");
    if (children.empty()) reader_.tell(element, "is empty");
    std::size_t next = 0;  // the first rule that a child may still meet
    std::vector<bool> met(rule.children.size());
    for (const auto& child : children) {
      const auto name = qualified(child);
      const auto found = std::ranges::find(rule.children, name, &ElementRule::name);
      const auto at = static_cast<std::size_t>(found - rule.children.begin());
      if (found == rule.children.end()) {
        reader_.tell(child, "is not part of this kind of document");
      } else if (met[at] && !found->repeats) {
        reader_.tell(child, "is given twice");
      } else if (at < next) {
        reader_.tell(child, "stands behind " + rule.children[next].name + ", which must come after it");
      } else {
        next = at;
        met[at] = true;
        check(child, *found, rule.name);
      }
      if (reader_.error()) return;
    }
    for (std::size_t i = 0; i < met.size(); ++i) {
      if (!met[i] && rule.children[i].required) reader_.tell(element, "has no " + rule.children[i].name);
    }
  }

  void check_text(const XmlElement& element, const ElementRule& rule, std::string_view parent) {
    const auto text = element.text();
    if (!text) return reader_.tell(element, "holds elements where a text is expected");
    // To EHF's older rules, blanks are something.
    const bool blanks_count = variant_ == Variant::ehf || variant_ == Variant::ehf_advanced;
    if (text->empty() && !(blanks_count && element.has_space_around())) return reader_.tell(element, "is empty");
    if (!is_of_kind(rule.kind, *text)) return reader_.tell(element, "is no " + in_words(rule.kind));
    const auto normal = without_spare_blanks(*text);
    if (!rule.codes.empty() && !in_any(rule.codes, normal))
      return reader_.tell(element, "is none of the codes that may stand here");
    if (!rule.fixed.empty() && normal != rule.fixed) return reader_.tell(element, "must be '" + rule.fixed + "'");
    const bool plain = std::ranges::find(plain_dates, element.name()) != plain_dates.end();
    if (plain && (!is_plain_date(*text) || element.has_space_around()))
      return reader_.tell(element, "must be a date like 2026-11-24");
    const bool organisation = rule.name == "cbc:EndpointID" || rule.name == "cbc:CompanyID" ||
                              (rule.name == "cbc:ID" && parent == "cac:PartyIdentification");
    if (!organisation) return;
    if (const auto* const why = broken_organisation(variant_, element.attribute("schemeID"), normal))
      reader_.tell(element, why);
  }

  void check_attributes(const XmlElement& element, const ElementRule& rule, bool is_root) {
    const auto attributes = element.attributes();
    for (const auto& attribute : attributes) {
      if (attribute.name_space == instance) {
        if (is_root && attribute.name == "schemaLocation") reader_.tell(element, "has a schema location");
      } else if (!attribute.name_space.empty() || !may_have(rule.kind, attribute.name)) {
        reader_.tell(element, "has an attribute that may not stand here");
      }
    }
    const auto value_of = [&](std::string_view name) {
      const auto found = std::ranges::find(attributes, name, &formats::XmlAttribute::name);
      return found == attributes.end() ? nullptr : &found->value;
    };
    if (const auto name = must_have(rule.kind); !name.empty() && !value_of(name))
      reader_.tell(element, "has no attribute " + std::string{name});
    for (const auto& wanted : rule.attributes) {
      const auto* const value = value_of(wanted.name);
      if (!value && wanted.required) reader_.tell(element, "has no attribute " + wanted.name);
      if (!value) continue;
      const bool known = wanted.codes.empty() || in_any(wanted.codes, *value);
      if (!known || (!wanted.fixed.empty() && *value != wanted.fixed))
        reader_.tell(element, "has an attribute " + wanted.name + " that may not have this value");
    }
  }

  static std::string in_words(std::string_view kind) {
    if (kind == "bool") return "true or false";
    if (kind == "date") return "date of the calendar";
    if (kind == "time") return "time of day";
    if (kind == "binary") return "base64";
    return "decimal number";
  }

  Variant variant_;
  UblReader& reader_;
};

}  // namespace

std::optional<Followed> rules_followed(const XmlElement& root) {
  if (root.name_space() != std::string{schema} + std::string{root.name()} + "-2") return std::nullopt;
  const auto profiles = root.children(formats::cbc, "ProfileID");
  const auto profile = profiles.empty() ? std::string{} : profiles.front().text().value_or("");
  const bool advanced =
      root.name() == "OrderResponse" &&
      (profile == std::string{ehf} + "09:1.0" || profile == "urn:fdc:peppol.eu:poacc:bis:advanced_ordering:3");
  const bool by_ehf = profile.starts_with(ehf);
  const auto variant = by_ehf ? (advanced ? Variant::ehf_advanced : Variant::ehf)
                              : (advanced ? Variant::peppol_advanced : Variant::peppol);
  const auto* const model = model_of(root.name(), variant);
  if (!model) return std::nullopt;
  return Followed{variant, model};
}

void check_elements(const XmlElement& root, const Followed& followed, UblReader& reader) {
  Checker{followed.variant, reader}.check(root, *followed.model, "");
}

}  // namespace matbud::grocer_bridge::edge
