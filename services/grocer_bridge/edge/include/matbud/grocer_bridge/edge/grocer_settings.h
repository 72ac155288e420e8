// How a grocer is told its orders, as people write it down.
#pragma once

#include <string_view>

#include "matbud/base/result.h"
#include "matbud/bridge/v1/reference.pb.h"

namespace matbud::grocer_bridge::edge {

/// Reads the JSON form of matbud.bridge.v1.Grocer (protobuf's mapping; names with or without underscores). `invalid`,
/// naming the field, when it is no such JSON, or when this grocer could not be told anything that way: an id that no
/// topic can have, an address that secrets must not be sent to, parties that its documents' rules do not take.
[[nodiscard]] Result<bridge::v1::Grocer> grocer_from_json(std::string_view json);

}  // namespace matbud::grocer_bridge::edge
