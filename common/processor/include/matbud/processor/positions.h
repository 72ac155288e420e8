// Where a space keeps the positions it stands at: one value a topic, changed in the same write as the state.
#pragma once

#include <optional>
#include <string>

#include "matbud/log/chain.h"
#include "matbud/state/space.h"

namespace matbud::processor {

/// The position that a processor's or projection's space stands at; nothing when it has none for this topic.
/// `topic` is the own topic or an input.
[[nodiscard]] std::optional<log::ChainPosition> stored_position(const state::Space& space, const std::string& topic);
/// The change that stores this position for this topic.
[[nodiscard]] state::Change position_change(const std::string& topic, const log::ChainPosition& position);

/// The version of the fold whose state the space holds; nothing when it holds none.
[[nodiscard]] std::optional<std::uint32_t> stored_version(const state::Space& space);
[[nodiscard]] state::Change version_change(std::uint32_t version);

}  // namespace matbud::processor
