// What the demo grocer makes of an order: short lines, substitutes, refusals, boxes. A function of order and seed.
#pragma once

#include <cstdint>
#include <set>
#include <string_view>

#include "matbud/demo_grocer/demo_grocer.h"
#include "matbud/grocer/v1/answers.pb.h"
#include "matbud/grocer/v1/orders.pb.h"

namespace matbud::demo_grocer {

/// A number below `bound` that depends on the seed and the names alone.
[[nodiscard]] std::uint32_t draw(std::uint64_t seed, std::string_view what, std::string_view name, std::uint32_t bound);

/// Whether this grocer refuses the order, be it that it has none of the goods. One that it has agreed to accept it
/// never refuses.
[[nodiscard]] bool refuses(const grocer::v1::GrocerOrder& order, const Behaviour& behaviour);
/// When it accepts or refuses an order that it was told of at that moment.
[[nodiscard]] Timestamp answers_at(const grocer::v1::GrocerOrder& order, const Behaviour& behaviour, Timestamp told_at);
/// When it packs an order that it accepts at that moment.
[[nodiscard]] Timestamp packs_at(const grocer::v1::GrocerOrder& order, const Behaviour& behaviour,
                                 Timestamp accepted_at);

/// Accepted, with the lines that are short, come as something else or cost more.
[[nodiscard]] grocer::v1::GrocerAnswer accepted(const grocer::v1::GrocerOrder& order, const Behaviour& behaviour);
[[nodiscard]] grocer::v1::GrocerAnswer refused(const grocer::v1::GrocerOrder& order);
/// The lines whose goods were gone when they were to be packed; without lines when there are none.
[[nodiscard]] grocer::v1::GrocerAnswer changed(const grocer::v1::GrocerOrder& order, const Behaviour& behaviour);
/// Packed in boxes of at most 12 kg, goods of one storage class together. An order whose lines are all short gets one
/// box with the slip. `returned`: substitutes that must not be in it.
[[nodiscard]] grocer::v1::GrocerAnswer packed(const grocer::v1::GrocerOrder& order, const Behaviour& behaviour,
                                              Timestamp packed_at, const std::set<std::uint64_t>& returned);

}  // namespace matbud::demo_grocer
