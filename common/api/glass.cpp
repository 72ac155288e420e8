#include "matbud/api/glass.h"

#include <algorithm>
#include <array>

namespace matbud::api {

bool BrokenGlass::is_reason(std::string_view word) {
  constexpr auto reasons = std::to_array<std::string_view>({"acute", "covering", "asked_by_citizen", "safety"});
  return std::ranges::find(reasons, word) != reasons.end();
}

Timestamp BrokenGlass::break_for(const web::Caller& caller, const CitizenId& citizen, std::string_view reason,
                                 Timestamp now) {
  const auto until = now + lasts;
  const std::lock_guard lock{mutex_};
  std::erase_if(broken_, [&](const auto& one) { return one.second.until <= now; });
  if (broken_.size() >= most) {
    broken_.erase(std::ranges::min_element(
        broken_, [](const auto& a, const auto& b) { return a.second.until < b.second.until; }));
  }
  broken_.insert_or_assign({caller.subject, citizen.value()}, Broken{std::string{reason}, until});
  return until;
}

std::optional<std::string> BrokenGlass::ground(const web::Caller& caller, std::string_view citizen,
                                               Timestamp now) const {
  const std::lock_guard lock{mutex_};
  const auto found = broken_.find({caller.subject, std::string{citizen}});
  if (found == broken_.end() || found->second.until <= now) return std::nullopt;
  return "break_glass." + found->second.reason;
}

}  // namespace matbud::api
