// Planted bugs: mistakes that can be switched on by name so that the simulation can show it catches them.
// Compiled only where MATBUD_PLANTS is defined (every preset but release); in release `planted` is constant false.
#pragma once

#include <string>
#include <string_view>

namespace matbud {

#ifdef MATBUD_PLANTS
/// The one planted bug of this process; empty = none. Set once before any thread starts.
inline std::string& planted_bug() {
  static std::string name;
  return name;
}
/// Whether this bug is switched on.
[[nodiscard]] inline bool planted(std::string_view name) { return !planted_bug().empty() && planted_bug() == name; }
#else
[[nodiscard]] constexpr bool planted(std::string_view) { return false; }
#endif

}  // namespace matbud
