// Messages of the contract as the JSON of the API: the same names, in the way that programs and pages like to read
// them.
#pragma once

#include <google/protobuf/message.h>

#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "matbud/privacy/v1/privacy.pb.h"

namespace matbud::api {

/// What a sealed field is shown as, given its full name (`matbud.ordering.v1.Citizen.name`): a text or an object, or
/// `discarded` when it is left out.
using Opener = std::function<nlohmann::json(const privacy::v1::Sealed& sealed, std::string_view field_full_name)>;

/// Every field under its name in the contract, in this form:
/// - numbers as numbers; those called `gtin` (or ending so) as texts with leading zeros, 0 as null;
/// - days (`..._day`, int32) as `2026-11-24`, and 0 as null; lists of them (`closed_days`) alike;
/// - moments (`..._at_ms`, `eta_ms`) as numbers, 0 as null;
/// - enums as words: ALLERGEN_MILK of Allergen is `milk`; the value 0 is null;
/// - messages that are not there as null; sealed fields as `open` says, left out without it.
[[nodiscard]] nlohmann::json json_of(const google::protobuf::Message& message, const Opener& open = nullptr);

/// `2026-11-24` of a day's number; null for 0.
[[nodiscard]] nlohmann::json date_json(std::int32_t day);
/// A GTIN as text of 8, 12, 13 or 14 digits; null for 0.
[[nodiscard]] nlohmann::json gtin_json(std::uint64_t gtin);
/// REFUSAL_REASON_WINDOW_FULL -> `window_full`.
[[nodiscard]] std::string word_of_enum(const google::protobuf::EnumValueDescriptor& value);

}  // namespace matbud::api
