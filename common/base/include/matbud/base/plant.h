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
/// Whether planted bugs sleep in this thread.
inline bool& plants_asleep() {
  // Aligned like what follows it in memory: of a lone byte there, mold 1.10 can make a program that does not start (its
  // GNU_RELRO then begins in a page that is not mapped).
  alignas(8) thread_local bool asleep = false;
  return asleep;
}
/// Whether this bug is switched on.
[[nodiscard]] inline bool planted(std::string_view name) {
  return !planted_bug().empty() && !plants_asleep() && planted_bug() == name;
}
/// While one of these lives, its thread runs the sound code: for a checker that runs the same code to judge it.
class PlantsAsleep {
 public:
  PlantsAsleep() : before_{plants_asleep()} { plants_asleep() = true; }
  ~PlantsAsleep() { plants_asleep() = before_; }
  PlantsAsleep(const PlantsAsleep&) = delete;
  PlantsAsleep& operator=(const PlantsAsleep&) = delete;

 private:
  bool before_;
};
#else
[[nodiscard]] constexpr bool planted(std::string_view) { return false; }
class PlantsAsleep {
 public:
  PlantsAsleep() {}  // not defaulted: an unused guard is no warning
};
#endif

}  // namespace matbud
