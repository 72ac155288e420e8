// What holds for all documents: order numbers, and who may stand on one.
#include <algorithm>

#include "matbud/formats/organisation.h"
#include "matbud/formats/text.h"
#include "ubl_writing.h"

namespace matbud::grocer_bridge::edge {
namespace {

constexpr std::size_t name_bytes_max = 200;

std::optional<std::string> objection_to(const bridge::v1::Party& party, const char* who, bool only_0192) {
  const auto& scheme = party.endpoint_scheme();
  const auto& id = party.endpoint_id();
  if (scheme != "0192" && (only_0192 || scheme != "0088"))
    return std::string{who} + ": endpoint_scheme: must be 0192" + (only_0192 ? " under these rules" : " or 0088");
  if (scheme == "0192" && !formats::is_norwegian_organisation(id))
    return std::string{who} + ": endpoint_id: is no Norwegian organisation number";
  if (scheme == "0088" && (id.size() != 13 || !formats::is_gln(id)))
    return std::string{who} + ": endpoint_id: is no GLN of 13 digits";
  const auto& name = party.name();
  if (name.find_first_not_of(" \t\r\n") == std::string::npos || name.size() > name_bytes_max ||
      formats::first_invalid_utf8(name) || formats::has_control_characters(name))
    return std::string{who} + ": name: must have 1 to 200 bytes of UTF-8 without control characters";
  return std::nullopt;
}

}  // namespace

std::string order_number(std::string_view order_id, const AreaId& area) {
  return std::string{order_id}.append(1, '@').append(area.value());
}

std::optional<OrderNumber> parse_order_number(std::string_view number) {
  const auto at = number.rfind('@');
  if (at == std::string_view::npos || at == 0 || at + 1 == number.size()) return std::nullopt;
  return OrderNumber{std::string{number.substr(0, at)}, AreaId{std::string{number.substr(at + 1)}}};
}

std::optional<std::string> objection_to(bridge::v1::DocumentRules rules, const bridge::v1::Party& buyer,
                                        const bridge::v1::Party& seller) {
  const bool only_0192 = rules == bridge::v1::DOCUMENT_RULES_EHF_ORDERING;
  if (auto objection = objection_to(buyer, "buyer", only_0192)) return objection;
  return objection_to(seller, "seller", only_0192);
}

}  // namespace matbud::grocer_bridge::edge
