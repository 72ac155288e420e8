#include "secret.h"

#include <sodium.h>

#include <algorithm>
#include <new>
#include <stdexcept>

namespace matbud::privacy {
namespace {

constexpr std::size_t keys_a_block = 1024;

}  // namespace

void ensure_sodium() {
  static const bool ready = sodium_init() >= 0;
  if (!ready) throw std::runtime_error{"libsodium cannot be initialised"};
}

void SodiumFree::operator()(std::uint8_t* memory) const noexcept { sodium_free(memory); }

SodiumMemory sodium_memory(std::size_t size) {
  ensure_sodium();
  SodiumMemory memory{static_cast<std::uint8_t*>(sodium_malloc(size))};
  if (!memory) throw std::bad_alloc{};
  return memory;
}

StackKey::~StackKey() { sodium_memzero(bytes_.data(), bytes_.size()); }

const std::uint8_t* KeyPlaces::take(std::span<const std::uint8_t, key_bytes> key) {
  if (free_.empty()) {
    blocks_.push_back(sodium_memory(keys_a_block * key_bytes));
    // Room for every place there is, so that give_back() never allocates.
    free_.reserve(blocks_.size() * keys_a_block);
    for (std::size_t i = keys_a_block; i > 0; --i) free_.push_back(blocks_.back().get() + (i - 1) * key_bytes);
  }
  std::uint8_t* place = free_.back();
  free_.pop_back();
  std::copy(key.begin(), key.end(), place);
  return place;
}

void KeyPlaces::give_back(const std::uint8_t* place) {
  auto* own = const_cast<std::uint8_t*>(place);
  sodium_memzero(own, key_bytes);
  free_.push_back(own);
}

}  // namespace matbud::privacy
