// The citizens' keys as the edge holds them: made, followed and destroyed through keys.v1 of the simulated log, which
// loses, doubles and delays their records as it does all others.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "edge.h"
#include "matbud/dispatch/v1/reference.pb.h"
#include "matbud/ordering/diet.h"
#include "matbud/privacy/key_ring.h"

namespace matbud::simulation {

class Keys {
 public:
  /// The topic keys.v1 must exist. `log`, `edge` and `clock` must outlive it.
  Keys(log::SimulatedLog& log, Edge& edge, const Clock& clock, std::uint64_t seed);

  /// A first key is on its way to keys.v1; it counts once follow() has read it, unless the citizen has one or had.
  void give(const std::string& citizen);
  /// The order to destroy the key is on its way; it cannot be taken back.
  void erase(const std::string& citizen);
  /// Reads keys.v1 on as far as it can be read, and has appended again what counts and is not the newest of its
  /// citizen, as whoever writes to keys.v1 does. Whether anything moved.
  bool follow();

  [[nodiscard]] bool present(const std::string& citizen) const;
  /// Whose erasure was ordered.
  [[nodiscard]] const std::set<std::string>& erased() const { return erased_; }
  /// Every box that was ever sealed, with the field it was sealed for.
  [[nodiscard]] const std::map<std::string, std::string, std::less<>>& boxes() const { return boxes_; }

  /// A sealed value of this field, named in full; nothing when the citizen has no key, or no more.
  [[nodiscard]] std::optional<privacy::v1::Sealed> sealed(const std::string& citizen, std::string_view field,
                                                          std::string_view clear);
  /// Whether it can be read. For a field that carries on a command's value, either name will do.
  [[nodiscard]] privacy::Opened open(const privacy::v1::Sealed& value, std::string_view field) const;
  /// A diet sealed for that citizen; nothing when the citizen has no key, or no more.
  [[nodiscard]] std::optional<privacy::v1::Sealed> sealed_diet(const std::string& citizen,
                                                               const ordering::v1::Diet& diet);
  /// What ordering is told of it: the same before and after an erasure, so that a decision can be checked at any time.
  [[nodiscard]] ordering::DietRead diet_of(const privacy::v1::Sealed& diet) const;
  /// A doorstep opened for the planner; nothing when it cannot be read.
  [[nodiscard]] std::optional<dispatch::v1::Point> opened_point(const privacy::v1::Sealed& point) const;

  /// The keys as somebody finds them who comes when keys.v1 has been compacted: only each citizen's newest record is
  /// left. To be called when nothing moves any more.
  [[nodiscard]] privacy::KeyRing found_after_compaction();

 private:
  [[nodiscard]] privacy::KeyRing loaded_from(log::Log& log);

  log::SimulatedLog& log_;
  Edge& edge_;
  const Clock& clock_;
  privacy::SeededRandom random_;
  privacy::MasterKey master_;
  privacy::KeyRing ring_;
  log::SimulatedLog compacted_;
  std::set<std::string> erased_;
  std::map<std::string, std::string, std::less<>> boxes_;
  std::map<std::string, ordering::v1::Diet, std::less<>> diets_;  ///< by box
};

}  // namespace matbud::simulation
