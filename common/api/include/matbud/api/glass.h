// Seeing somebody whom one does not serve, for a reason: never unseen, and not for long.
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "matbud/base/ids.h"
#include "matbud/base/time.h"
#include "matbud/web/caller.h"

namespace matbud::api {

/// Which glass is broken in this process, by whom. Bounded: beyond 10,000 the oldest is whole again. Threads may share
/// it.
class BrokenGlass {
 public:
  /// Long enough for a visit and what belongs to it.
  static constexpr std::chrono::hours lasts{4};
  static constexpr std::size_t most = 10'000;

  /// Whether a word is one of the reasons: `acute`, `covering`, `asked_by_citizen`, `safety`. Words of one's own would
  /// tell of somebody's health, open for ever in the log.
  [[nodiscard]] static bool is_reason(std::string_view word);

  /// From now on the caller may see this citizen, on the ground `break_glass.REASON`. Until when.
  Timestamp break_for(const web::Caller& caller, const CitizenId& citizen, std::string_view reason, Timestamp now);
  /// The ground on which the caller sees them; nothing when the glass is whole.
  [[nodiscard]] std::optional<std::string> ground(const web::Caller& caller, std::string_view citizen,
                                                  Timestamp now) const;

 private:
  struct Broken {
    std::string reason;
    Timestamp until;
  };
  using Who = std::pair<std::string, std::string>;  ///< the caller's id and the citizen's

  mutable std::mutex mutex_;
  std::map<Who, Broken> broken_;
};

}  // namespace matbud::api
