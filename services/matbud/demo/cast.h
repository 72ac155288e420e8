// Who plays which part in the demo's month: areas with rules of their own, and citizens of whom something is to be
// told.
#pragma once

#include <cstdint>
#include <string>

#include "matbud/demo/demo.h"
#include "matbud/world/world.h"

namespace matbud::demo {

/// Grocers of the demo: one reads its topic, one gets business documents, one gets posts.
inline constexpr const char* by_topic = "dagros";
inline constexpr const char* by_documents = "fagerlin";
inline constexpr const char* by_posts = "staslin";

/// The demo's people and places; a part whose area or citizen a small demo does not have is not played.
[[nodiscard]] world::World cast(const Options& options);

/// The citizen with that number in that area of the world; null when there is none.
[[nodiscard]] const world::Citizen* citizen_of(const world::World& world, std::size_t area, std::size_t number);

}  // namespace matbud::demo
