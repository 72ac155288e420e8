#include "matbud/world/dice.h"

namespace matbud::world {
namespace {

/// The finish of SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014).
std::uint64_t mixed(std::uint64_t value) {
  value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9U;
  value = (value ^ (value >> 27)) * 0x94D049BB133111EBU;
  return value ^ (value >> 31);
}

}  // namespace

std::uint64_t hash_of(std::uint64_t seed, std::string_view text) {
  std::uint64_t hash = 0xCBF29CE484222325U ^ mixed(seed);
  for (const char byte : text) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001B3U;
  return mixed(hash);
}

std::uint64_t Dice::next() { return mixed(state_ += 0x9E3779B97F4A7C15U); }

std::uint64_t Dice::below(std::uint64_t count) {
  // The bias is below one in 2^32 for every count used here.
  return (next() >> 32) * count >> 32;
}

std::string Dice::id(std::string_view prefix) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string id{prefix};
  id.push_back('-');
  auto value = next();
  for (int digit = 0; digit < 16; ++digit, value >>= 4) id.push_back(digits[value & 15]);
  return id;
}

}  // namespace matbud::world
