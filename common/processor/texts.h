// Texts of records from outside: any bytes, until somebody has looked.
#pragma once

#include <string>
#include <string_view>

#include "matbud/log/record.h"

namespace matbud::processor {

/// The longest text a record's fields hold, in bytes (proto/README.md).
inline constexpr std::size_t record_text_bytes_max = 65'535;

/// Whether the bytes are UTF-8 (RFC 3629). Protobuf writes a text that is not, but never reads it again: an event that
/// holds one cannot be folded any more.
[[nodiscard]] bool is_utf8(std::string_view text);

/// Which text of the record is not UTF-8, in words for the operator; empty when all are.
[[nodiscard]] std::string flaw_in_texts(const log::Envelope& record);

/// The text, or other words when it is not UTF-8.
[[nodiscard]] std::string readable(std::string_view text);

}  // namespace matbud::processor
