// What a catalogue of real products lacks, made up for the demo and marked as made up.
#pragma once

#include <cstdint>
#include <span>

#include "matbud/orders/v1/orders.pb.h"

namespace matbud::world {

/// Gives every product without a price one, from its GTIN and the seed, with price_is_made_up set; and where they are
/// unknown a storage class, an age limit and a deposit guessed from its name, a weight, and VAT for food. What is
/// known already stays.
void make_up_what_is_missing(std::span<orders::v1::Product> products, std::uint64_t seed,
                             std::int32_t price_valid_from_day);

}  // namespace matbud::world
