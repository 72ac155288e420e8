// A record on Kafka: key, value and CloudEvents headers, as proto/README.md fixes them. From these the canonical bytes
// are made again, exactly.
#pragma once

#include <string>
#include <string_view>

#include "handles.h"
#include "matbud/log/record.h"

namespace matbud::log::kafka {

/// The headers of a record. `invalid` when its time is outside the years 1970 to 9999.
[[nodiscard]] Result<Headers> headers_of(const Envelope& record);

/// What Kafka hands over of one record. `headers` may be null, for none.
struct Rendered {
  std::string_view key;
  std::string_view value;
  const rd_kafka_headers_t* headers;
};

/// The record again. Its views point into `rendered`. `corrupt` with the name of the header that is missing, twice
/// there or not in its form.
[[nodiscard]] Result<Envelope> record_of(const Rendered& rendered);

/// What readers see in the place of a record that is none: key and value as they are, of type foreign_type.
[[nodiscard]] Envelope foreign_record(const Rendered& rendered);

}  // namespace matbud::log::kafka
