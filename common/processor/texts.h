// Texts of records from outside: any bytes, until somebody has looked.
#pragma once

#include <string>
#include <string_view>

#include "matbud/log/record.h"

namespace matbud::processor {

using log::record_text_bytes_max;

/// Whether the bytes are UTF-8 (RFC 3629). Protobuf writes a text that is not, but never reads it again: an event that
/// holds one cannot be folded any more.
[[nodiscard]] bool is_utf8(std::string_view text);

/// What is wrong with the record's texts, in words for the operator; empty when nothing is: a text that is not UTF-8,
/// or none of them there, since it is somebody's message that is no record (log::foreign_type).
[[nodiscard]] std::string flaw_in_texts(const log::Envelope& record);

/// The text, or other words when it is not UTF-8.
[[nodiscard]] std::string readable(std::string_view text);

}  // namespace matbud::processor
