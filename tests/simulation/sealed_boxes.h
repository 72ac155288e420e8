// Sealed values wherever they lie: in records, in what is parked, in state of every kind.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "keys.h"

namespace matbud::simulation {

/// Calls `visit` for each privacy.v1.Sealed of this citizen within these bytes, however deep, and for whatever else has
/// its shape. Protobuf writes a nested message in one piece, so that it is found without knowing what it is nested in.
void for_each_box(std::string_view bytes, std::string_view citizen,
                  const std::function<void(std::string_view box)>& visit);

/// Looks at bytes that are kept somewhere, with the keys as the edge has them and as somebody finds them who comes now.
class ErasureCheck {
 public:
  /// `keys` must outlive it.
  explicit ErasureCheck(Keys& keys);

  /// Throws Violation when a box of an erased citizen opens, when one is altered, or when somebody else's does not
  /// open.
  void expect_sealed(const std::string& where, std::string_view bytes, const std::vector<std::string>& citizens);
  /// Throws Violation when a citizen whose erasure was ordered has a key, or another one has none.
  void expect_no_keys(const std::vector<std::string>& citizens) const;
  /// Boxes of erased citizens that were found.
  [[nodiscard]] std::uint64_t found() const { return found_; }

 private:
  void expect_kind(const std::string& where, const std::string& citizen, std::string_view box, const std::string& field,
                   privacy::Opened::Kind kind);

  Keys& keys_;
  privacy::KeyRing newcomer_;
  std::set<std::string, std::less<>> judged_;  ///< boxes that were judged already
  std::uint64_t found_ = 0;
};

}  // namespace matbud::simulation
