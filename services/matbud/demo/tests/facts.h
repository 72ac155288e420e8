// What events say, as texts that a table can name: `OrderRefused.reason=REFUSAL_REASON_TOO_HEAVY`.
#pragma once

#include <google/protobuf/message.h>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace matbud::demo::testing {

/// How often something was said. Each event counts each of its facts once.
using Facts = std::map<std::string, std::uint64_t>;

/// Adds the event's type, `Type@3024` for the municipality of its key, and what its set fields say: `Type.field` for
/// each, and `Type.field=value` for words without blanks, names of enums and truths. Fields of fields are joined by
/// dots; what is sealed stays so. `event` is the whole message of a topic.
void add_facts(const google::protobuf::Message& event, std::string_view key, Facts& facts);

}  // namespace matbud::demo::testing
