// How a JSON body becomes a command: strictly, with the first thing that is wrong told by its pointer.
#pragma once

#include <string>
#include <string_view>

#include "json_lines.h"
#include "matbud/formats/json_document.h"
#include "matbud/formats/json_fields.h"
#include "matbud/ordering/edge/json_requests.h"

namespace matbud::ordering::edge {

/// One body on its way into a command.
struct Body {
  formats::Fields& fields;
  formats::FirstError& errors;
  ClearTexts& texts;
  const Asking& asking;
};

/// Reads one document with `read`, which fills the command.
template <class Read>
Result<OrderCommand> read_body(std::string_view json, const Asking& asking, const Sealer& seal, const Read& read) {
  const auto document = formats::parse_json(json);
  if (!document) return tl::unexpected<Error>{document.error()};
  formats::FirstError errors;
  formats::Fields fields{*document, "", errors};
  ClearTexts texts{errors};
  OrderCommand command;
  command.command_id = asking.command_id;
  command.area = AreaId{fields.id("area_id")};
  read(Body{fields, errors, texts, asking}, command);
  fields.refuse_the_rest();
  if (errors.error()) return tl::unexpected<Error>{*errors.error()};
  texts.seal(seal);
  return command;
}

inline void belongs_to_citizen(const Body& body, const std::string& citizen_id) {
  body.texts.belong_to(citizen_id, body.fields.pointer_of("citizen_id"));
}

/// For bodies in which nothing is sealed, or whose sealed words nobody keeps.
inline Sealer nothing_to_seal() {
  return [](const CitizenId& citizen, std::string_view, std::string_view) {
    privacy::v1::Sealed sealed;
    sealed.set_key_id(citizen.value());
    return sealed;
  };
}

/// `["mon", "thu"]` as the contract's bits.
inline std::uint32_t read_weekdays(formats::Fields& fields) {
  std::uint32_t bits = 0;
  for (const auto place : fields.optional_words("weekdays", {"mon", "tue", "wed", "thu", "fri", "sat", "sun"}))
    bits |= 1U << place;
  return bits;
}

}  // namespace matbud::ordering::edge
