// Records and moments as the commands print them.
#pragma once

#include <google/protobuf/message.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "matbud/base/time.h"

namespace matbud::cli {

/// `2026-11-22T05:46:07.123Z`
[[nodiscard]] std::string utc_text(Timestamp moment);

/// Standard base64 with padding.
[[nodiscard]] std::string base64(std::string_view bytes);

/// The protobuf JSON of a message, with the contract's field names; sealed fields stay sealed.
[[nodiscard]] nlohmann::json json_of(const google::protobuf::Message& message);

/// The value of a record of `topic`; null when the topic has no contract or the bytes do not decode.
[[nodiscard]] std::unique_ptr<google::protobuf::Message> decode_value(std::string_view topic, std::string_view value);

/// `REFUSAL_REASON_UNKNOWN_AREA` without its prefix as words: `unknown area`.
[[nodiscard]] std::string words_of(std::string_view enumerator, std::string_view prefix);

}  // namespace matbud::cli
