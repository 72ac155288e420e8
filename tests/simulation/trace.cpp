#include "trace.h"

#include <cstring>

namespace matbud::simulation {
namespace {

constexpr std::uint64_t low_seed = 0x243f6a8885a308d3;
constexpr std::uint64_t high_seed = 0x13198a2e03707344;

std::uint64_t stir(std::uint64_t z) {
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

}  // namespace

std::uint64_t hash64(std::string_view bytes, std::uint64_t seed) {
  std::uint64_t hash = seed ^ (bytes.size() * 0x9e3779b97f4a7c15);
  for (; bytes.size() >= 8; bytes.remove_prefix(8)) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data(), 8);
    hash = stir(hash ^ word) + 0x9e3779b97f4a7c15;
  }
  std::uint64_t rest = 0;
  if (!bytes.empty()) std::memcpy(&rest, bytes.data(), bytes.size());
  return stir(hash ^ rest);
}

void Digest::add(std::string_view key, std::string_view value) {
  low += hash64(value, hash64(key, low_seed));
  high += hash64(value, hash64(key, high_seed));
}

void Digest::remove(std::string_view key, std::string_view value) {
  low -= hash64(value, hash64(key, low_seed));
  high -= hash64(value, hash64(key, high_seed));
}

void Trace::note(std::string line) {
  mix(line);
  lines_.push_back(std::to_string(step) + " " + std::move(line));
  if (lines_.size() > lines_max_) lines_.pop_front();
}

std::string Trace::digest() const {
  std::string text;
  for (int shift = 60; shift >= 0; shift -= 4) text.push_back("0123456789abcdef"[(digest_ >> shift) & 15]);
  return text;
}

}  // namespace matbud::simulation
