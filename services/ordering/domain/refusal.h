// A refusal on its way into an OrderRefused event.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "matbud/ordering/v1/events.pb.h"

namespace matbud::ordering {

/// Why a command is refused, and which of its fields or products is to blame.
struct Refusal {
  v1::RefusalReason reason;
  std::string field = {};
  std::uint64_t gtin = 0;
};

/// What a rule answers: nothing when it has no objection.
using Objection = std::optional<Refusal>;

/// `field` holds a value that cannot be.
[[nodiscard]] inline Refusal invalid(std::string field, std::uint64_t gtin = 0) {
  return {v1::REFUSAL_REASON_INVALID, std::move(field), gtin};
}

/// `lines[2].quantity`
[[nodiscard]] inline std::string path_of(const char* list, int index, const char* field) {
  return std::string{list} + "[" + std::to_string(index) + "]." + field;
}

}  // namespace matbud::ordering
