#include "matbud/processor/positions.h"

#include <cstring>

#include "matbud/processor/machinery.h"

namespace matbud::processor {
namespace {

constexpr std::string_view version_key = "version";

std::string key_of(const std::string& topic) { return state::whole_key(positions, "topic/" + topic); }

std::uint64_t number_at(std::string_view bytes, std::size_t at) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < 8; ++i) number = (number << 8) | static_cast<std::uint8_t>(bytes[at + i]);
  return number;
}

constexpr std::size_t encoded_size = 8 + 32 + 8 + 8 + 8;

}  // namespace

state::Change position_change(const std::string& topic, const log::ChainPosition& position) {
  std::string value = state::sortable(position.next.value());
  value.append(reinterpret_cast<const char*>(position.head.data()), position.head.size());
  value.append(state::sortable(position.head_offset.value()));
  value.append(state::sortable(static_cast<std::int64_t>(position.accepted)));
  value.append(state::sortable(static_cast<std::int64_t>(position.voided)));
  return {key_of(topic), std::move(value)};
}

std::optional<log::ChainPosition> stored_position(const state::Space& space, const std::string& topic) {
  const auto value = space.get(key_of(topic));
  if (!value) return std::nullopt;
  if (value->size() != encoded_size) throw state::StoreFailure{"stored position of " + topic + " has a wrong size"};
  log::ChainPosition position;
  position.next = Offset{static_cast<std::int64_t>(number_at(*value, 0))};
  std::memcpy(position.head.data(), value->data() + 8, position.head.size());
  position.head_offset = Offset{static_cast<std::int64_t>(number_at(*value, 40))};
  position.accepted = number_at(*value, 48);
  position.voided = number_at(*value, 56);
  return position;
}

std::optional<std::uint32_t> stored_version(const state::Space& space) {
  const auto value = space.get(state::whole_key(positions, version_key));
  if (!value || value->size() != 8) return std::nullopt;
  return static_cast<std::uint32_t>(number_at(*value, 0));
}

state::Change version_change(std::uint32_t version) {
  return {state::whole_key(positions, version_key), state::sortable(version)};
}

}  // namespace matbud::processor
