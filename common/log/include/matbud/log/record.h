// A record and its canonical bytes: what is hashed, chained, parked and copied between homes of the log.
// The byte layout is fixed for ever and described in proto/README.md, with vectors.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "matbud/base/ids.h"
#include "matbud/base/result.h"
#include "matbud/base/time.h"

namespace matbud::log {

/// A SHA-256 digest.
using Hash = std::array<std::uint8_t, 32>;

/// 64 lower-case hexadecimal digits.
[[nodiscard]] std::string hex(const Hash& hash);
/// The reverse; `invalid` when it is not 64 hexadecimal digits.
[[nodiscard]] Result<Hash> hash_from_hex(std::string_view text);

/// The one input that caused an event: where it stands and what it was.
struct Cause {
  std::string_view topic;
  Partition partition;
  Offset offset;
  Hash hash{};  ///< SHA-256 of the input's canonical bytes
};

/// How long each text of a record may be.
inline constexpr std::size_t record_text_bytes_max = 65'535;

/// The type of what stands in a topic that others may write to and is no record: Kafka's readers hand it on as a record
/// of this type, with its key and value, all else empty. A processor parks it; in a chain it is void.
inline constexpr std::string_view foreign_type = "matbud.Foreign";

/// A record as its writer states it. All views point into somebody else's bytes; they must outlive the Envelope.
/// The log adds offset and append time; those are not part of the canonical bytes.
struct Envelope {
  Hash prev{};                   ///< hash of the record before it in the chain; zeros for commands
  std::string_view key;          ///< delivery area
  std::string_view id;           ///< ce_id
  std::string_view source;       ///< ce_source, e.g. `/matbud/ordering/3`
  std::string_view type;         ///< ce_type, the full name of the message inside the oneof
  std::string_view subject;      ///< ce_subject, e.g. `order/7f3a`
  Timestamp time{};              ///< ce_time: of an event the moment it was decided for, the append time of its
                                 ///< cause, or of the parked input that the cause redrives
  std::string_view traceparent;  ///< W3C trace context; may be empty
  std::optional<Cause> cause;    ///< mb-cause; none for commands
  std::string_view writer;       ///< mb-writer: which incarnation wrote it; empty for commands
  std::string_view value;        ///< protobuf bytes
};

/// The canonical bytes of a record. Text fields are cut at 65,535 bytes by contract: the caller checks.
[[nodiscard]] std::string encode(const Envelope& record);
/// The same, behind what `out` holds.
void encode_onto(std::string& out, const Envelope& record);

/// The reverse. Views in the result point into `canonical`. `corrupt` when the bytes are not a canonical record.
[[nodiscard]] Result<Envelope> decode(std::string_view canonical);

/// SHA-256 of the canonical bytes. The chain's next `prev`.
[[nodiscard]] Hash hash_of(std::string_view canonical);

}  // namespace matbud::log
