#include "matbud/audit/causal_order.h"

#include <map>
#include <set>
#include <tuple>

namespace matbud::audit {

std::vector<std::size_t> causal_order(const std::vector<Happening>& happenings) {
  std::map<Place, std::size_t> index_of;
  for (std::size_t i = 0; i < happenings.size(); ++i) index_of.emplace(happenings[i].place, i);

  std::vector<std::vector<std::size_t>> effects(happenings.size());
  std::vector<std::size_t> awaited(happenings.size(), 0);
  const auto comes_before = [&](std::size_t first, std::size_t second) {
    effects[first].push_back(second);
    ++awaited[second];
  };
  for (std::size_t i = 0; i < happenings.size(); ++i) {
    if (!happenings[i].cause) continue;
    if (const auto cause = index_of.find(*happenings[i].cause); cause != index_of.end()) comes_before(cause->second, i);
  }
  // Within one partition the log's own order stands.
  for (auto entry = index_of.begin(); entry != index_of.end(); ++entry) {
    const auto next = std::next(entry);
    if (next == index_of.end()) break;
    if (next->first.topic == entry->first.topic && next->first.partition == entry->first.partition)
      comes_before(entry->second, next->second);
  }

  using Rank = std::tuple<Timestamp, Place, std::size_t>;
  std::set<Rank> ready;
  const auto admit = [&](std::size_t i) { ready.emplace(happenings[i].appended_at, happenings[i].place, i); };
  for (std::size_t i = 0; i < happenings.size(); ++i) {
    if (awaited[i] == 0) admit(i);
  }
  std::vector<std::size_t> order;
  while (!ready.empty()) {
    const auto i = std::get<2>(ready.extract(ready.begin()).value());
    order.push_back(i);
    for (const auto effect : effects[i]) {
      if (--awaited[effect] == 0) admit(effect);
    }
  }
  return order;
}

}  // namespace matbud::audit
